// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panelveil.h"

#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

PanelVeil::PanelVeil(QWidget *parent)
    : PaintedWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void PanelVeil::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor dim = theme::colour(&Colours::panel);
    dim.setAlphaF(float(staleDim));
    painter.fillRect(rect(), dim);
    drawHatch(painter, rect());
}

PanelBanner::PanelBanner(QWidget *parent)
    : PaintedWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void PanelBanner::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = boundedLine(text);
    update();
}

QSize PanelBanner::sizeHint() const
{
    return {0, theme::grown(size::row, {Text::Body})};
}

QSize PanelBanner::minimumSizeHint() const
{
    return sizeHint();
}

void PanelBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawHatch(painter, rect());
    const QRectF room = QRectF(rect()).adjusted(size::padding, 0, -size::padding, 0);
    drawLine(painter, room, {m_text, Text::Small, &Colours::stale});
}

} // namespace surgedeck
