// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace surgedeck {

class MainWindow;

/// What stands above the views for a while: palette, keys, settings. One at a time, never modal, in the place that the
/// window has for it. The keyboard goes back to where it was. GUI thread; owned by the window.
class WindowSheet final : public QObject
{
    Q_OBJECT
public:
    enum class Stays
    {
        UntilClosed,
        WhileFocused, ///< goes when the keyboard goes elsewhere
    };

    enum class Room
    {
        Middle,
        Right, ///< the whole right column: what is done to the platform
    };

    explicit WindowSheet(MainWindow &window);

    /// Takes ownership of `content`, gives it the keyboard, and closes what was open.
    void open(QWidget *content, Stays stays, Room room = Room::Middle);
    /// False when nothing was open.
    bool close();
    QWidget *content() const { return m_content; }
    void place();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void focusMoved(QWidget *to);

    MainWindow &m_window;
    QPointer<QWidget> m_content;
    QPointer<QWidget> m_cameFrom;
    Stays m_stays = Stays::UntilClosed;
    Room m_room = Room::Middle;
};

} // namespace surgedeck
