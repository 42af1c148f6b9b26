// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace surgedeck {

/// Looks like a field to type into and opens the command palette, with the key that does so. For some seconds it says
/// what the last command did or why it did nothing, where the eye was when the command was given.
class CommandField : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Room
    {
        Wide,  ///< "Go to or run a command"
        Short, ///< "Go to or run"
        Icon,
    };

    explicit CommandField(QWidget *parent = nullptr);

    void setKey(const QString &key);
    /// `sentence` is shown and spoken.
    void showOutcome(const QString &sentence);
    const QString &outcome() const { return m_outcome; }
    void setRoom(Room room);
    int widthFor(Room room) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void outcomeChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void clearOutcome();
    QString hint(Room room) const;

    QString m_key;
    QString m_outcome;
    Room m_room = Room::Wide;
    QTimer m_fade;
};

} // namespace surgedeck
