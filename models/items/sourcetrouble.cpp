// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sourcetrouble.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqldigest.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr double slowFactor = 3;
constexpr double leastShare = 0.15; ///< of the database's time
constexpr double mostOfIt = 0.3;
constexpr double manyRead = 10'000; ///< rows for each one sent
constexpr double leastWork = 0.05;  ///< sessions that a statement keeps busy: below, nobody notices it
constexpr double manyWork = 4;      ///< sessions at once: more than a shop has in the calm
constexpr int manyWait = 3;
constexpr double fewestLookups = 5; ///< commands a second: below, a ratio says nothing
constexpr double hardlyHelps = 0.15;
constexpr double lost = 0.18; ///< of the ratio before
constexpr double evictions = 10;
constexpr int widestName = 60;

struct TroubleWords
{
    Q_DECLARE_TR_FUNCTIONS(SourceTrouble)
};

using Kind = SourceTrouble::Kind;

/// Sessions that this statement keeps busy, as far as its ended calls and what is in flight tell.
double workOf(const DigestRow &row)
{
    return std::max(double(row.activeNow), row.callsPerSecond.value_or(0) * row.meanMs.value_or(0) / 1000);
}

/// "SELECT products": verb and tables are all that a button has room for.
QString shortName(const DigestRow &row, SqlDialect dialect)
{
    const SqlSummary summary = digestOf(row.text, dialect).summary;
    return SafeText::of(summary.verb + QLatin1Char(' ') + summary.tables).singleLine(widestName);
}

/// Against its usual time, or against the minutes before: a server on which it was slow yesterday, too, has a usual
/// time that hides it.
double timesOf(const DigestRow &row)
{
    return std::max(row.vsUsual.value_or(0), row.meanVsBefore.value_or(0));
}

bool isSlower(const DigestRow &row)
{
    return timesOf(row) >= slowFactor && row.timeShare >= leastShare && workOf(row) >= leastWork;
}

/// Whatever it usually does: a table is read again and again for a few rows of it, and that is what the database does.
bool readsTooMuch(const DigestRow &row)
{
    return row.rowsExaminedPerSent.value_or(0) >= manyRead && row.timeShare >= mostOfIt && workOf(row) >= 1;
}

const DigestRow *slowest(const DatabaseView &view)
{
    const DigestRow *worst = nullptr;
    for (const DigestRow &row : view.digests)
        if ((isSlower(row) || readsTooMuch(row)) && (!worst || workOf(row) > workOf(*worst)))
            worst = &row;
    return worst;
}

SourceTrouble ofSlow(const DigestRow &row, SqlDialect dialect)
{
    SourceTrouble trouble{Kind::Slower, workOf(row), Health::Degraded, {}, {}, row.id};
    const QString name = shortName(row, dialect);
    if (isSlower(row)) {
        const QString times = fixedNumber(timesOf(row), 0);
        trouble.words = QStringLiteral("\u00d7") + times;
        trouble.spoken = (row.meanVsBefore.value_or(0) > row.vsUsual.value_or(0)
                              ? TroubleWords::tr("%1 takes %2 times as long as minutes ago")
                              : TroubleWords::tr("%1 takes %2 times its usual time"))
                             .arg(name, times);
    } else {
        trouble.words = TroubleWords::tr("reads much");
        trouble.spoken = TroubleWords::tr("%1 reads %2 rows for each one that it returns")
                             .arg(name, fixedNumber(*row.rowsExaminedPerSent, 0));
    }
    return trouble;
}

/// The statement in which most sessions wait.
QString mostWaiting(const DatabaseView &view)
{
    const auto most =
        std::max_element(view.digests.begin(), view.digests.end(),
                         [](const DigestRow &a, const DigestRow &b) { return a.waitingNow < b.waitingNow; });
    return most == view.digests.end() || most->waitingNow == 0 ? QString() : most->id;
}

