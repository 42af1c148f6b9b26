// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/eventtime.h"

#include "models/yaml/suggestion.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace surgedeck {

namespace {

QTimeZone zoneOf(const QString &offset, const QString &timezone)
{
    if (offset.compare(QLatin1String("Z"), Qt::CaseInsensitive) == 0)
        return QTimeZone::utc();
    if (offset.isEmpty())
        return timezone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(timezone.toLatin1());
    const int sign = offset.startsWith(QLatin1Char('-')) ? -1 : 1;
    const int hours = offset.mid(1, 2).toInt();
    const int minutes = offset.right(2).toInt();
    return hours > 14 || minutes > 59 ? QTimeZone() : QTimeZone(sign * (hours * 3600 + minutes * 60));
}

} // namespace

bool isTimeZone(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$"));
    if (!form.match(id).hasMatch())
        return false;
    const QList<QByteArray> listed = QTimeZone::availableTimeZoneIds();
    if (listed.contains(id.toLatin1()))
        return true;
    // Old names (US/Eastern) are files that the list leaves out; a region alone (Europe) is a folder, and no zone.
    const QByteArray folder = id.toLatin1() + '/';
    const bool isRegion = std::ranges::any_of(listed, [&](const QByteArray &zone) { return zone.startsWith(folder); });
    // Any word is a zone to Qt, as a POSIX rule without an offset; those have no offset name.
    const QTimeZone zone(id.toLatin1());
    return !isRegion && zone.isValid() &&
           zone.displayName(QTimeZone::StandardTime, QTimeZone::OffsetName).startsWith(QLatin1String("UTC"));
}

QString nearestTimeZone(const QString &id)
{
    const QString city = id.section(QLatin1Char('/'), -1);
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds()) {
        const QString name = QString::fromLatin1(zone);
        if (name.compare(id, Qt::CaseInsensitive) == 0 ||
            name.section(QLatin1Char('/'), -1).compare(city, Qt::CaseInsensitive) == 0)
            return name;
    }
    QStringList names;
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds())
        if (zone.left(2).toLower() == id.left(2).toLower().toLatin1())
            names << QString::fromLatin1(zone);
    return nearest(id, names);
}

std::optional<WallTime> parseEventTime(const QString &text, const QString &timezone)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})-(\\d\\d)-(\\d\\d)(?:[Tt "
                       "](\\d\\d):(\\d\\d)(?::(\\d\\d)(\\.\\d{1,9})?)?\\s?([Zz]|[+-]\\d\\d:?\\d\\d)?)?$"));
    const QRegularExpressionMatch match = form.match(text);
    const auto part = [&](int index) { return match.captured(index).toInt(); };
    const QDate date(part(1), part(2), part(3));
    const QTime time(part(4), part(5), part(6), static_cast<int>(match.captured(7).toDouble() * 1000));
    const QTimeZone zone = zoneOf(match.captured(8), timezone);
    if (!match.hasMatch() || !date.isValid() || !time.isValid() || !zone.isValid())
        return std::nullopt;
    return WallTime(Milliseconds(QDateTime(date, time, zone).toMSecsSinceEpoch()));
}

} // namespace surgedeck
