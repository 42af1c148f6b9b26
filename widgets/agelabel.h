// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"

namespace surgedeck {

/// The age of the newest sample, right aligned beside a clock. Repaints only when its words change.
class AgeLabel : public PaintedWidget
{
    Q_OBJECT
public:
    explicit AgeLabel(QWidget *parent = nullptr);

    void setState(const DataState &state);
    /// For a tile that paints its age itself: the same look, right aligned in `rect`. Returns the width used.
    static double paintAge(QPainter &painter, const QRectF &rect, const DataState &state);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DataState m_state;
};

} // namespace surgedeck
