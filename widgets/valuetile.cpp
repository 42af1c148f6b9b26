// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/valuetile.h"

#include "widgets/agelabel.h"
#include "widgets/comparedtrend.h"
#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace surgedeck {

namespace {

using Kind = DataState::Kind;

constexpr Milliseconds unseenWait{300}; ///< a wait that is over at once must not flash

const QString dash = QStringLiteral("—");

bool isAlarm(Health health)
{
    return health == Health::Attention || health == Health::Degraded || health == Health::Critical;
}

} // namespace

ValueTile::ValueTile(const TileSubject &subject, QWidget *parent)
    : PaintedWidget(parent)
    , m_subject(subject)
{
    Q_ASSERT_X(!subject.unit.isEmpty() && !subject.source.isEmpty(), "ValueTile", "a figure has a unit and a source");
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ValueTile::setReading(const TileReading &reading)
{
    if (reading == m_reading)
        return;
    const bool newState = reading.health != m_reading.health || reading.state.kind != m_reading.state.kind;
    m_reading = reading;
    if (newState) { // a screen reader hears of states, not of every second
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

void ValueTile::setOtherTrend(TrendData trend)
{
    if (trend == m_other)
        return;
    m_other = std::move(trend);
    update();
}

void ValueTile::setMoment(std::optional<WallTime> moment)
{
    if (std::exchange(m_moment, moment) != moment)
        update();
}

void ValueTile::setTrend(TrendData trend)
{
    m_trend.setData(std::move(trend));
    update();
}

void ValueTile::setDensity(Density density)
{
    m_density = density;
    updateGeometry();
    update();
}

Health ValueTile::shownHealth() const
{
    if (m_reading.state.isOld())
        return Health::Unknown;
    const bool waiting = m_reading.state.kind == Kind::Loading || m_reading.state.kind == Kind::Denied;
    return waiting ? Health::Normal : m_reading.health;
}

QString ValueTile::shownValue() const
{
    const Kind kind = m_reading.state.kind;
    if (m_reading.value.isEmpty() || kind == Kind::Disconnected || kind == Kind::Full)
        return dash;
    return m_reading.state.isLastKnown() ? QStringLiteral("≈ ") + m_reading.value : m_reading.value;
}

QString ValueTile::spokenName() const
{
    const bool known =
        shownValue() != dash && m_reading.state.kind != Kind::Loading && m_reading.state.kind != Kind::Denied;
    QStringList parts{m_subject.label};
    parts << (known ? QStringLiteral("%1 %2").arg(m_reading.value, m_subject.unit) : tr("not known"));
    parts << stateWord(shownHealth()).toLower();
    if (!m_reading.target.isEmpty())
        parts << m_reading.target;
    parts << spokenAge(m_reading.state);
    return parts.join(QStringLiteral(", "));
}

QString ValueTile::spokenDescription() const
{
    QStringList parts{tr("from %1").arg(m_subject.source)};
    for (const QString &part : {(m_reading.change + QLatin1Char(' ') + m_reading.changeSpan).trimmed(), m_reading.state.message,
                                m_reading.state.detail, m_reading.state.retry})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral(", "));
}

std::optional<double> ValueTile::spokenValue() const
{
    return m_reading.state.showsData() ? newestOf(m_trend.data()) : std::nullopt;
}

QSize ValueTile::sizeHint() const
{
    const int height = m_density == Density::Regular ? size::tile : size::tileCompact;
    return {theme::scaled(size::tileMinimumWidth + size::sparklineWidth),
            theme::grown(height, {Text::Body, Text::Hero, Text::Small})};
}

QSize ValueTile::minimumSizeHint() const
{
    const int tight = 2 * size::gap + size::inner;
    return {theme::scaled(size::tileMinimumWidth),
            theme::line(Text::Body) + theme::line(Text::Hero) + theme::line(Text::Small) + tight};
}

ValueTile::Rows ValueTile::rows() const
{
    const double left = size::padding;
    const double across = width() - 2 * size::padding;
    const double footBottom = height() - (m_density == Density::Regular ? size::padding + 2 : size::gap);
    const QRectF label(left, size::gap - 1, across, theme::line(Text::Body));
    const QRectF foot(left, footBottom - theme::line(Text::Small), across, theme::line(Text::Small));
    const double value = theme::line(Text::Hero);
    const double top = std::floor((label.bottom() + foot.top() - value) / 2);
    return {label, QRectF(left, top, across, value), foot};
}

void ValueTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter);
    const Rows at = rows();
    paintLabel(painter, at.label);
    if (m_reading.state.kind == Kind::Loading)
        return paintLoading(painter);
    if (m_reading.state.kind == Kind::Denied)
        return paintDenied(painter);
    const double used = paintValue(painter, at.value);
    if (m_reading.state.kind == Kind::Disconnected || m_reading.state.kind == Kind::Full)
        paintNextTry(painter, at.value);
    else
        paintTrend(painter, at.value, at.value.left() + used);
    paintFoot(painter, at.foot);
}

