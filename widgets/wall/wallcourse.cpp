// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"
#include "widgets/valuescale.h"
#include "widgets/wall/wallparts.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr Milliseconds longestGap{60'000}; ///< a longer one is a hole, not a line
constexpr int mostLines = 4;

using Points = std::vector<MetricPoint>;

/// One course in its plot.
class Course
{
public:
    Course(const WallCourse &course, const QRectF &plot)
        : m_course(course)
        , m_plot(plot)
    {
        double most = 0;
        for (const Points *points : {&course.points, &course.expected})
            for (const MetricPoint &point : *points)
                if (isShown(point))
                    most = std::max(most, point.value);
        m_scale = scaleAround({0, most > 0 ? most * 1.08 : 1}, mostLines);
    }

    void paint(QPainter &painter) const
    {
        paintScale(painter);
        if (m_course.points.empty())
            return;
        painter.save();
        painter.setClipRect(m_plot.adjusted(-size::wallDot, -size::wallDot, size::wallDot, 0));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::colour(&Colours::track));
        painter.drawPath(area());
        if (m_course.health > Health::Unknown)
            paintMissing(painter);
        paintLine(painter, m_course.expected, Qt::DashLine);
        paintLine(painter, m_course.points, Qt::SolidLine);
        paintEnd(painter);
        painter.restore();
        paintTargetWord(painter);
    }

