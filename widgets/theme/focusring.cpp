// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/focusring.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusFrame>

namespace surgedeck {

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

void FocusRing::follow(QWidget *widget)
{
    const bool wanted =
        widget != nullptr && !widget->isWindow() && qobject_cast<QAbstractItemView *>(widget) == nullptr;
    if (!wanted) {
        if (m_frame)
            m_frame->setWidget(nullptr);
        return;
    }
    if (!m_frame) {
        m_frame = new QFocusFrame(widget->window());
        m_frame->setObjectName(QStringLiteral("focusRing"));
    }
    m_frame->setWidget(widget);
}

} // namespace surgedeck
