// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panel.h"

#include "widgets/frame.h"
#include "widgets/panelmessage.h"
#include "widgets/panelveil.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

QString bannerText(const DataState &state)
{
    const bool frozen = state.kind == DataState::Kind::Frozen;
    const QString known =
        frozen ? Panel::tr("Stands still since %1").arg(state.since) : Panel::tr("Last known at %1").arg(state.since);
    return state.message.isEmpty() ? known : Panel::tr("%1, %2").arg(known, state.message);
}

} // namespace

Panel::Panel(const QString &title, QWidget *parent, Look look)
    : PaintedWidget(parent)
    , m_look(look)
    , m_header(new PanelHeader(title, this))
    , m_banner(new PanelBanner(this))
    , m_stack(new QStackedLayout)
    , m_message(new PanelMessage(this))
    , m_veil(new PanelVeil(this))
{
    auto *column = new QVBoxLayout(this);
    const int edge = look == Look::Surface ? size::hair : 0;
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_message);
    m_banner->hide();
    m_veil->hide();
    connect(m_message, &PanelMessage::actionTriggered, this, &Panel::actionTriggered);
}

void Panel::setBody(QWidget *body)
{
    Q_ASSERT(m_body == nullptr);
    m_body = body;
    m_stack->addWidget(body);
    m_veil->raise();
    m_stack->setCurrentWidget(m_state.showsData() ? m_body : m_message);
}

void Panel::setState(const DataState &state)
{
    if (state == m_state)
        return;
    const bool stale = state.isLastKnown();
    // Of the application: focusWidget() of a panel is whatever had the keyboard in it last, and may have lost it since.
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(QApplication::focusWidget());
    m_state = state;
    m_header->setState(state);
    m_message->setState(state);
    m_banner->setText(bannerText(state));
    m_banner->setVisible(stale);
    m_veil->setVisible(stale);
    QWidget *wanted = state.showsData() && m_body != nullptr ? m_body : m_message;
    if (wanted != m_stack->currentWidget()) {
        m_stack->setCurrentWidget(wanted);
        // The keyboard stays in this panel, whatever stands in it now.
        if (hadFocus)
            focusBody();
    }
    placeVeil();
}

void Panel::focusBody()
{
    QWidget *target = m_stack->currentWidget();
    if (target->focusPolicy() == Qt::NoFocus && target->focusProxy() == nullptr)
        target = target->nextInFocusChain();
    // What stands here may take no keyboard, and what comes after it in the chain belongs to somebody else, and may be
    // hidden.
    if (isAncestorOf(target))
        target->setFocus(Qt::ShortcutFocusReason);
}

QString Panel::spokenName() const
{
    return m_header->spokenName();
}

QString Panel::spokenDescription() const
{
    return m_state.showsData() ? spokenAge(m_state) : m_message->spokenName();
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_look == Look::Surface)
        drawSurface(painter, rect(), &Colours::panel, &Colours::line);
    else
        painter.fillRect(0, 0, width(), size::hair, theme::colour(&Colours::line));
}

void Panel::placeVeil()
{
    m_veil->setGeometry(m_stack->currentWidget()->geometry());
    m_veil->raise();
}

void Panel::resizeEvent(QResizeEvent *)
{
    placeVeil();
}

bool Panel::event(QEvent *event)
{
    const bool handled = PaintedWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        placeVeil();
    return handled;
}

bool isInStalePanel(const QWidget *widget)
{
    for (; widget != nullptr; widget = widget->parentWidget())
        if (const auto *panel = qobject_cast<const Panel *>(widget))
            return panel->state().isLastKnown();
    return false;
}

} // namespace surgedeck