private:
    bool isShown(const MetricPoint &point) const
    {
        return std::isfinite(point.value) && point.time >= m_course.range.from && point.time <= m_course.range.to;
    }

    QPointF at(WallTime time, double value) const
    {
        const double share =
            toSeconds(time - m_course.range.from) / std::max(1.0, toSeconds(m_course.range.to - m_course.range.from));
        return {m_plot.left() + share * m_plot.width(), m_plot.bottom() - m_scale.range.share(value) * m_plot.height()};
    }

    /// What was expected at a moment: the last word before it.
    std::optional<double> expectedAt(WallTime time) const
    {
        const auto after = std::ranges::upper_bound(m_course.expected, time, {}, &MetricPoint::time);
        return after == m_course.expected.begin() ? std::nullopt : std::optional(std::prev(after)->value);
    }

    /// From point to point, a new piece after each hole.
    template <typename Begin, typename Go>
    void walk(const Points &points, const Begin &begin, const Go &go) const
    {
        const MetricPoint *before = nullptr;
        for (const MetricPoint &point : points) {
            if (!isShown(point))
                continue;
            if (!before || point.time - before->time > longestGap)
                begin(point);
            else
                go(point);
            before = &point;
        }
    }

    QPainterPath area() const
    {
        QPainterPath path;
        std::optional<QPointF> last;
        const auto close = [&] {
            if (!last)
                return;
            path.lineTo(last->x(), m_plot.bottom());
            path.closeSubpath();
        };
        walk(
            m_course.points,
            [&](const MetricPoint &point) {
                close();
                const QPointF p = at(point.time, point.value);
                path.moveTo(p.x(), m_plot.bottom());
                path.lineTo(p);
                last = p;
            },
            [&](const MetricPoint &point) {
                last = at(point.time, point.value);
                path.lineTo(*last);
            });
        close();
        return path;
    }

    /// The areas between what was expected and what came, one slice from point to point; the largest one has the word.
    void paintMissing(QPainter &painter) const
    {
        painter.setBrush(theme::colour(&Colours::degradedFill));
        painter.setRenderHint(QPainter::Antialiasing, false); // slices side by side would show their seams
        QRectF area, largest;
        const MetricPoint *before = nullptr;
        for (const MetricPoint &point : m_course.points) {
            if (!isShown(point))
                continue;
            const auto was = before ? expectedAt(before->time) : std::nullopt;
            const auto is = expectedAt(point.time);
            const bool together = before && point.time - before->time <= longestGap;
            if (together && was && is && before->value < *was && point.value < *is) {
                const QPolygonF slice{at(before->time, before->value), at(before->time, *was), at(point.time, *is),
                                      at(point.time, point.value)};
                painter.drawPolygon(slice);
                area = area.united(slice.boundingRect());
                if (area.width() * area.height() > largest.width() * largest.height())
                    largest = area;
            } else {
                area = {};
            }
            before = &point;
        }
        painter.setRenderHint(QPainter::Antialiasing);
        if (!m_course.missing.isEmpty() && largest.width() >= size::gap / 2.0)
            paintMissingWord(painter, largest);
    }

    void paintMissingWord(QPainter &painter, const QRectF &area) const
    {
        const double wide = textWidth(m_course.missing, Text::WallStrong);
        const double tall = theme::line(Text::WallStrong);
        const double x =
            std::clamp(area.center().x() - wide / 2, m_plot.left() + size::gap, m_plot.right() - wide - size::gap);
        double line = area.top(); // of all that is drawn where the word goes
        for (const MetricPoint &point : m_course.points)
            if (const QPointF seen = at(point.time, point.value); isShown(point) && seen.x() > x && seen.x() < x + wide)
                line = std::min(line, seen.y());
        const double y = std::max(line - tall - size::wide, m_plot.top());
        const QRectF word(x, y, wide + size::gap, tall);
        painter.save();
        painter.setPen(QPen(theme::colour(&Colours::text2), size::hair));
        painter.drawLine(QPointF(word.center().x(), word.bottom()), area.center());
        painter.restore();
        drawLine(painter, word, {m_course.missing, Text::WallStrong});
    }

    void paintLine(QPainter &painter, const Points &points, Qt::PenStyle style) const
    {
        QPainterPath path;
        walk(
            points, [&](const MetricPoint &point) { path.moveTo(at(point.time, point.value)); },
            [&](const MetricPoint &point) { path.lineTo(at(point.time, point.value)); });
        const Ink ink = style == Qt::SolidLine ? &Colours::text1 : &Colours::text3;
        painter.strokePath(path, QPen(theme::colour(ink), style == Qt::SolidLine ? size::wallLine : lineWidth, style));
    }

    void paintEnd(QPainter &painter) const
    {
        const auto newest = std::ranges::find_if(m_course.points.rbegin(), m_course.points.rend(),
                                                 [this](const MetricPoint &point) { return isShown(point); });
        if (newest == m_course.points.rend())
            return;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::colour(&Colours::text1));
        painter.drawEllipse(at(newest->time, newest->value), size::wallDot / 2.0, size::wallDot / 2.0);
    }

    void paintTargetWord(QPainter &painter) const
    {
        if (m_course.expected.empty() || !isShown(m_course.expected.back()))
            return;
        const QPointF end = at(m_course.expected.back().time, m_course.expected.back().value);
        const double wide = textWidth(m_course.target, Text::WallSmall) + size::inner;
        const double x = std::min(end.x() + size::wallDot, m_plot.right() - wide);
        drawLine(painter,
                 {x, end.y() - theme::line(Text::WallSmall), wide, static_cast<double>(theme::line(Text::WallSmall))},
                 {m_course.target, Text::WallSmall, &Colours::text2});
    }

    void paintScale(QPainter &painter) const
    {
        const double tall = theme::line(Text::WallSmall);
        for (int i = 0; i <= m_scale.intervals(); ++i) {
            const double y = at(m_course.range.from, m_scale.at(i)).y();
            painter.fillRect(QRectF(m_plot.left(), y, m_plot.width(), size::hair), theme::colour(&Colours::line));
            drawLine(painter, {m_plot.left() - size::wallAxis, y - tall / 2, size::wallAxis - size::padding, tall},
                     {m_scale.label(i), Text::WallSmall, &Colours::text3}, Qt::AlignRight);
        }
        for (const TimeTick &tick : timeTicks(m_course.range, static_cast<int>(m_plot.width()) / size::wallTick)) {
            const double x = at(tick.time, 0).x();
            drawLine(painter, {x - size::wallTick / 2.0, m_plot.bottom() + size::gap, size::wallTick, tall},
                     {tick.label, Text::WallSmall, &Colours::text3}, Qt::AlignHCenter);
        }
    }

    const WallCourse &m_course;
    QRectF m_plot;
    ValueScale m_scale;
};

} // namespace

void paintWallCourse(QPainter &painter, const QRectF &room, const WallCourse &course)
{
    drawSurface(painter, room, &Colours::panel, &Colours::line);
    const QRectF inside = room.adjusted(size::wallPadding, size::group + 2, -size::wallPadding, -size::wallGap);
    const QRectF head(inside.left(), inside.top(), inside.width(), theme::line(Text::WallLabel));
    drawLine(painter, head, {course.title, Text::WallStrong});
    drawLine(painter, head, {course.age, Text::WallSmall, &Colours::text3}, Qt::AlignRight);
    const QRectF plot(inside.left() + size::wallAxis, head.bottom() + size::wallGap, inside.width() - size::wallAxis,
                      inside.bottom() - head.bottom() - size::wallGap - theme::line(Text::WallSmall) - size::wallGap);
    if (plot.height() > size::wallRow && plot.width() > size::wallRow)
        Course(course, plot).paint(painter);
}

} // namespace surgedeck
