// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/motion.h"

#include <QMap>
#include <QObject>
#include <QStringList>

namespace surgedeck {

enum class ThemeChoice
{
    Dark,
    Light,
    LightByDay, ///< light from 07:00 to 19:00 of the workspace's day
};

/// What a person has set up for themselves. Values that a file does not have, or that make no sense, are these.
struct Preferences
{
    ThemeChoice theme = ThemeChoice::Dark;
    int textPercent = 100; ///< one of textSizes()
    Motion motion = Motion::Full;
    bool singleKeys = true; ///< a letter alone may be a command (WCAG 2.1.4)
    bool tone = false; ///< of a new critical alarm
    QString language; ///< "de", "en"; empty: that of the system
    /// Keys that differ from the built-in ones: id of the command -> keys in portable text; an empty list: none.
    QMap<QString, QStringList> keys;

    bool operator==(const Preferences &) const = default;
};

const QList<int> &textSizes();

/// The preferences and the file they are kept in. What can not be written stays true for this run; `lastError` says why
/// it will not be there the next time. GUI thread.
class Settings final : public QObject
{
    Q_OBJECT
public:
    /// With an empty name nothing is read or kept.
    explicit Settings(const QString &file = {});
    /// $XDG_CONFIG_HOME/surgedeck/settings.ini
    static QString defaultFile();

    const Preferences &values() const { return m_values; }
    void change(const Preferences &values);
    const QString &lastError() const { return m_lastError; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void write();

    QString m_file;
    QString m_lastError;
    Preferences m_values;
};

} // namespace surgedeck
