// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/paintedwidget.h"
#include "widgets/trendline.h"

namespace surgedeck {

/// What a trend is about and what it is now. Formatted by the caller.
struct TrendCaption
{
    QString label;
    QString value; ///< empty: not known
    QString unit;
    QString target{};
    bool operator==(const TrendCaption &) const = default;
};

/// Places on the time axis that all trends of a panel share, 0 the oldest edge, 1 now.
struct TrendMarks
{
    struct Tick
    {
        double position = 0;
        QString label;
        bool operator==(const Tick &) const = default;
    };
    std::vector<Tick> ticks{};    ///< with their words, under the lowest trend only
    std::vector<double> events{}; ///< dotted lines: the start of the sale, the first alarm
    bool operator==(const TrendMarks &) const = default;
};

/// A figure over time with its own axis: caption left, two or three values of the axis, the curve, its limit.
class TrendView : public PaintedWidget
{
    Q_OBJECT
public:
    enum class TimeLabels
    {
        Hidden,
        Shown
    };

    explicit TrendView(QWidget *parent = nullptr, TimeLabels labels = TimeLabels::Hidden);

    void setCaption(const TrendCaption &caption);
    void setData(TrendData trend);
    void setMarks(const TrendMarks &marks);

    QString spokenName() const override;
    std::optional<double> spokenValue() const override { return newestOf(m_line.data()); }
    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QRectF plot() const;
    void paintCaption(QPainter &painter) const;
    void paintAxis(QPainter &painter, const QRectF &plot) const;
    void paintMarks(QPainter &painter, const QRectF &plot) const;

    TimeLabels m_labels;
    TrendCaption m_caption;
    TrendMarks m_marks;
    TrendLine m_line;
};

/// Round values inside a range, at most `most`, and with how many decimals they are written.
struct AxisValues
{
    std::vector<double> values;
    int decimals = 0;
};
AxisValues axisValues(const TrendRange &range, int most);

} // namespace surgedeck
