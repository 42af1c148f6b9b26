// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/person.h"

#include "models/base/safetext.h"

#include <pwd.h>
#include <unistd.h>

namespace surgedeck {

namespace {
constexpr int widestName = 60;
}

QString personName()
{
    const passwd *account = ::getpwuid(::getuid());
    if (account == nullptr)
        return QString::number(::getuid());
    // The first of the comma-separated fields is the full name.
    const QString full = QString::fromLocal8Bit(account->pw_gecos).section(QLatin1Char(','), 0, 0).trimmed();
    const QString name = full.isEmpty() ? QString::fromLocal8Bit(account->pw_name) : full;
    return SafeText::of(name).singleLine(widestName);
}

} // namespace surgedeck
