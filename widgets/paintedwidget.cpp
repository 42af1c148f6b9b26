// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/paintedwidget.h"

#include <QEvent>

namespace surgedeck {

void PaintedWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    themeChanged();
    updateGeometry();
    update();
}

} // namespace surgedeck
