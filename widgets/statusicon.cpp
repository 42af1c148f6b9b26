// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statusicon.h"

#include "widgets/frame.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

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
    return {theme::scaled(size::stateIcon), theme::scaled(size::stateIcon)};
}

void StatusIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawShape(painter, squareIn(rect(), 0, size::stateIcon), shapeOf(m_health));
}

} // namespace surgedeck
