// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timelinestrip.h"

#include "models/base/numbertext.h"
#include "widgets/frame.h"
#include "widgets/plainlabel.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr double reachOfMark = 0.004; // of the width: as near as a mark is meant

double highest(const Timeline &timeline)
{
    double result = 0;
    for (const Timeline::Bucket &bucket : timeline.buckets)
        result = std::max({result, bucket.value.value_or(0), bucket.expected.value_or(0)});
    return result;
}

QString clockText(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

void drawMark(QPainter &painter, const QRectF &box, const Timeline::Mark &mark)
{
    if (mark.health != Health::Normal)
        return drawShape(painter, box, shapeOf(mark.health));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colour(&Colours::text2));
    const double half = mark.kind == Timeline::Mark::Kind::Change ? box.width() / 2 - 1 : size::endDot / 2.0;
    const QPointF at = box.center();
    if (mark.kind == Timeline::Mark::Kind::Change)
        painter.drawPolygon(QPolygonF({{at.x(), at.y() - half}, {at.x() + half, at.y()}, {at.x(), at.y() + half}, {at.x() - half, at.y()}}));
    else
        painter.drawEllipse(at, half, half);
    painter.restore();
}

} // namespace

TimelineStrip::TimelineStrip(QWidget *parent)
    : PaintedWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
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

std::optional<std::size_t> TimelineStrip::bucketAt(double position) const
{
    const auto count = m_timeline.buckets.size();
    if (count == 0 || position < 0 || position > 1)
        return std::nullopt;
    return std::min(std::size_t(position * double(count)), count - 1);
}

