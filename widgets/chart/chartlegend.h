// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartmodel.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The series of a chart in words: letter, a piece of the line, name, newest value with unit, age where it is old. The
/// legend of Qt Charts shows colours only and says nothing to a screen reader.
class ChartLegend : public PaintedWidget
{
    Q_OBJECT
public:
    ChartLegend(const ChartModel *model, QWidget *parent);

    void modelChanged();

    QString spokenName() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int columnsIn(int width) const;
    void paintEntry(QPainter &painter, const QRectF &cell, std::size_t index) const;

    const ChartModel *m_model;
};

} // namespace surgedeck
