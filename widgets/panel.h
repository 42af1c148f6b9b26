// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panelheader.h"

class QStackedLayout;

namespace surgedeck {

class PanelBanner;
class PanelMessage;
class PanelVeil;

/// A part of a screen: head, body, and the state of the data in it. The panel alone shows that state: what is in the
/// body never needs to know whether it is current. Its size never depends on the state.
class Panel : public PaintedWidget
{
    Q_OBJECT
public:
    enum class Look
    {
        Surface, ///< stands on the canvas, with a frame
        Section, ///< a part inside of another panel
    };

    explicit Panel(const QString &title, QWidget *parent = nullptr, Look look = Look::Surface);

    PanelHeader *header() { return m_header; }
    const PanelHeader *header() const { return m_header; }
    void setKeyHint(const QString &key) { m_header->setKeyHint(key); }
    const QString &keyHint() const { return m_header->keyHint(); }
    void setSubtitle(const QString &subtitle) { m_header->setSubtitle(subtitle); }
    /// Takes ownership. Once.
    void setBody(QWidget *body);
    QWidget *body() { return m_body; }
    void setState(const DataState &state);
    const DataState &state() const { return m_state; }
    /// Moves the keyboard into the body, or to the message in its place.
    void focusBody();

    QString spokenName() const override;
    QString spokenDescription() const override;
    QAccessible::Role spokenRole() const override { return QAccessible::Grouping; }

Q_SIGNALS:
    /// The button of the state was pressed (DataState::action).
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void placeVeil();

    Look m_look;
    DataState m_state;
    PanelHeader *m_header;
    PanelBanner *m_banner;
    QStackedLayout *m_stack;
    PanelMessage *m_message;
    PanelVeil *m_veil;
    QWidget *m_body = nullptr;
};

/// The widget stands in a panel whose data is stale: no figure in it says how things are now.
bool isInStalePanel(const QWidget *widget);

} // namespace surgedeck