QString TimelineStrip::wordsAt(double position) const
{
    QStringList parts;
    if (m_timeline.end) {
        const auto back = Milliseconds(std::llround(double(m_timeline.span.count()) * (1 - position)));
        parts << clockText(*m_timeline.end - back);
    }
    if (const auto bucket = bucketAt(position)) {
        const Timeline::Bucket &at = m_timeline.buckets[*bucket];
        const QString value = at.value ? fixedNumber(*at.value, 0) : tr("not known");
        parts << (at.expected ? tr("%1 of %2").arg(value, fixedNumber(*at.expected, 0)) : value);
    }
    for (const Timeline::Mark &mark : m_timeline.marks)
        if (std::abs(mark.position - position) <= reachOfMark)
            parts << mark.what;
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString TimelineStrip::spokenName() const
{
    if (m_cursor)
        return tr("Timeline, %1, %2").arg(m_timeline.subject, wordsAt(*m_cursor));
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

QList<SpokenItem> TimelineStrip::spokenItems() const
{
    QList<SpokenItem> items;
    for (const Timeline::Mark &mark : m_timeline.marks)
        items << SpokenItem{mark.what};
    return items;
}

void TimelineStrip::themeChanged()
{
    setFixedHeight(theme::grown(size::timeline, {Text::BodyStrong, Text::Micro}));
}

QRectF TimelineStrip::plot() const
{
    const double left = theme::scaled(size::timelineTitle);
    const double right = theme::scaled(size::timelineEnd);
    return QRectF(left, size::gap, std::max(0.0, width() - left - right), height() - size::gap - 2);
}

void TimelineStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    paintTitle(painter);
    const QRectF area = plot();
    const double labels = theme::line(Text::Micro);
    const QRectF bars(area.left(), area.top(), area.width(), area.height() - labels - size::timelineMark);
    paintBuckets(painter, bars);
    paintTicks(painter, QRectF(area.left(), area.bottom() - labels, area.width(), labels));
    paintMarks(painter, QRectF(area.left(), bars.bottom(), area.width(), size::timelineMark));
    paintNow(painter, area);
    if (m_cursor)
        painter.fillRect(QRectF(std::round(area.left() + *m_cursor * area.width()), bars.top() - size::inner, 2, bars.height() + size::inner),
                         theme::colour(&Colours::focus));
}

void TimelineStrip::paintTitle(QPainter &painter) const
{
    const double left = size::padding;
    const double across = theme::scaled(size::timelineTitle) - left - size::inner;
    const double top = std::floor((height() - theme::line(Text::BodyStrong) - theme::line(Text::Small)) / 2.0);
    const QRectF first(left, top, across, theme::line(Text::BodyStrong));
    drawLine(painter, first, {tr("Timeline"), Text::BodyStrong});
    if (!m_key.isEmpty())
        drawKeyCap(painter, first.adjusted(textWidth(tr("Timeline"), Text::BodyStrong) + size::gap, 0, 0, 0), m_key);
    const Ink ink = m_cursor ? &Colours::text1 : &Colours::text3;
    drawLine(painter, QRectF(left, first.bottom(), across, theme::line(Text::Small)),
             {m_cursor ? wordsAt(*m_cursor) : m_timeline.subject, Text::Micro, ink});
}

void TimelineStrip::paintBuckets(QPainter &painter, const QRectF &bars) const
{
    const double top = highest(m_timeline);
    const double count = double(m_timeline.buckets.size());
    const QColor known = theme::colour(&Colours::lineStrong);
    const QColor missing = theme::colour(stateInk(m_timeline.missing, &Colours::track));
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

void TimelineStrip::paintTicks(QPainter &painter, const QRectF &row) const
{
    const double half = theme::scaled(size::wide);
    for (const Timeline::Tick &tick : m_timeline.ticks) {
        const double x = row.left() + tick.position * row.width();
        if (x - half < row.left() || x + half > row.right())
            continue;
        drawLine(painter, QRectF(x - half, row.top(), 2 * half, row.height()), {tick.label, Text::Micro, &Colours::text3},
                 Qt::AlignHCenter);
    }
}

/// The worse lies above: an alarm hides a change, never the other way.
void TimelineStrip::paintMarks(QPainter &painter, const QRectF &row) const
{
    std::vector<const Timeline::Mark *> marks;
    for (const Timeline::Mark &mark : m_timeline.marks)
        marks.push_back(&mark);
    std::stable_sort(marks.begin(), marks.end(), [](const auto *a, const auto *b) { return a->health < b->health; });
    const double side = size::timelineMark;
    for (const Timeline::Mark *mark : marks)
        drawMark(painter, QRectF(row.left() + mark->position * row.width() - side / 2, row.top(), side, side), *mark);
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
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawLine(painter, chip.adjusted(size::gap + size::endDot + size::inner, 0, 0, 0), {word, Text::MicroStrong});
}

void TimelineStrip::moveTo(std::optional<double> position)
{
    m_cursor = position;
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

double TimelineStrip::steppedFrom(double position, int direction) const
{
    const double count = std::max<double>(1, double(m_timeline.buckets.size()));
    const double middle = (std::floor(position * count - 1e-9) + 0.5 + direction) / count;
    return std::clamp(middle, 0.5 / count, 1 - 0.5 / count);
}

double TimelineStrip::nextMark(double position, int direction) const
{
    double best = position;
    for (const Timeline::Mark &mark : m_timeline.marks) {
        const bool ahead = direction > 0 ? mark.position > position + 1e-6 : mark.position < position - 1e-6;
        const bool nearer = best == position || (direction > 0 ? mark.position < best : mark.position > best);
        if (ahead && nearer)
            best = mark.position;
    }
    return best;
}

void TimelineStrip::keyPressEvent(QKeyEvent *event)
{
    const double from = m_cursor.value_or(1);
    const int direction = event->key() == Qt::Key_Right ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        return moveTo(event->modifiers() & Qt::ControlModifier ? nextMark(from, direction) : steppedFrom(from, direction));
    case Qt::Key_Home:
        return moveTo(steppedFrom(0, 0));
    case Qt::Key_End:
        return moveTo(steppedFrom(1, 0));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor)
            Q_EMIT positionChosen(*m_cursor);
        return;
    case Qt::Key_Escape:
        if (m_cursor)
            return moveTo(std::nullopt);
        break;
    default:
        break;
    }
    PaintedWidget::keyPressEvent(event);
}

void TimelineStrip::focusOutEvent(QFocusEvent *event)
{
    moveTo(std::nullopt);
    PaintedWidget::focusOutEvent(event);
}

bool TimelineStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return PaintedWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QRectF area = plot();
    const double position = area.width() > 0 ? (help->pos().x() - area.left()) / area.width() : -1;
    const bool inside = position >= 0 && position <= 1;
    QToolTip::showText(help->globalPos(), inside ? plainToolTip(wordsAt(position)) : QString(), this);
    return true;
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const QRectF area = plot();
    if (event->button() != Qt::LeftButton || !area.contains(event->position()) || area.width() <= 0)
        return;
    const double position = (event->position().x() - area.left()) / area.width();
    moveTo(position);
    Q_EMIT positionChosen(position);
}

} // namespace surgedeck
