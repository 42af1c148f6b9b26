// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/replayscrubber.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck {

namespace {

constexpr Milliseconds shortestView{10'000};
constexpr double zoomStep = 0.8;
constexpr int mostBarRows = 4;
constexpr double shortestLabel = 3; // lines high: what is cut to less says nothing

struct Rows
{
    QRectF ruler, curve, alarms, people, changes, gaps;
};

Rows rowsIn(const QRectF &area)
{
    const double text = theme::line(Text::Micro);
    Rows rows;
    double top = area.top();
    const auto take = [&](double height) {
        const QRectF row(area.left(), top, area.width(), height);
        top += height + size::inner;
        return row;
    };
    rows.ruler = take(text + size::inner);
    const double rest = area.bottom() - top - 4 * (text + 2 * size::inner);
    rows.curve = take(std::max(text * 2, rest * 0.55));
    rows.alarms = take(std::max(text * 1.5, rest * 0.45 - size::inner));
    rows.people = take(2 * text);
    rows.changes = take(text);
    rows.gaps = take(std::max(text / 2, area.bottom() - top));
    return rows;
}

void drawMarkerShape(QPainter &painter, const QPointF &at, ReplayTracks::Marker::Kind kind)
{
    const double half = size::timelineMark / 2.0;
    const QRectF box(at.x() - half, at.y() - half, 2 * half, 2 * half);
    if (kind == ReplayTracks::Marker::Kind::Guarded) {
        painter.fillRect(box, theme::colour(&Colours::text1));
        painter.setPen(QPen(theme::colour(&Colours::panel), 2));
        painter.drawLine(box.bottomLeft(), box.topRight());
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colour(&Colours::text2));
    painter.drawEllipse(at, size::endDot / 2.0, size::endDot / 2.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

ReplayScrubber::ReplayScrubber(QWidget *parent)
    : PaintedWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("replay-scrubber"));
    themeChanged();
}

void ReplayScrubber::themeChanged()
{
    setFixedHeight(theme::grown(size::replayTracks, {Text::Micro, Text::Micro, Text::Micro, Text::Micro}) +
                   theme::line(Text::Micro)); // people have two lines
}

void ReplayScrubber::setTracks(ReplayTracks tracks)
{
    const bool another = !(tracks.range == m_tracks.range);
    m_tracks = std::move(tracks);
    if (another || m_visible.isEmpty())
        m_visible = m_tracks.range;
    update();
}

void ReplayScrubber::setPosition(WallTime at)
{
    if (at == m_at)
        return;
    m_at = at;
    if (!m_visible.contains(at) && m_tracks.range.contains(at)) {
        const Milliseconds half = m_visible.length() / 2;
        m_visible = {std::max(m_tracks.range.from, at - half), std::min(m_tracks.range.to, at + half)};
    }
    update();
}

void ReplayScrubber::setCompared(std::optional<WallTime> at)
{
    m_compared = at;
    update();
}

void ReplayScrubber::addPin(const ReplayTracks::Marker &pin)
{
    m_tracks.pins.push_back(pin);
    update();
}

void ReplayScrubber::setSelection(std::optional<TimeRange> selection)
{
    m_selection = selection;
    update();
    Q_EMIT selectionChanged();
}

std::optional<WallTime> ReplayScrubber::nextEvent(WallTime at, int direction) const
{
    std::optional<WallTime> best;
    const auto consider = [&](WallTime time) {
        const bool ahead = direction > 0 ? time > at : time < at;
        if (ahead && (!best || (direction > 0 ? time < *best : time > *best)))
            best = time;
    };
    for (const ReplayTracks::Bar &bar : m_tracks.alarms)
        consider(bar.from);
    for (const auto *markers : {&m_tracks.people, &m_tracks.changes, &m_tracks.pins})
        for (const ReplayTracks::Marker &marker : *markers)
            consider(marker.at);
    return best;
}

QString ReplayScrubber::spokenName() const
{
    const QString here = tr("Replay position, %1").arg(momentText(m_at, m_tracks.range));
    return m_compared ? tr("%1, compared with %2").arg(here, momentText(*m_compared, m_tracks.range)) : here;
}

QRectF ReplayScrubber::plot() const
{
    const double left = theme::scaled(size::timelineTitle);
    return QRectF(left, size::inner, std::max(1.0, width() - left - size::wide), height() - 2.0 * size::inner);
}

double ReplayScrubber::xOf(WallTime at) const
{
    const QRectF area = plot();
    return area.left() + m_visible.share(at) * area.width();
}

WallTime ReplayScrubber::timeAt(double x) const
{
    const QRectF area = plot();
    return m_visible.at(std::clamp((x - area.left()) / area.width(), 0.0, 1.0));
}

void ReplayScrubber::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    const Rows rows = rowsIn(plot());
    for (const QRectF &row : {rows.curve, rows.alarms, rows.people, rows.changes, rows.gaps})
        painter.fillRect(row, theme::colour(&Colours::canvas));
    if (m_selection)
        painter.fillRect(QRectF(QPointF(xOf(m_selection->from), rows.curve.top()),
                                QPointF(xOf(m_selection->to), rows.gaps.bottom())),
                         theme::colour(&Colours::selection));
    paintRuler(painter);
    paintLabel(painter, rows.curve, m_tracks.subject, m_tracks.subjectNote);
    paintLabel(painter, rows.alarms, tr("Alarms"), tr("%n raised", nullptr, int(m_tracks.alarms.size())));
    paintLabel(painter, rows.people, tr("People and runbook"), tr("striped = guarded action"));
    paintLabel(painter, rows.changes, tr("Changes"), {});
    paintLabel(painter, rows.gaps, tr("Data gaps"), {});
    painter.setClipRect(plot().adjusted(-size::gap, 0, size::gap, 0));
    paintCurve(painter, rows.curve);
    paintAlarms(painter, rows.alarms);
    paintMarkers(painter, rows.people, m_tracks.people);
    paintMarkers(painter, rows.changes, m_tracks.changes);
    paintGaps(painter, rows.gaps);
    painter.setClipping(false);
    paintPins(painter);
    paintCompared(painter);
    paintHead(painter);
}

void ReplayScrubber::paintLabel(QPainter &painter, const QRectF &row, const QString &title, const QString &note) const
{
    const double line = theme::line(Text::Micro);
    const QRectF room(size::padding, row.top(), theme::scaled(size::timelineTitle) - size::padding - size::gap, line);
    drawLine(painter, room, {title, Text::Micro, &Colours::text2});
    if (!note.isEmpty() && row.height() >= 2 * line)
        drawLine(painter, room.translated(0, line), {note, Text::Micro, &Colours::text3});
}

void ReplayScrubber::paintRuler(QPainter &painter) const
{
    const QRectF row = rowsIn(plot()).ruler;
    const double half = theme::scaled(size::timeTick) / 2.0;
    const int most = std::max(2, int(row.width() / theme::scaled(size::timeTick)) / 2);
    for (const TimeTick &tick : timeTicks(m_visible, most)) {
        const double x = std::round(xOf(tick.time));
        const double words = textWidth(tick.label, Text::Micro) / 2 + size::inner;
        const QRectF covered(x - words, row.top(), 2 * words, row.height());
        if (!headFlag().intersects(covered) && !comparedFlag().intersects(covered))
            drawLine(painter, QRectF(x - half, row.top(), 2 * half, row.height()),
                     {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
        painter.fillRect(QRectF(x, row.bottom() - 2, size::hair, size::inner), theme::colour(&Colours::line));
    }
}

void ReplayScrubber::paintCurve(QPainter &painter, const QRectF &row) const
{
    double low = m_tracks.target.value_or(1e300), high = m_tracks.target.value_or(-1e300);
    for (const ReplayTracks::Point &point : m_tracks.curve)
        if (point.value) {
            low = std::min(low, *point.value);
            high = std::max(high, *point.value);
        }
    if (high < low)
        return;
    const double span = high > low ? high - low : 1;
    const auto yOf = [&](double value) {
        return row.bottom() - 2 - (value - low) / span * (row.height() - size::inner);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_tracks.target) {
        painter.setPen(QPen(theme::colour(&Colours::text3), 1, Qt::DashLine));
        painter.drawLine(QPointF(row.left(), yOf(*m_tracks.target)), QPointF(row.right(), yOf(*m_tracks.target)));
    }
    // At most one point a pixel: a day has many more samples than the screen has columns.
    const QRectF area = plot();
    std::optional<QPointF> last;
    for (const ReplayTracks::Point &point : m_tracks.curve) {
        if (!point.value || !m_visible.contains(point.at)) {
            last.reset();
            continue;
        }
        const QPointF here(area.left() + m_visible.share(point.at) * area.width(), yOf(*point.value));
        if (last && here.x() - last->x() < 0.5 && std::abs(here.y() - last->y()) < 0.5)
            continue;
        if (last) {
            painter.setPen(QPen(theme::colour(stateInk(point.state, &Colours::dataNormal)), 1.5));
            painter.drawLine(*last, here);
        }
        last = here;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ReplayScrubber::paintAlarms(QPainter &painter, const QRectF &row) const
{
    const double side = size::timelineMark;
    const double pitch = std::max(side / 2, (row.height() - side) / (mostBarRows - 1));
    std::array<WallTime, mostBarRows> free{};
    std::array<double, mostBarRows> marked;
    marked.fill(row.left() - side);
    for (const ReplayTracks::Bar &bar : m_tracks.alarms) {
        if (bar.until < m_visible.from || bar.from > m_visible.to)
            continue;
        const auto line = std::ranges::min_element(free);
        *line = bar.until;
        const double y = row.top() + side / 2 + double(line - free.begin()) * pitch;
        const double left = xOf(bar.from), right = std::max(left + 2, xOf(bar.until));
        QColor ink = theme::colour(stateInk(bar.health, &Colours::track));
        ink.setAlphaF(0.6F);
        painter.fillRect(QRectF(left, y - 1, right - left, 3), ink);
        // A day may have thousands: a mark that would lie on another one of its line is not drawn.
        double &last = marked[std::size_t(line - free.begin())];
        if (left - last < 1)
            continue;
        last = left;
        drawShape(painter, QRectF(std::round(left - side / 2), std::round(y - side / 2), side, side),
                  shapeOf(bar.health));
    }
}

void ReplayScrubber::paintMarkers(QPainter &painter, const QRectF &row,
                                  const std::vector<ReplayTracks::Marker> &markers) const
{
    // Two lines where there is room for them. A label that would lie on another one is left to the list of notes.
    const double line = theme::line(Text::Micro);
    const std::size_t lines = row.height() >= 2 * line ? 2 : 1;
    std::array<double, 2> taken{row.left() - size::wide, row.left() - size::wide};
    auto guarded = markers.begin(); // the next one
    for (const ReplayTracks::Marker &marker : markers) {
        if (!m_visible.contains(marker.at))
            continue;
        const double x = xOf(marker.at);
        const auto free = std::min_element(taken.begin(), taken.begin() + std::ptrdiff_t(lines));
        // An action that is guarded is shown wherever it was: what stands before it ends there.
        while (guarded != markers.end() &&
               (guarded->kind != ReplayTracks::Marker::Kind::Guarded || guarded->at <= marker.at))
            ++guarded;
        const bool isGuarded = marker.kind == ReplayTracks::Marker::Kind::Guarded;
        const double ahead = guarded == markers.end() ? row.right() + size::gap : xOf(guarded->at);
        if (!isGuarded && guarded != markers.end() && ahead - x < size::timelineMark)
            continue; // it would lie below
        const double end = ahead - size::gap;
        QRectF room(x + size::gap, row.top() + double(free - taken.begin()) * line, end - x - size::gap, line);
        const bool isFree = (isGuarded ? x + size::gap : x - size::gap) >= *free;
        if (isFree && !marker.label.isEmpty()) {
            // What would be cut at the end of the row stands before its mark, where nothing else does.
            const double whole = textWidth(marker.label, Text::Micro) + 2;
            const bool before = whole > room.width() && x - size::gap - whole >= *free;
            if (before)
                room.moveRight(x - size::gap);
            const double across = before ? whole : std::min(whole, std::max(0.0, room.width()));
            const QRectF words(before ? room.right() - whole : room.left(), room.top(), across, line);
            if (before || across >= std::min(whole, shortestLabel * line)) {
                drawLine(painter, words, {marker.label, Text::Micro, &Colours::text2});
                *free = std::max(words.right(), x) + size::gap;
            }
        }
        if (!isFree && !isGuarded && x < *free)
            continue;
        drawMarkerShape(painter, {x, room.center().y()}, marker.kind);
        *free = std::max(*free, x + size::timelineMark / 2.0 + size::inner);
    }
}

void ReplayScrubber::paintGaps(QPainter &painter, const QRectF &row) const
{
    for (const TimeRange &gap : m_tracks.gaps)
        if (gap.to >= m_visible.from && gap.from <= m_visible.to)
            drawHatch(painter, QRectF(QPointF(xOf(gap.from), row.top()), QPointF(xOf(gap.to), row.bottom())));
}

void ReplayScrubber::paintPins(QPainter &painter) const
{
    const Rows rows = rowsIn(plot());
    for (const ReplayTracks::Marker &pin : m_tracks.pins)
        if (m_visible.contains(pin.at))
            painter.fillRect(QRectF(std::round(xOf(pin.at)) - 3, rows.ruler.bottom() - size::inner, 7, size::gap),
                             theme::colour(&Colours::text2));
}

QRectF ReplayScrubber::flagAt(WallTime at, double across) const
{
    const Rows rows = rowsIn(plot());
    const double left = std::clamp(std::round(xOf(at)) - across / 2, 0.0, std::max(0.0, width() - across));
    return QRectF(left, rows.ruler.top(), across, rows.ruler.height());
}

QRectF ReplayScrubber::headFlag() const
{
    return m_visible.contains(m_at) ? flagAt(m_at, textWidth(momentText(m_at), Text::MicroStrong) + 2 * size::gap)
                                    : QRectF();
}

QRectF ReplayScrubber::comparedFlag() const
{
    if (!m_compared || !m_visible.contains(*m_compared))
        return {};
    const QString words = tr("with %1").arg(momentText(*m_compared));
    return flagAt(*m_compared, textWidth(words, Text::Micro) + 2 * size::gap);
}

void ReplayScrubber::paintHead(QPainter &painter) const
{
    if (!m_visible.contains(m_at))
        return;
    const Rows rows = rowsIn(plot());
    painter.fillRect(QRectF(std::round(xOf(m_at)) - 1, rows.ruler.top(), 2, rows.gaps.bottom() - rows.ruler.top()),
                     theme::colour(&Colours::text1));
    const QRectF flag = headFlag();
    drawSurface(painter, flag, &Colours::primary, &Colours::primary, size::chipRadius);
    drawLine(painter, flag, {momentText(m_at), Text::MicroStrong, &Colours::onPrimary}, Qt::AlignHCenter);
}

/// Dashed and without a bright flag: nobody takes it for the moment that the panels show.
void ReplayScrubber::paintCompared(QPainter &painter) const
{
    if (!m_compared || !m_visible.contains(*m_compared))
        return;
    const Rows rows = rowsIn(plot());
    const double x = std::round(xOf(*m_compared)) + 0.5;
    painter.setPen(QPen(theme::colour(&Colours::text2), 1, Qt::DashLine));
    painter.drawLine(QPointF(x, rows.ruler.bottom()), QPointF(x, rows.gaps.bottom()));
    const QString words = tr("with %1").arg(momentText(*m_compared));
    const QRectF flag = comparedFlag();
    drawSurface(painter, flag, &Colours::panel, &Colours::lineStrong, size::chipRadius);
    drawLine(painter, flag, {words, Text::Micro, &Colours::text2}, Qt::AlignHCenter);
}

void ReplayScrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_visible.isEmpty())
        return;
    const WallTime at = timeAt(event->position().x());
    m_selectionBegan.reset();
    if (event->modifiers() & Qt::ShiftModifier)
        m_selectionBegan = at;
    else
        Q_EMIT event->modifiers() & Qt::ControlModifier ? comparisonWanted(at) : positionWanted(at);
}

void ReplayScrubber::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_visible.isEmpty())
        return;
    const WallTime at = timeAt(event->position().x());
    if (m_selectionBegan)
        setSelection(TimeRange{std::min(*m_selectionBegan, at), std::max(*m_selectionBegan, at)});
    else
        Q_EMIT event->modifiers() & Qt::ControlModifier ? comparisonWanted(at) : positionWanted(at);
}

void ReplayScrubber::wheelEvent(QWheelEvent *event)
{
    if (m_visible.isEmpty() || event->angleDelta().y() == 0)
        return;
    const double factor = event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep;
    const WallTime at = timeAt(event->position().x());
    const auto scaled = [&](Milliseconds distance) {
        return Milliseconds(std::llround(double(distance.count()) * factor));
    };
    TimeRange wanted{at - scaled(at - m_visible.from), at + scaled(m_visible.to - at)};
    wanted = {std::max(wanted.from, m_tracks.range.from), std::min(wanted.to, m_tracks.range.to)};
    if (wanted.length() >= shortestView)
        m_visible = wanted;
    update();
    event->accept();
}

} // namespace surgedeck
