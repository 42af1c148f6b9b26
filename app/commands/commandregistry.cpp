// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commandregistry.h"

#include "app/settings.h"

#include <QShortcut>
#include <QWidget>

#include <algorithm>

namespace surgedeck {

namespace {
constexpr qsizetype mostRecent = 20;
}

bool isSingleKey(const QKeySequence &key)
{
    if (key.isEmpty())
        return false;
    const QKeyCombination first = key[0];
    const bool withModifier = first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    return !withModifier && first.key() < Qt::Key_Escape; // above are the keys that no text has
}

QString keyText(const QKeySequence &key)
{
    return key.toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' '));
}

CommandRegistry::CommandRegistry(QWidget *window, Settings &settings)
    : QObject(window)
    , m_window(window)
    , m_settings(settings)
{
    connect(&settings, &Settings::changed, this, &CommandRegistry::applyKeys);
}

void CommandRegistry::add(WindowCommand command)
{
    const auto same = [&](const WindowCommand &other) { return other.id == command.id; };
    const auto old = std::find_if(m_commands.begin(), m_commands.end(), same);
    if (old != m_commands.end())
        *old = command;
    else
        m_commands.push_back(command);
    makeShortcuts(command);
}

const WindowCommand *CommandRegistry::find(const QString &id) const
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                    [&](const WindowCommand &command) { return command.id == id; });
    return found == m_commands.end() ? nullptr : &*found;
}

CommandState CommandRegistry::stateOf(const WindowCommand &command) const
{
    return command.state ? command.state() : CommandState{};
}

void CommandRegistry::run(const QString &id)
{
    const WindowCommand *found = find(id);
    if (found == nullptr || !found->run)
        return;
    const WindowCommand command = *found; // it may replace itself while it runs
    if (const QString refusal = stateOf(command).refusal; !refusal.isEmpty()) {
        Q_EMIT refused(command.title, refusal);
        return;
    }
    remember(id);
    command.run();
}

void CommandRegistry::remember(const QString &id)
{
    m_recent.removeAll(id);
    m_recent.prepend(id);
    m_recent = m_recent.mid(0, mostRecent);
}

QList<QKeySequence> CommandRegistry::wantedKeys(const WindowCommand &command) const
{
    const auto own = m_settings.values().keys.constFind(command.id);
    if (own == m_settings.values().keys.constEnd())
        return command.keys;
    QList<QKeySequence> keys;
    for (const QString &text : *own)
        if (const auto key = QKeySequence::fromString(text, QKeySequence::PortableText); !key.isEmpty())
            keys << key;
    return keys;
}

QList<QKeySequence> CommandRegistry::keysOf(const QString &id) const
{
    const WindowCommand *command = find(id);
    QList<QKeySequence> keys = command ? wantedKeys(*command) : QList<QKeySequence>();
    // What a focused table does with a key is not ours to switch off.
    if (command && command->run && !m_settings.values().singleKeys)
        keys.removeIf(isSingleKey);
    return keys;
}

QString CommandRegistry::keyText(const QString &id) const
{
    const auto keys = keysOf(id);
    return keys.isEmpty() ? QString() : surgedeck::keyText(keys.constFirst());
}

void CommandRegistry::makeShortcuts(const WindowCommand &command)
{
    // One of them may be what is being handled right now.
    for (QShortcut *old : m_shortcuts.take(command.id)) {
        old->setEnabled(false);
        old->deleteLater();
    }
    if (!command.run)
        return;
    for (const QKeySequence &key : keysOf(command.id)) {
        auto *shortcut = new QShortcut(key, m_window);
        // Holding a key down must not repeat what it does.
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this, id = command.id] { run(id); });
        m_shortcuts[command.id] << shortcut;
    }
}

void CommandRegistry::applyKeys()
{
    for (const WindowCommand &command : m_commands)
        makeShortcuts(command);
    Q_EMIT keysChanged();
}

QString CommandRegistry::setKey(const QString &id, const QKeySequence &key)
{
    for (const WindowCommand &other : m_commands)
        if (other.id != id && !key.isEmpty() && wantedKeys(other).contains(key))
            return other.title;
    const WindowCommand *command = find(id);
    if (command == nullptr)
        return {};
    QStringList keys;
    if (!key.isEmpty())
        keys << key.toString(QKeySequence::PortableText);
    for (const QKeySequence &further : command->keys.mid(1))
        keys << further.toString(QKeySequence::PortableText);
    Preferences values = m_settings.values();
    values.keys[id] = keys;
    m_settings.change(values);
    return {};
}

void CommandRegistry::restoreKeys(const QString &id)
{
    Preferences values = m_settings.values();
    values.keys.remove(id);
    m_settings.change(values);
}

} // namespace surgedeck
