// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/leaderrow.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

LeaderRow::LeaderRow(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LeaderRow::setLeader(const Leader &leader)
{
    if (leader == m_leader)
        return;
    m_leader = leader;
    update();
}

QString LeaderRow::spokenName() const
{
    const QString response = m_leader.response.isEmpty() ? tr("not known") : m_leader.response;
    const QString state = m_leader.done ? tr("done") : stateWord(m_leader.health).toLower();
    return QStringList{m_leader.challenge, response, state}.join(QStringLiteral(", "));
}

QSize LeaderRow::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), theme::line(Text::Body) + size::inner};
}

QSize LeaderRow::minimumSizeHint() const
{
    return sizeHint();
}

void LeaderRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF icon = squareIn(rect(), width() - theme::scaled(size::stateIcon), size::stateIcon);
    const Health health = m_leader.response.isEmpty() ? Health::Unknown : m_leader.health;
    drawShape(painter, icon, m_leader.done ? Shape::Done : shapeOf(health));
    const QString response = m_leader.response.isEmpty() ? QStringLiteral("—") : m_leader.response;
    const QRectF room(0, 0, icon.left() - size::gap, height());
    // The answer is the figure: it stays whole as long as three tenths are left for the question.
    const double answer = std::min(textWidth(response, Text::BodyStrong), room.width() * 0.7);
    const double challenge = std::min(textWidth(m_leader.challenge, Text::Body), room.width() - answer - size::gap);
    drawLine(painter, QRectF(0, 0, challenge + 1, height()), {m_leader.challenge, Text::Body});
    drawLine(painter, room.adjusted(room.width() - answer, 0, 1, 0),
             {response, Text::BodyStrong, stateInk(health, &Colours::text1)});
    const double from = std::ceil(challenge) + size::gap;
    const double to = std::floor(room.width() - answer) - size::gap;
    if (to <= from)
        return;
    QPen dots(theme::colour(&Colours::lineStrong), size::hair, Qt::CustomDashLine, Qt::FlatCap);
    dots.setDashPattern({1, 2});
    painter.setPen(dots);
    const double y = std::floor(height() / 2.0) + size::inner + 0.5;
    painter.drawLine(QPointF(from, y), QPointF(to, y));
}

} // namespace surgedeck
