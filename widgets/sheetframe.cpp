// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sheetframe.h"

#include "widgets/frame.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace surgedeck {

namespace {

void drawShadow(QPainter &painter, const QRectF &surface)
{
    QColor ink = theme::colour(theme::name() == ThemeName::Dark ? &Colours::onPrimary : &Colours::text1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    // Many thin layers add up to a soft edge; darkest at the surface.
    for (int layer = size::shadow; layer > 0; layer -= 2) {
        ink.setAlphaF(theme::name() == ThemeName::Dark ? 0.16F : 0.03F);
        painter.setBrush(ink);
        painter.drawRoundedRect(surface.adjusted(-layer, -layer / 2.0, layer, layer), size::radius + layer,
                                size::radius + layer);
    }
    painter.restore();
}

} // namespace

SheetFrame::SheetFrame(const QString &name, QWidget *parent)
    : PaintedWidget(parent)
    , m_name(name)
{
    setContentsMargins(0, 0, 0, size::shadow);
    // A click on the ground stays here and does not reach what lies under it.
    setAttribute(Qt::WA_NoMousePropagation);
}

void SheetFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF surface = QRectF(rect()).adjusted(0, 0, 0, -size::shadow);
    painter.setClipRect(rect());
    drawShadow(painter, surface);
    drawSurface(painter, surface, &Colours::panel, &Colours::text1);
}

} // namespace surgedeck
