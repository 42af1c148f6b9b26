// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/detailpanel.h"

#include "widgets/button.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>

namespace surgedeck {

DetailPanel::DetailPanel(const QString &title, QWidget *parent)
    : Panel(title, parent)
{
    auto *back = new Button(tr("Back"));
    back->setKeyHint(tr("Esc"));
    back->setObjectName(QStringLiteral("detail-back"));
    back->setFixedHeight(header()->sizeHint().height() - size::inner); // the line below the head stays whole
    header()->addExtra(back);
    connect(back, &Button::clicked, this, &DetailPanel::closeWanted);
}

void DetailPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else
        Panel::keyPressEvent(event);
}

} // namespace surgedeck
