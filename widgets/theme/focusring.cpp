// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/focusring.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusFrame>
#include <QLineEdit>

namespace surgedeck {

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

namespace {

/// A list shows its current row, a line without a frame its cursor.
bool showsFocusItself(const QWidget &widget)
{
    const auto *line = qobject_cast<const QLineEdit *>(&widget);
    return qobject_cast<const QAbstractItemView *>(&widget) != nullptr || (line != nullptr && !line->hasFrame());
}

} // namespace

void FocusRing::follow(QWidget *widget)
{
    const bool wanted = widget != nullptr && !widget->isWindow() && !showsFocusItself(*widget);
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
