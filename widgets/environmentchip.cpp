// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/environmentchip.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace surgedeck {

EnvironmentChip::EnvironmentChip(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EnvironmentChip::setEnvironment(const QString &environment)
{
    m_environment = boundedLine(environment);
    updateGeometry();
    update();
}

QString EnvironmentChip::spokenName() const
{
    return tr("environment %1").arg(m_environment);
}

QSize EnvironmentChip::sizeHint() const
{
    const int words = int(std::ceil(textWidth(m_environment.toUpper(), Text::MicroStrong)));
    return {std::min(words, theme::scaled(size::tileMinimumWidth)) + 2 * size::gap,
            theme::grown(size::chip, {Text::MicroStrong})};
}

void EnvironmentChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_environment.compare(QLatin1String("production"), Qt::CaseInsensitive) == 0)
        drawSurface(painter, rect(), &Colours::panel, &Colours::text1, size::chipRadius);
    else
        drawDashedFrame(painter, rect(), &Colours::text2, size::chipRadius);
    const QRectF room = QRectF(rect()).adjusted(size::gap - 1, 0, 1 - size::gap, 0);
    drawLine(painter, room, {m_environment.toUpper(), Text::MicroStrong}, Qt::AlignHCenter);
}

} // namespace surgedeck
