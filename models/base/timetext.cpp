// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"

#include <QDateTime>

#include <array>

namespace surgedeck {

namespace {

struct Unit
{
    const char *name;
    long long ms;
};

// Largest first, as they must be written; "m" after "ms" would be ambiguous, so the longest name is tried first.
constexpr std::array units{Unit{"y", 365LL * 86'400'000}, Unit{"w", 7LL * 86'400'000}, Unit{"d", 86'400'000},
                           Unit{"h", 3'600'000},          Unit{"m", 60'000},           Unit{"s", 1'000}, Unit{"ms", 1}};

Error badDuration(const QString &text, const QString &why)
{
    return {Error::Kind::Config,
            QStringLiteral("'%1' is no duration: %2; write it like 250ms, 5s, 10m or 1h30m").arg(text.left(40), why)};
}

/// The unit that `rest` begins with; units.size() when there is none.
std::size_t unitAt(QStringView rest)
{
    if (rest.startsWith(QLatin1String("ms")))
        return units.size() - 1;
    for (std::size_t i = 0; i + 1 < units.size(); ++i)
        if (rest.startsWith(QLatin1String(units[i].name)))
            return i;
    return units.size();
}

} // namespace

QString toRfc3339(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<WallTime> parseRfc3339(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    const bool zoned = text.endsWith(QLatin1Char('Z')) || text.endsWith(QLatin1Char('z')) || time.timeSpec() == Qt::OffsetFromUTC;
    if (!time.isValid() || !zoned || text.size() < 20)
        return Error{Error::Kind::Config, QStringLiteral("'%1' is no time; write it like 2026-11-27T03:00:00+01:00").arg(text.left(40))};
    return WallTime(Milliseconds(time.toMSecsSinceEpoch()));
}

Result<Milliseconds> parseDuration(const QString &text)
{
    if (text == QLatin1String("0"))
        return Milliseconds{0};
    if (text.isEmpty())
        return badDuration(text, QStringLiteral("it is empty"));
    long long total = 0;
    std::size_t next = 0;
    QStringView rest(text);
    while (!rest.isEmpty()) {
        qsizetype digits = 0;
        while (digits < rest.size() && rest[digits] >= u'0' && rest[digits] <= u'9')
            ++digits;
        if (digits == 0 || digits > 12)
            return badDuration(text, QStringLiteral("a whole number must stand before each unit"));
        const std::size_t unit = unitAt(rest.mid(digits));
        if (unit == units.size())
            return badDuration(text, QStringLiteral("the unit must be one of ms, s, m, h, d, w, y"));
        if (unit < next)
            return badDuration(text, QStringLiteral("units go from large to small, each once"));
        long long part = 0;
        if (__builtin_mul_overflow(rest.left(digits).toLongLong(), units[unit].ms, &part)
            || __builtin_add_overflow(total, part, &total))
            return badDuration(text, QStringLiteral("it is too long"));
        next = unit + 1;
        rest = rest.mid(digits + static_cast<qsizetype>(qstrlen(units[unit].name)));
    }
    return Milliseconds{total};
}

QString durationWords(Milliseconds duration)
{
    const long long seconds = duration.count() / 1000;
    const auto pair = [](long long large, const char *largeUnit, long long small, const char *smallUnit) {
        const QString head = QStringLiteral("%1 %2").arg(large).arg(QLatin1String(largeUnit));
        return small == 0 ? head : head + QStringLiteral(" %1 %2").arg(small).arg(QLatin1String(smallUnit));
    };
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < 3600)
        return pair(seconds / 60, "min", seconds % 60, "s");
    if (seconds < 86'400)
        return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
    return pair(seconds / 86'400, "d", seconds % 86'400 / 3600, "h");
}

} // namespace surgedeck
