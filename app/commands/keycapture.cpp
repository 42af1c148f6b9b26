// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/keycapture.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace surgedeck {

namespace {

bool isModifierAlone(int key)
{
    return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_unknown;
}

} // namespace

KeyCapture::KeyCapture(QWidget *parent)
    : PaintedWidget(parent)
{
    setFocusPolicy(Qt::ClickFocus);
    hide();
}

void KeyCapture::ask(const QString &question)
{
    m_question = question;
    show();
    setFocus(Qt::OtherFocusReason);
    update();
}

QSize KeyCapture::sizeHint() const
{
    return {theme::scaled(size::commandField), theme::grown(size::control, {Text::Body})};
}

bool KeyCapture::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return PaintedWidget::event(event);
    const auto *press = static_cast<QKeyEvent *>(event);
    if (!isModifierAlone(press->key())) {
        const auto modifiers = press->modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
        finish(press->key() == Qt::Key_Escape ? QKeySequence() : QKeySequence(press->key() | modifiers));
    }
    return true;
}

void KeyCapture::focusOutEvent(QFocusEvent *)
{
    if (isVisible())
        finish({});
}

void KeyCapture::finish(const QKeySequence &key)
{
    hide();
    Q_EMIT captured(key);
}

void KeyCapture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSurface(painter, rect(), &Colours::raised, &Colours::focus);
    drawLine(painter, QRectF(rect()).adjusted(size::padding, 0, -size::padding, 0), {m_question, Text::Body});
}

} // namespace surgedeck
