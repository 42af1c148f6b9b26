// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/clocktext.h"

#include <QDateTime>
#include <QLocale>

namespace surgedeck {

namespace {

QDateTime local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

} // namespace

QString clockText(WallTime time)
{
    return local(time).toString(QStringLiteral("HH:mm:ss"));
}

QString minuteText(WallTime time)
{
    return local(time).toString(QStringLiteral("HH:mm"));
}

QString dayText(WallTime time, WallTime today)
{
    if (local(time).date() == local(today).date())
        return minuteText(time);
    return QLocale().toString(local(time), QStringLiteral("d MMM HH:mm"));
}

} // namespace surgedeck
