// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/commandfield.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

namespace {
constexpr std::chrono::seconds outcomeStays{6};
}

CommandField::CommandField(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setText(tr("Go to or run a command"));
    m_fade.setSingleShot(true);
    m_fade.setInterval(outcomeStays);
    connect(&m_fade, &QTimer::timeout, this, &CommandField::clearOutcome);
}

void CommandField::setKey(const QString &key)
{
    m_key = key;
    setAccessibleDescription(key.isEmpty() ? tr("opens the command palette") : tr("key %1").arg(key));
    updateGeometry();
    update();
}

void CommandField::showOutcome(const QString &sentence)
{
    m_outcome = boundedLine(sentence);
    m_fade.start();
    update();
    Q_EMIT outcomeChanged();
}

void CommandField::clearOutcome()
{
    m_outcome.clear();
    update();
    Q_EMIT outcomeChanged();
}

void CommandField::setRoom(Room room)
{
    if (room == m_room)
        return;
    m_room = room;
    updateGeometry();
    update();
}

QString CommandField::hint(Room room) const
{
    return room == Room::Wide ? text() : room == Room::Short ? tr("Go to or run") : QString();
}

int CommandField::widthFor(Room room) const
{
    const double words = std::ceil(textWidth(hint(room), Text::Body));
    const double key = m_key.isEmpty() ? 0 : size::gap + keyCapWidth(m_key);
    const int needed = int(size::padding + theme::scaled(size::symbol) + size::gap + words + key) + size::gap;
    const int usual = room == Room::Wide ? size::commandField : room == Room::Short ? size::commandFieldShort : 0;
    return std::max(needed, theme::scaled(usual));
}

QSize CommandField::sizeHint() const
{
    return {widthFor(m_room), std::max(size::target, theme::grown(size::target, {Text::Body}))};
}

void CommandField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), underMouse() ? &Colours::raised : &Colours::panel, &Colours::lineStrong);
    QRectF room = QRectF(rect()).adjusted(size::padding, 0, -size::gap, 0);
    drawSymbol(painter, squareIn(room, room.left(), size::symbol), Symbol::Search, theme::colour(&Colours::text2));
    room.setLeft(room.left() + theme::scaled(size::symbol) + size::gap);
    if (!m_outcome.isEmpty())
        return drawLine(painter, room, {m_outcome, Text::Body});
    if (!m_key.isEmpty()) {
        const double cap = keyCapWidth(m_key);
        drawKeyCap(painter, QRectF(room.right() - cap, 0, cap, height()), m_key);
        room.setRight(room.right() - cap - size::gap);
    }
    drawLine(painter, room, {hint(m_room), Text::Body, &Colours::text3});
}

} // namespace surgedeck
