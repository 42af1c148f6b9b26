// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timelinestrip.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

double highest(const Timeline &timeline)
{
    double result = 0;
    for (const Timeline::Bucket &bucket : timeline.buckets)
        result = std::max({result, bucket.value.value_or(0), bucket.expected.value_or(0)});
    return result;
}

} // namespace

TimelineStrip::TimelineStrip(QWidget *parent)
    : PaintedWidget(parent)
{
    themeChanged();
}

void TimelineStrip::setKeyHint(const QString &key)
{
    m_key = key;
    update();
}

void TimelineStrip::setTimeline(const Timeline &timeline)
{
    if (timeline == m_timeline)
        return;
    m_timeline = timeline;
    update();
}

void TimelineStrip::setLive(bool live)
{
    m_live = live;
    update();
}

QString TimelineStrip::spokenName() const
{
    const auto &buckets = m_timeline.buckets;
    const QString now = buckets.empty() || !buckets.back().value ? tr("now not known")
                                                                 : tr("now %1").arg(std::round(*buckets.back().value));
    return tr("Timeline, %1, %2").arg(m_timeline.subject, now);
}

QString TimelineStrip::spokenDescription() const
{
    QStringList parts;
    for (const Timeline::Mark &mark : m_timeline.marks)
        parts << mark.what;
    return parts.join(QStringLiteral(", "));
}

void TimelineStrip::themeChanged()
{
    setFixedHeight(theme::grown(size::timeline, {Text::BodyStrong, Text::Micro}));
}

QRectF TimelineStrip::plot() const
{
    const double left = theme::scaled(size::timelineTitle);
    const double right = theme::scaled(size::timelineEnd);
    return QRectF(left, size::gap, std::max(0.0, width() - left - right), height() - size::gap);
}

void TimelineStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    paintTitle(painter);
    const QRectF area = plot();
    const QRectF bars(area.left(), area.top(), area.width(), area.height() - theme::line(Text::Micro) - size::gap);
    paintBuckets(painter, bars);
    paintMarks(painter, QRectF(area.left(), bars.bottom(), area.width(), area.bottom() - bars.bottom()));
    paintNow(painter, area);
}

void TimelineStrip::paintTitle(QPainter &painter) const
{
    const double left = size::padding;
    const double across = theme::scaled(size::timelineTitle) - 2 * left;
    const double top = std::floor((height() - theme::line(Text::BodyStrong) - theme::line(Text::Small)) / 2.0);
    const QRectF first(left, top, across, theme::line(Text::BodyStrong));
    drawLine(painter, first, {tr("Timeline"), Text::BodyStrong});
    if (!m_key.isEmpty())
        drawKeyCap(painter, first.adjusted(textWidth(tr("Timeline"), Text::BodyStrong) + size::gap, 0, 0, 0), m_key);
    drawLine(painter, QRectF(left, first.bottom(), across, theme::line(Text::Small)),
             {m_timeline.subject, Text::Micro, &Colours::text3});
}

void TimelineStrip::paintBuckets(QPainter &painter, const QRectF &bars) const
{
    const double top = highest(m_timeline);
    const double count = double(m_timeline.buckets.size());
    const QColor known = theme::colour(&Colours::lineStrong);
    const QColor missing = theme::colour(stateInk(m_timeline.missing, &Colours::text3));
    for (std::size_t i = 0; i < m_timeline.buckets.size(); ++i) {
        const Timeline::Bucket &bucket = m_timeline.buckets[i];
        const double left = std::round(bars.left() + bars.width() * double(i) / count);
        const double next = std::round(bars.left() + bars.width() * double(i + 1) / count);
        const double across = std::max(1.0, next - left - size::hair);
        if (!bucket.value || top <= 0) {
            drawHatch(painter, QRectF(left, bars.top(), next - left, bars.height()));
            continue;
        }
        const double filled = std::round(bars.height() * *bucket.value / top);
        painter.fillRect(QRectF(left, bars.bottom() - filled, across, filled), known);
        const double lacking = std::round(bars.height() * bucket.expected.value_or(0) / top) - filled;
        if (lacking >= 1)
            painter.fillRect(QRectF(left, bars.bottom() - filled - lacking, across, lacking), missing);
    }
}

void TimelineStrip::paintMarks(QPainter &painter, const QRectF &foot) const
{
    for (const Timeline::Tick &tick : m_timeline.ticks) {
        const double x = foot.left() + tick.position * foot.width();
        const double half = theme::scaled(size::wide);
        painter.fillRect(QRectF(std::round(x), foot.top(), size::hair, 2), theme::colour(&Colours::lineStrong));
        drawLine(painter,
                 QRectF(x - half, foot.bottom() - theme::line(Text::Micro) - 1, 2 * half, theme::line(Text::Micro)),
                 {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
    }
    const double side = size::timelineMark;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Timeline::Mark &mark : m_timeline.marks) {
        const QRectF box(foot.left() + mark.position * foot.width() - side / 2, foot.top() + 2, side, side);
        if (mark.health != Health::Normal) {
            drawShape(painter, box, shapeOf(mark.health));
            continue;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::colour(&Colours::text2));
        painter.drawEllipse(box.center(), size::endDot / 2.0, size::endDot / 2.0);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineStrip::paintNow(QPainter &painter, const QRectF &area) const
{
    painter.fillRect(QRectF(std::round(area.right()), size::inner, 2, height() - 2 * size::inner),
                     theme::colour(&Colours::text1));
    if (!m_live)
        return;
    const QString word = tr("LIVE");
    const double across = std::ceil(textWidth(word, Text::MicroStrong)) + size::endDot + 2 * size::gap + size::inner;
    const double high = theme::grown(size::chip, {Text::MicroStrong});
    const QRectF chip(width() - size::padding - across, std::floor((height() - high) / 2), across, high);
    drawSurface(painter, chip, &Colours::panel, &Colours::text2, size::chipRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colour(&Colours::text1));
    painter.drawEllipse(QPointF(chip.left() + size::gap + 1, chip.center().y()), size::endDot / 2.0,
                        size::endDot / 2.0);
    drawLine(painter, chip.adjusted(size::gap + size::endDot + size::inner, 0, 0, 0), {word, Text::MicroStrong});
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const QRectF area = plot();
    if (event->button() == Qt::LeftButton && area.contains(event->position()) && area.width() > 0)
        Q_EMIT positionChosen((event->position().x() - area.left()) / area.width());
}

} // namespace surgedeck
