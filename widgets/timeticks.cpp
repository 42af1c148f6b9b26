// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeticks.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace surgedeck {

namespace {

using namespace std::chrono_literals;

constexpr Milliseconds day = 24h;
constexpr std::array<Milliseconds, 20> steps{1s,    2s,    5s, 10s, 15s, 30s, 1min, 2min, 5min,    10min,
                                             15min, 30min, 1h, 2h,  3h,  6h,  12h,  day,  2 * day, 7 * day};

QDateTime local(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
}

Milliseconds stepFor(Milliseconds length, int most)
{
    for (const Milliseconds step : steps)
        if (length / step < most)
            return step;
    return day * (length / day / std::max(1, most) + 1);
}

QString tickLabel(const QDateTime &moment, Milliseconds step)
{
    if (step >= day || moment.time() == QTime(0, 0))
        return QLocale().toString(moment.date(), QStringLiteral("d MMM"));
    return moment.toString(step < 1min ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace

std::vector<TimeTick> timeTicks(const TimeRange &range, int most)
{
    std::vector<TimeTick> ticks;
    if (range.isEmpty() || most < 1)
        return ticks;
    const Milliseconds step = stepFor(range.length(), most);
    // Round in the local day: 6 h steps stand at 06:00, also where the offset is half an hour.
    const Milliseconds offset = std::chrono::seconds(local(range.from).offsetFromUtc());
    const auto shifted = range.from.time_since_epoch() + offset;
    const auto remainder = ((shifted % step) + step) % step;
    for (WallTime time = range.from + (remainder == 0ms ? 0ms : step - remainder); time <= range.to; time += step)
        ticks.push_back({time, tickLabel(local(time), step)});
    return ticks;
}

QString momentText(WallTime time)
{
    return local(time).toString(QStringLiteral("HH:mm:ss"));
}

QString momentText(WallTime time, const TimeRange &range)
{
    if (local(range.from).date() == local(range.to).date())
        return momentText(time);
    return QStringLiteral("%1, %2").arg(QLocale().toString(local(time).date(), QStringLiteral("d MMM")),
                                        momentText(time));
}

} // namespace surgedeck
