// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"

#include <utility>
#include <vector>

namespace surgedeck {

/// Labels with their values below, in columns: what is written down about something. A value that has no room whole is
/// cut, and shown whole when the mouse rests on it.
class FactGrid : public PaintedWidget
{
    Q_OBJECT
public:
    using Facts = std::vector<std::pair<QString, QString>>;

    explicit FactGrid(int columns, QWidget *parent = nullptr);

    void setFacts(const Facts &facts);

    QString spokenName() const override;
    QList<SpokenItem> spokenItems() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF cell(std::size_t index) const;

    int m_columns;
    Facts m_facts;
};

} // namespace surgedeck
