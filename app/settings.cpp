// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace surgedeck {

namespace {

constexpr qsizetype mostKeys = 200;

const QStringList &themeWords()
{
    static const QStringList words{QStringLiteral("dark"), QStringLiteral("light"), QStringLiteral("light-by-day")};
    return words;
}

QStringList keysIn(const QVariant &value)
{
    QStringList keys;
    for (const QString &key : value.toStringList())
        if (!key.isEmpty() && key.size() < 40)
            keys << key;
    return keys.mid(0, 4);
}

} // namespace

const QList<int> &textSizes()
{
    static const QList<int> sizes{90, 100, 110, 125, 150};
    return sizes;
}

Settings::Settings(const QString &file)
    : m_file(file)
{
    if (!m_file.isEmpty())
        read();
}

QString Settings::defaultFile()
{
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME", QDir::homePath() + QStringLiteral("/.config"));
    return config + QStringLiteral("/surgedeck/settings.ini");
}

void Settings::change(const Preferences &values)
{
    if (values == m_values)
        return;
    m_values = values;
    if (!m_file.isEmpty())
        write();
    Q_EMIT changed();
}

void Settings::read()
{
    QSettings file(m_file, QSettings::IniFormat);
    const auto theme = themeWords().indexOf(file.value(QStringLiteral("theme")).toString());
    if (theme >= 0)
        m_values.theme = static_cast<ThemeChoice>(theme);
    if (const int percent = file.value(QStringLiteral("text")).toInt(); textSizes().contains(percent))
        m_values.textPercent = percent;
    if (file.value(QStringLiteral("motion")).toString() == QLatin1String("reduced"))
        m_values.motion = Motion::Reduced;
    m_values.singleKeys = file.value(QStringLiteral("single-keys"), true).toBool();
    m_values.tone = file.value(QStringLiteral("tone"), false).toBool();
    m_values.language = file.value(QStringLiteral("language")).toString().left(10);
    file.beginGroup(QStringLiteral("keys"));
    const QStringList commands = file.childKeys();
    for (const QString &command : commands.mid(0, mostKeys))
        m_values.keys.insert(command, keysIn(file.value(command)));
}

void Settings::write()
{
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QSettings file(m_file, QSettings::IniFormat);
    file.setValue(QStringLiteral("theme"), themeWords().at(static_cast<int>(m_values.theme)));
    file.setValue(QStringLiteral("text"), m_values.textPercent);
    file.setValue(QStringLiteral("motion"),
                  m_values.motion == Motion::Reduced ? QStringLiteral("reduced") : QStringLiteral("full"));
    file.setValue(QStringLiteral("single-keys"), m_values.singleKeys);
    file.setValue(QStringLiteral("tone"), m_values.tone);
    file.setValue(QStringLiteral("language"), m_values.language);
    file.remove(QStringLiteral("keys"));
    file.beginGroup(QStringLiteral("keys"));
    for (auto entry = m_values.keys.begin(); entry != m_values.keys.end(); ++entry)
        file.setValue(entry.key(), entry.value());
    file.endGroup();
    file.sync();
    m_lastError = file.status() == QSettings::NoError ? QString() : tr("%1 can not be written").arg(m_file);
}

} // namespace surgedeck
