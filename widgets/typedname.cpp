// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/typedname.h"

#include "widgets/theme/theme.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFrame>

namespace surgedeck {

namespace {
constexpr int longest = 200;
} // namespace

TypedName::TypedName(QWidget *parent)
    : QLineEdit(parent)
{
    setMaxLength(longest);
    setAcceptDrops(false);
    setDragEnabled(false);
    setContextMenuPolicy(Qt::NoContextMenu); // it offers to paste
    setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setFont(theme::font(Text::Mono));
}

void TypedName::setExpected(const QString &name)
{
    m_expected = name;
    clear();
}

QString TypedName::progress() const
{
    if (matches())
        return tr("typed");
    if (!m_expected.startsWith(text()))
        return tr("this is another name");
    return tr("%n letter(s) left · paste is off", nullptr, static_cast<int>(m_expected.size() - text().size()));
}

void TypedName::keyPressEvent(QKeyEvent *event)
{
    // Also the keys of older desktops: Shift Insert, Ctrl Y.
    if (event->matches(QKeySequence::Paste) || event->matches(QKeySequence::Redo) || event->key() == Qt::Key_Paste ||
        event->key() == Qt::Key_Insert)
        return event->accept();
    QLineEdit::keyPressEvent(event);
}

/// The middle button pastes the selection of X11.
void TypedName::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton)
        return event->accept();
    QLineEdit::mouseReleaseEvent(event);
}

void TypedName::dropEvent(QDropEvent *event)
{
    event->ignore();
}

/// What is still to be typed stands quietly behind what was.
void TypedName::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_expected.startsWith(text()) || matches())
        return;
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(theme::colour(&Colours::text3));
    QRect room = rect().adjusted(cursorRect().center().x() + 1, 0, 0, 0);
    if (cursorPosition() != text().size())
        return;
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_expected.mid(text().size()));
}

} // namespace surgedeck
