// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statusicon.h"

#include "widgets/theme/statusshape.h"

#include <QPainter>

namespace surgedeck {

StatusIcon::StatusIcon(const QString &label, QWidget *parent)
    : PaintedWidget(parent)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusIcon::setHealth(Health health)
{
    if (health == m_health)
        return;
    m_health = health;
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

QString StatusIcon::spokenName() const
{
    return m_label.isEmpty() ? stateWord(m_health) : tr("%1, %2").arg(m_label, stateWord(m_health).toLower());
}

QSize StatusIcon::sizeHint() const
{
    return {size::stateIcon, size::stateIcon};
}

void StatusIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box((width() - size::stateIcon) / 2, (height() - size::stateIcon) / 2, size::stateIcon,
                     size::stateIcon);
    drawShape(painter, box, shapeOf(m_health));
}

} // namespace surgedeck