void ValueTile::paintSurface(QPainter &painter) const
{
    const bool old = m_reading.state.isOld();
    const bool tinted = shownHealth() == Health::Critical && !m_reading.acknowledged;
    drawSurface(painter, rect(), tinted ? &Colours::tintCritical : &Colours::panel, &Colours::line);
    if (old) {
        drawHatch(painter, rect().adjusted(size::hair, size::hair, -size::hair, -size::hair));
        drawDashedFrame(painter, rect(), &Colours::stale);
    } else if (isAlarm(shownHealth())) {
        drawTopEdge(painter, rect(), stateInk(shownHealth()));
    }
}

void ValueTile::paintLabel(QPainter &painter, const QRectF &row) const
{
    const Health health = shownHealth();
    QRectF room = row;
    room.setRight(row.right() - AgeLabel::paintAge(painter, row, m_reading.state, m_moment) - size::gap);
    if (health != Health::Normal) {
        const bool open = health == Health::Critical && !m_reading.acknowledged && m_reading.offBeat;
        drawShape(painter, squareIn(row, row.left(), size::stateIcon), open ? Shape::CriticalOpen : shapeOf(health));
        room.setLeft(row.left() + theme::scaled(size::stateIcon) + size::gap - 1);
    }
    const bool loud = health != Health::Normal;
    drawLine(painter, room,
             {m_subject.label, loud ? Text::BodyStrong : Text::Body, loud ? &Colours::text1 : &Colours::text2});
}

double ValueTile::paintValue(QPainter &painter, const QRectF &row) const
{
    const bool old = m_reading.state.isOld();
    const QString value = shownValue();
    const Ink ink = old || value == dash ? &Colours::stale : &Colours::text1;
    QList<TextRun> runs{{value, Text::Hero, ink}};
    if (value != dash)
        runs << TextRun{m_subject.unit, Text::Strong, &Colours::text2, size::inner + 2};
    if (runsWidth(runs) > row.width())
        runs.last().style = Text::Small;
    // A figure without its unit is none: both get smaller before either is cut.
    if (runsWidth(runs) > row.width())
        runs.first().style = Text::Value;
    drawLine(painter, row, runs);
    return runsWidth(runs);
}

void ValueTile::paintTrend(QPainter &painter, const QRectF &row, double left)
{
    const double room = row.right() - left - size::group;
    const double wanted = std::min<double>(size::sparklineWidth, width() * 0.4);
    const double across = std::min(wanted, room);
    if (across < size::target || m_trend.data().values.empty())
        return;
    const double half = size::endDot / 2.0;
    const QRectF rect(std::round(row.right() - across), std::round(row.center().y() - size::sparklineHeight / 2.0),
                      std::round(across - half), size::sparklineHeight);
    const QColor ink = theme::colour(m_reading.state.isOld() ? &Colours::stale : &Colours::dataNormal);
    m_trend.paintLimit(painter, rect, theme::colour(&Colours::lineStrong));
    paintComparedTrend(painter, rect, m_other, m_trend.range());
    m_trend.paint(painter, rect, ink);
    if (!m_reading.state.isOld())
        m_trend.paintEndDot(painter, rect, ink);
}