SourceTrouble ofDatabase(const DatabaseStore &database, SqlDialect dialect)
{
    const DatabaseStore::Load load = database.load();
    if (load.lockWaiters > 0)
        return {Kind::Waiting,
                double(load.lockWaiters),
                load.lockWaiters >= manyWait ? Health::Critical : Health::Attention,
                TroubleWords::tr("%n wait(s)", nullptr, load.lockWaiters),
                TroubleWords::tr("%n session(s) wait for a lock", nullptr, load.lockWaiters),
                mostWaiting(database.view())};
    if (const DigestRow *row = slowest(database.view()))
        return ofSlow(*row, dialect);
    if (load.activeSessions >= manyWork)
        return {Kind::Busy,
                load.activeSessions,
                Health::Attention,
                TroubleWords::tr("%n active", nullptr, int(load.activeSessions)),
                TroubleWords::tr("%n session(s) at work at once", nullptr, int(load.activeSessions)),
                {}};
    return {Kind::None, load.activeSessions};
}

/// Against its own hour, or where that is not known yet against all since the server started.
SourceTrouble ofCache(const CacheHistory &history, const CacheStats &stats)
{
    using Figure = CacheHistory::Figure;
    if (const auto evicted = history.now(Figure::Evicted); evicted.value_or(0) >= evictions)
        return {Kind::Evicts, *evicted, Health::Degraded, TroubleWords::tr("evicts"),
                TroubleWords::tr("it throws %1 keys a second away").arg(fixedNumber(*evicted, 0))};
    const auto ratio = history.now(Figure::HitRatio), seen = history.before(Figure::HitRatio);
    const auto before = seen ? seen : stats.usualHitRatio;
    if (!ratio || history.now(Figure::Operations).value_or(0) < fewestLookups)
        return {};
    const double fell = before.value_or(*ratio) - *ratio;
    if (*ratio >= hardlyHelps && fell < lost)
        return {};
    const QString percent = fixedNumber(*ratio * 100, 0);
    return {Kind::Misses, std::max(fell, 1 - *ratio), Health::Degraded, TroubleWords::tr("hits %1 %").arg(percent),
            before ? TroubleWords::tr("%1 % of look-ups find something, %2 % before")
                         .arg(percent, fixedNumber(*before * 100, 0))
                   : TroubleWords::tr("%1 % of look-ups find something").arg(percent)};
}

} // namespace

bool isDatabase(const SourceConfig &source)
{
    return source.type == QLatin1String("postgresql") || source.type == QLatin1String("mysql");
}

bool hasQueries(const SourceConfig &source)
{
    return isDatabase(source) || source.type == QLatin1String("redis");
}

SqlDialect dialectOf(const SourceConfig &source)
{
    return source.type == QLatin1String("mysql") ? SqlDialect::MySql : SqlDialect::PostgreSql;
}

SourceTrouble troubleOf(const Platform &platform, const SourceConfig &source)
{
    const SourceState state = platform.sources().view(source.id, platform.view().now).state;
    if (state == SourceState::Down || state == SourceState::Stale)
        return {Kind::Silent, 0, state == SourceState::Down ? Health::Critical : Health::Unknown,
                TroubleWords::tr("no answer"), TroubleWords::tr("it does not answer")};
    if (state == SourceState::Denied)
        return {Kind::Silent, 0, Health::Unknown, TroubleWords::tr("denied"), TroubleWords::tr("it refuses us")};
    if (const DatabaseStore *database = platform.database(source.id))
        return ofDatabase(*database, dialectOf(source));
    if (const CacheHistory *history = platform.cacheHistory(source.id))
        return ofCache(*history, *platform.cache(source.id));
    return {};
}

const SourceConfig *mostTroubled(const Platform &platform, bool (*eligible)(const SourceConfig &))
{
    const SourceConfig *chosen = nullptr;
    std::pair<SourceTrouble::Kind, double> most{};
    for (const SourceConfig &source : platform.workspace().sources) {
        if (!eligible(source) || (!platform.database(source.id) && !platform.cacheHistory(source.id)))
            continue;
        const SourceTrouble trouble = troubleOf(platform, source);
        // One that is silent shows nothing new: where something can be seen comes first.
        const std::pair need{trouble.kind == Kind::Silent ? Kind::None : trouble.kind, trouble.amount};
        if (!chosen || need > most) {
            most = need;
            chosen = &source;
        }
    }
    return chosen;
}

} // namespace surgedeck
