// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace surgedeck {

namespace {

struct Unit
{
    const char *name;
    long long ms;
};

// Largest first, as they must be written; "m" after "ms" would be ambiguous, so the longest name is tried first.
constexpr std::array units{Unit{"y", 365LL * 86'400'000},
                           Unit{"w", 7LL * 86'400'000},
                           Unit{"d", 86'400'000},
                           Unit{"h", 3'600'000},
                           Unit{"m", 60'000},
                           Unit{"s", 1'000},
                           Unit{"ms", 1}};

Error badDuration(const QString &text, const QString &why)
{
    return {Error::Kind::Config,
            QStringLiteral("'%1' is no duration: %2; write it like 250ms, 5s, 10m or 1h30m").arg(text.left(40), why)};
}

Error badTime(const QString &text, const QString &why)
{
    return {Error::Kind::Config,
            QStringLiteral("'%1' is no time: %2; write it like 2026-11-27T03:00:00+01:00").arg(text.left(40), why)};
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

QString counted(const char *words, long long count)
{
    return QCoreApplication::translate("Duration", words).arg(count);
}

/// The smaller unit behind the larger one; none of it is not worth a word.
QString rest(const char *words, long long count)
{
    return count == 0 ? QString() : QLatin1Char(' ') + counted(words, count);
}

} // namespace

QString toRfc3339(WallTime time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return QString::asprintf("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()), unsigned(date.month()),
                             unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
                             int(clock.seconds().count()), int(clock.subseconds().count()));
}

Result<WallTime> parseRfc3339(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,18}))?"
                       "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return badTime(text, QStringLiteral("its form is another"));
    if (!text.endsWith(u'Z', Qt::CaseInsensitive) && match.capturedLength(8) == 0)
        return badTime(text, QStringLiteral("its time zone is missing"));
    const auto number = [&match](int group) { return match.captured(group).toInt(); };
    const std::chrono::year_month_day date(std::chrono::year(number(1)), std::chrono::month(unsigned(number(2))),
                                           std::chrono::day(unsigned(number(3))));
    if (!date.ok())
        return badTime(text, QStringLiteral("there is no such day"));
    // A leap second is second 60 and the same moment as the next second 0.
    if (number(4) > 23 || number(5) > 59 || number(6) > 60 || number(9) > 23 || number(10) > 59)
        return badTime(text, QStringLiteral("there is no such time of day"));
    const auto offset = std::chrono::hours(number(9)) + std::chrono::minutes(number(10));
    const auto local = std::chrono::sys_days(date) + std::chrono::hours(number(4)) + std::chrono::minutes(number(5)) +
                       std::chrono::seconds(number(6)) +
                       Milliseconds(match.captured(7).leftJustified(3, u'0').first(3).toInt());
    return match.captured(8) == u"-" ? WallTime(local + offset) : WallTime(local - offset);
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
        if (__builtin_mul_overflow(rest.left(digits).toLongLong(), units[unit].ms, &part) ||
            __builtin_add_overflow(total, part, &total))
            return badDuration(text, QStringLiteral("it is too long"));
        next = unit + 1;
        rest = rest.mid(digits + static_cast<qsizetype>(qstrlen(units[unit].name)));
    }
    return Milliseconds{total};
}

QString durationWords(Milliseconds duration)
{
    if (duration <= Milliseconds(-1000))
        return QChar(0x2212) + durationWords(-duration);
    const long long seconds = duration.count() / 1000;
    if (seconds < 60)
        return counted("%1 s", seconds);
    if (seconds < 3600)
        return counted("%1 min", seconds / 60) + rest("%1 s", seconds % 60);
    if (seconds < 86'400)
        return counted("%1 h", seconds / 3600) + rest("%1 min", seconds % 3600 / 60);
    return counted("%1 d", seconds / 86'400) + rest("%1 h", seconds % 86'400 / 3600);
}

} // namespace surgedeck
