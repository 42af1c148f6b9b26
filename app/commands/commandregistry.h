// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/windowcommand.h"

#include <QHash>
#include <QObject>

#include <vector>

class QShortcut;
class QWidget;

namespace surgedeck {

class Settings;

/// A key that is a letter, a digit or a sign without Ctrl, Alt or Meta: it is off while a text is typed and can be
/// switched off for good.
bool isSingleKey(const QKeySequence &key);

/// All commands of one window. Makes the shortcuts, in the keys that the settings ask for. GUI thread.
class CommandRegistry final : public QObject
{
    Q_OBJECT
public:
    CommandRegistry(QWidget *window, Settings &settings);

    /// One with the same id is replaced.
    void add(WindowCommand command);
    const std::vector<WindowCommand> &all() const { return m_commands; }
    const WindowCommand *find(const QString &id) const;
    CommandState stateOf(const WindowCommand &command) const;
    /// Does nothing but tell (`refused`) when it can not be given now.
    void run(const QString &id);
    /// Ids of what was run or gone to, the latest first.
    const QStringList &recent() const { return m_recent; }
    void remember(const QString &id);

    /// As they are in force: a person's own or the built-in ones, without those that are switched off.
    QList<QKeySequence> keysOf(const QString &id) const;
    /// "Ctrl K", empty without a key.
    QString keyText(const QString &id) const;
    /// Gives a command another first key, an empty one for none; its further keys stay. Returns the title of the
    /// command that has that key already, and then changes nothing.
    QString setKey(const QString &id, const QKeySequence &key);
    void restoreKeys(const QString &id);

Q_SIGNALS:
    void refused(const QString &title, const QString &reason);
    void keysChanged();

private:
    void makeShortcuts(const WindowCommand &command);
    void applyKeys();
    QList<QKeySequence> wantedKeys(const WindowCommand &command) const;

    QWidget *m_window;
    Settings &m_settings;
    std::vector<WindowCommand> m_commands;
    QHash<QString, QList<QShortcut *>> m_shortcuts;
    QStringList m_recent;
};

/// "Ctrl Shift C": as it stands on a key cap.
QString keyText(const QKeySequence &key);

} // namespace surgedeck