void ValueTile::paintFoot(QPainter &painter, const QRectF &row) const
{
    const DataState &state = m_reading.state;
    QString left = m_reading.target;
    QString right = state.kind == Kind::Partial && !state.message.isEmpty() ? state.message : m_reading.change;
    if (state.isOld()) {
        left = state.kind == Kind::Stale ? tr("last known at %1").arg(state.since) : state.message;
        right.clear();
    } else if (m_reading.value.isEmpty() && !state.message.isEmpty()) {
        left = state.message;
    }
    // The target is what a figure is measured by: it stays whole. The change goes, from its end.
    const Text style = textWidth(left, Text::Small) > row.width() ? Text::Micro : Text::Small;
    const auto room = row.width() - textWidth(left, style) - size::gap;
    const QString withSpan = m_reading.changeSpan.isEmpty() ? right : right + QLatin1Char(' ') + m_reading.changeSpan;
    if (right == m_reading.change && !right.isEmpty() && textWidth(withSpan, Text::Small) <= room)
        right = withSpan;
    else if (textWidth(right, Text::Small) > room)
        right.clear();
    const double rightWidth = textWidth(right, Text::Small);
    const Ink rightInk = isAlarm(shownHealth()) ? &Colours::text1 : &Colours::text3;
    drawLine(painter, row, {right, Text::Small, rightInk}, Qt::AlignRight);
    drawLine(painter, row.adjusted(0, 0, right.isEmpty() ? 0 : -rightWidth - size::gap, 0),
             {left, style, &Colours::text3});
}

void ValueTile::paintLoading(QPainter &painter) const
{
    const Rows at = rows();
    if (m_reading.state.age && *m_reading.state.age < unseenWait)
        return;
    drawSkeleton(painter,
                 QRectF(at.value.left(), at.value.center().y() - size::wide / 2.0, width() * 0.31, size::wide));
    if (!m_reading.state.message.isEmpty())
        return drawLine(painter, at.foot, {m_reading.state.message, Text::Small, &Colours::text3});
    drawSkeleton(painter, QRectF(at.foot.left(), at.foot.bottom() - size::gap - 2, width() * 0.2, size::gap + 2));
}

void ValueTile::paintDenied(QPainter &painter) const
{
    const Rows at = rows();
    const QRectF box = squareIn(at.value, at.value.left(), size::stateIcon + size::inner);
    drawShape(painter, box, Shape::NoPermission);
    QRectF line(box.right() + size::group, at.value.top(), 0, theme::line(Text::Body));
    line.setRight(at.value.right());
    drawLine(painter, line, {m_reading.state.message, Text::Body, &Colours::text2});
    line.translate(0, theme::line(Text::Body));
    drawLine(painter, line, {m_reading.state.detail, Text::Small, &Colours::text3});
}

void ValueTile::paintNextTry(QPainter &painter, const QRectF &row) const
{
    const QRectF line(row.left(), row.top(), row.width(), theme::line(Text::Body));
    const double text = std::min(textWidth(m_reading.state.retry, Text::Small), row.width() / 2);
    if (text <= 0)
        return;
    const QRectF words(row.right() - text, line.top(), text + 1, line.height());
    drawLine(painter, words, {m_reading.state.retry, Text::Small, &Colours::stale});
    const QRectF box = squareIn(line, words.left() - theme::scaled(size::symbol) - size::inner, size::symbol);
    drawSymbol(painter, box, Symbol::Plug, theme::colour(&Colours::stale));
}

void ValueTile::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

void ValueTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT activated();
    else
        PaintedWidget::keyPressEvent(event);
}

} // namespace surgedeck
