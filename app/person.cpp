// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/person.h"

#include "models/base/safetext.h"

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace surgedeck {

namespace {

constexpr int widestName = 60;

/// The full name in the account's GECOS field, else its login.
QString accountName()
{
    std::array<char, 4096> room{};
    passwd entry{};
    passwd *found = nullptr;
    if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) != 0 || !found)
        return {};
    const QString full = QString::fromLocal8Bit(found->pw_gecos).section(QLatin1Char(','), 0, 0).trimmed();
    return full.isEmpty() ? QString::fromLocal8Bit(found->pw_name) : full;
}

} // namespace

QString personName()
{
    const QString chosen = qEnvironmentVariable("SURGEDECK_PERSON");
    const QString name = SafeText::of(chosen.isEmpty() ? accountName() : chosen).singleLine(widestName).trimmed();
    return name.isEmpty() ? QStringLiteral("uid %1").arg(geteuid()) : name;
}

} // namespace surgedeck
