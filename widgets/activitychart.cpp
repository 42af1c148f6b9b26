// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activitychart.h"

#include "widgets/crosshair.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"
#include "widgets/timeticks.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

enum Class
{
    Lock,
    Io,
    Running,
    Client,
    Other
};

constexpr double leastHigh = 2; ///< sessions: what one or two do is not a mountain
constexpr double leastDrag = 4; ///< pixels; less was a click
constexpr int keySteps = 6;     ///< buckets of one press

Ink inkOf(std::size_t index, Health locks)
{
    switch (index) {
    case Lock:
        return stateInk(locks, &Colours::text1);
    case Io:
        return &Colours::text2;
    case Running:
        return &Colours::lineStrong;
    case Client:
        return &Colours::text3;
    default:
        return &Colours::track;
    }
}

QString nameOf(std::size_t index)
{
    switch (index) {
    case Lock:
        return ActivityChart::tr("lock");
    case Io:
        return ActivityChart::tr("I/O");
    case Running:
        return ActivityChart::tr("running");
    case Client:
        return ActivityChart::tr("client");
    default:
        return ActivityChart::tr("other");
    }
}

double totalOf(const ActivityChart::Moment &moment)
{
    double total = 0;
    for (const double sessions : moment.sessions)
        total += sessions;
    return total;
}

/// 10, 15, 20, 30, 40, 60, 80, 100 ...: the least that is not below `value`; halves are round, too.
double roundAbove(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0})
        if (step * power >= value)
            return step * power;
    return value;
}

QString figure(double sessions)
{
    return QString::number(sessions, 'f', sessions < 10 ? 1 : 0);
}

} // namespace

ActivityChart::ActivityChart(QWidget *parent)
    : PaintedWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ActivityChart::setData(Data shown)
{
    m_data = std::move(shown);
    update();
}

void ActivityChart::setSelection(const std::optional<TimeRange> &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    update();
    Q_EMIT selectionChanged();
}

QString ActivityChart::spokenName() const
{
    if (m_data.moments.empty())
        return tr("Average active sessions, not known");
    const Moment &now = m_data.moments.back();
    return tr("Average active sessions now %1, of them %2 wait for a lock")
        .arg(figure(totalOf(now)), figure(now.sessions[Lock]));
}

QString ActivityChart::spokenDescription() const
{
    return m_selection ? tr("marked from %1 to %2").arg(momentText(m_selection->from), momentText(m_selection->to))
                       : tr("drag, or press the arrow keys, to mark a range and compare it");
}

QSize ActivityChart::sizeHint() const
{
    return {theme::scaled(size::trendPlot), size::chartHeight};
}

QSize ActivityChart::minimumSizeHint() const
{
    return {theme::scaled(size::trendPlot) / 2, theme::line(Text::Micro) * 6};
}

QRectF ActivityChart::plot() const
{
    const double line = theme::line(Text::Micro);
    return QRectF(rect()).adjusted(size::trendAxis + size::padding, line + size::group, -size::padding,
                                   -(line + size::gap));
}

WallTime ActivityChart::timeAt(double x) const
{
    const QRectF area = plot();
    return m_data.range.at(std::clamp((x - area.left()) / std::max(area.width(), 1.0), 0.0, 1.0));
}

double ActivityChart::highest() const
{
    double most = leastHigh;
    for (const Moment &moment : m_data.moments)
        if (m_data.range.contains(moment.from))
            most = std::max(most, totalOf(moment));
    return roundAbove(most);
}

void ActivityChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintLegend(painter);
    if (m_data.range.isEmpty())
        return;
    paintGrid(painter);
    paintColumns(painter);
    if (m_selection) {
        const QRectF area = plot();
        const double left = area.left() + std::clamp(m_data.range.share(m_selection->from), 0.0, 1.0) * area.width();
        const double right = area.left() + std::clamp(m_data.range.share(m_selection->to), 0.0, 1.0) * area.width();
        drawSelection(painter, QRectF(left, area.top(), right - left, area.height()));
        painter.setPen(theme::colour(&Colours::text1));
        painter.drawRect(QRectF(left, area.top(), right - left, area.height()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme::colour(&Colours::focus), size::focusWidth));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void ActivityChart::paintLegend(QPainter &painter) const
{
    QList<TextRun> runs;
    for (std::size_t i = 0; i < classes; ++i) {
        const double now = m_data.moments.empty() ? 0 : m_data.moments.back().sessions[i];
        runs << TextRun{QStringLiteral("\u25a0"), Text::Small, inkOf(i, m_data.locks), i == 0 ? 0 : size::group};
        runs << TextRun{nameOf(i), Text::Small, &Colours::text2, size::inner};
        runs << TextRun{m_data.moments.empty() ? QStringLiteral("\u2014") : figure(now), Text::Small, &Colours::text1,
                        size::inner};
    }
    const QRectF line(size::padding, size::inner, width() - 2 * size::padding, theme::line(Text::Small));
    drawLine(painter, line, runs);
}

void ActivityChart::paintGrid(QPainter &painter) const
{
    const QRectF area = plot();
    const double line = theme::line(Text::Micro);
    const double top = highest();
    for (const double share : {0.0, 0.5, 1.0}) {
        const double y = std::round(area.bottom() - share * area.height()) + 0.5;
        painter.setPen(theme::colour(&Colours::line));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        drawLine(painter, QRectF(0, y - line / 2, area.left() - size::inner, line),
                 {QString::number(share * top), Text::Micro, &Colours::text3}, Qt::AlignRight);
    }
    const int most = std::max(1, int(area.width()) / size::timeTick);
    for (const TimeTick &tick : timeTicks(m_data.range, most)) {
        const double x = area.left() + m_data.range.share(tick.time) * area.width();
        const double half = size::timeTick / 2.0;
        drawLine(painter, QRectF(x - half, area.bottom() + size::inner, 2 * half, line),
                 {tick.label, Text::Micro, &Colours::text3}, Qt::AlignHCenter);
    }
}

void ActivityChart::paintColumns(QPainter &painter) const
{
    const QRectF area = plot();
    const double top = highest();
    const double width = m_data.range.share(m_data.range.from + m_data.step) * area.width();
    for (const Moment &moment : m_data.moments) {
        const double left = area.left() + m_data.range.share(moment.from) * area.width();
        if (left < area.left() - width || left > area.right())
            continue;
        double bottom = area.bottom();
        for (std::size_t i = 0; i < classes; ++i) {
            const double height = moment.sessions[i] / top * area.height();
            const double from = std::max(std::floor(left), area.left());
            const double until = std::min(std::ceil(left + width), area.right());
            painter.fillRect(QRectF(from, bottom - height, until - from, height),
                             theme::colour(inkOf(i, m_data.locks)));
            bottom -= height;
        }
    }
}

void ActivityChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->position().x();
}

void ActivityChart::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (!m_pressedAt || std::abs(x - *m_pressedAt) < leastDrag)
        return;
    setSelection(TimeRange{timeAt(std::min(x, *m_pressedAt)), timeAt(std::max(x, *m_pressedAt))});
}

void ActivityChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressedAt && std::abs(event->position().x() - *m_pressedAt) < leastDrag)
        setSelection(std::nullopt);
    m_pressedAt.reset();
}

void ActivityChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        return moveSelection(event->key() == Qt::Key_Left ? -keySteps : keySteps, event->modifiers());
    if (event->key() == Qt::Key_Escape && m_selection)
        return setSelection(std::nullopt);
    PaintedWidget::keyPressEvent(event);
}

void ActivityChart::moveSelection(int steps, Qt::KeyboardModifiers modifiers)
{
    if (m_data.range.isEmpty())
        return;
    TimeRange range = m_selection.value_or(TimeRange{m_data.range.to - m_data.step * keySteps, m_data.range.to});
    WallTime &end = modifiers.testFlag(Qt::ShiftModifier) ? range.from : range.to;
    if (m_selection)
        end = std::clamp(end + m_data.step * steps, m_data.range.from, m_data.range.to);
    if (range.to < range.from)
        std::swap(range.from, range.to);
    setSelection(range);
}

} // namespace surgedeck
