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
    /// Of a replay: when the newest sample was taken stands in the place of its age at that moment. nullopt: the age.
    void setMoment(std::optional<WallTime> moment);
    /// What stands there.
    static QString textOf(const DataState &state, const std::optional<WallTime> &moment);
    /// For a tile that paints it itself: the same look, right aligned in `rect`. Returns the width used.
    static double paintAge(QPainter &painter, const QRectF &rect, const DataState &state,
                           const std::optional<WallTime> &moment = {});

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DataState m_state;
    std::optional<WallTime> m_moment;
};

} // namespace surgedeck
