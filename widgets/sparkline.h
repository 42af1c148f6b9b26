// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"
#include "widgets/trendline.h"

namespace surgedeck {

/// The last hour of a figure as a line with its limit and a dot where it is now. No axis: it shows a course, not
/// values.
class Sparkline : public PaintedWidget
{
    Q_OBJECT
public:
    /// `label` says whose course it is; it is spoken, not shown.
    explicit Sparkline(const QString &label, QWidget *parent = nullptr);

    void setData(TrendData trend);
    /// The line is not current: in the stale colour, without the dot.
    void setOld(bool old);

    QString spokenName() const override;
    std::optional<double> spokenValue() const override { return newestOf(m_line.data()); }
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_label;
    TrendLine m_line;
    bool m_old = false;
};

/// The same inside of a widget that paints itself: limit, line and dot, right aligned in `rect`.
void paintSparkline(QPainter &painter, const QRectF &rect, TrendLine &line, const QColor &ink);

} // namespace surgedeck
