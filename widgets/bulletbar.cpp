// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bulletbar.h"

#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace surgedeck {

void drawBullet(QPainter &painter, const QRectF &room, const BulletValue &bullet)
{
    if (room.width() < size::gap)
        return;
    const double middle = std::floor(room.center().y());
    const QRectF track(std::round(room.left()), middle - size::bullet / 2.0, std::round(room.width()), size::bullet);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colour(&Colours::track));
    painter.drawRoundedRect(track, 1, 1);
    if (bullet.value) {
        QRectF filled = track;
        filled.setWidth(std::round(track.width() * std::clamp(*bullet.value, 0.0, 1.0)));
        painter.setBrush(theme::colour(stateInk(bullet.health, &Colours::dataNormal)));
        painter.drawRoundedRect(filled, 1, 1);
    }
    painter.restore();
    if (!bullet.limit)
        return;
    const double x = track.left() + std::round((track.width() - 1) * std::clamp(*bullet.limit, 0.0, 1.0));
    painter.fillRect(QRectF(x, middle - size::bulletTick / 2.0, size::hair, size::bulletTick),
                     theme::colour(&Colours::text1));
}

BulletBar::BulletBar(const QString &label, QWidget *parent)
    : PaintedWidget(parent)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BulletBar::setValue(const BulletValue &value)
{
    if (value == m_value)
        return;
    m_value = value;
    update();
}

QString BulletBar::spokenName() const
{
    const QString figure =
        m_value.value ? tr("%1 % of the scale").arg(std::lround(*m_value.value * 100)) : tr("not known");
    return QStringList{m_label, figure, stateWord(m_value.health).toLower()}.join(QStringLiteral(", "));
}

QSize BulletBar::sizeHint() const
{
    return {theme::scaled(size::sparklineWidth), size::bulletTick + 2};
}

QSize BulletBar::minimumSizeHint() const
{
    return {size::target, size::bulletTick + 2};
}

void BulletBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBullet(painter, rect(), m_value);
}

} // namespace surgedeck
