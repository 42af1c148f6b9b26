// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/datastates.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/sourcefacts.h"

#include <QCoreApplication>
#include <QDateTime>

namespace surgedeck {

namespace {

constexpr Milliseconds disconnectedAfter{60'000};
constexpr Milliseconds waitIsToldAfter{3'000};
constexpr Milliseconds waitIsOverAfter{10'000};
constexpr int widestCause = 200;
constexpr int widestRefusal = 400; // a statement that is cut grants something else, or nothing

struct DataStates
{
    Q_DECLARE_TR_FUNCTIONS(DataStates)
};

QString clockTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

void addCause(DataState &state, const SourceView &source, WallTime now)
{
    state.source = source.id;
    state.detail = SafeText::of(source.error).singleLine(widestCause);
    if (source.nextAttempt && *source.nextAttempt > now)
        state.retry = DataStates::tr("next try in %1").arg(durationWords(*source.nextAttempt - now + Milliseconds{999}));
}

DataState::Kind kindOfAge(Milliseconds age, Milliseconds staleAfter)
{
    if (age > staleAfter)
        return DataState::Kind::Stale;
    return age > staleAfter * 2 / 3 ? DataState::Kind::Late : DataState::Kind::Live;
}

/// Nothing has come yet: blocks, then who is waited for, then the end of patience.
DataState firstLoad(const SourceView &source, WallTime now)
{
    DataState state;
    state.age = source.waiting.value_or(Milliseconds{0});
    if (*state.age < waitIsToldAfter)
        return state;
    if (*state.age < waitIsOverAfter) {
        state.message = DataStates::tr("waiting for %1, %2").arg(source.id, durationWords(*state.age));
        return state;
    }
    state.kind = DataState::Kind::Disconnected;
    state.message = DataStates::tr("%1 has not answered").arg(source.id);
    state.since = clockTime(now - *state.age);
    state.action = DataStates::tr("Open connection");
    addCause(state, source, now);
    return state;
}

/// The cause is shown whole: it names the statement that an administrator has to run, where there is one.
void addRefusal(DataState &state, const QString &reason)
{
    state.kind = DataState::Kind::Denied;
    state.detail = SafeText::of(reason).singleLine(widestRefusal);
    state.action = grantOf(state).isEmpty() ? DataStates::tr("Show what to grant")
                                            : DataStates::tr("Copy grant for the administrator");
}

/// The state of an answer of this age from a source that may have stopped to answer.
DataState stateOf(std::optional<Milliseconds> age, const SourceView &source, WallTime now)
{
    const bool unreachable = source.state == SourceState::Down || source.state == SourceState::Full;
    if (!age && !unreachable && source.state != SourceState::Denied)
        return firstLoad(source, now);
    DataState state;
    state.age = age;
    addCause(state, source, now);
    if (age || source.waiting)
        state.since = clockTime(now - age.value_or(source.waiting.value_or(Milliseconds{0})));
    if (source.state == SourceState::Denied) {
        addRefusal(state, source.error);
        state.message = DataStates::tr("%1 refuses us").arg(source.id);
    } else if (unreachable && (!age || *age > disconnectedAfter)) {
        const bool full = source.state == SourceState::Full;
        state.kind = full ? DataState::Kind::Full : DataState::Kind::Disconnected;
        state.message = full ? DataStates::tr("%1 takes no further session").arg(source.id)
                             : DataStates::tr("%1 does not answer").arg(source.id);
        state.action = DataStates::tr("Open connection");
    } else {
        state.kind = kindOfAge(*age, source.staleAfter);
        state.message = state.isOld() ? DataStates::tr("%1 late").arg(source.id) : QString();
    }
    return state;
}

/// Its source answers, and has nothing for this figure.
DataState withoutSample()
{
    return {.kind = DataState::Kind::Empty, .message = DataStates::tr("no samples")};
}

DataState frozen(const Standstill &standstill, WallTime now)
{
    return {.kind = DataState::Kind::Frozen,
            .age = standstill.still,
            .since = clockTime(now - standstill.still),
            .message = DataStates::tr("%1 counts %2 /s").arg(standstill.provenBy, fixedNumber(standstill.provenPerSecond, 0))};
}

} // namespace

QString grantOf(const DataState &state)
{
    return state.kind == DataState::Kind::Denied ? adviceOf(state.detail).statement : QString();
}

DataState dataStateOf(const SourceView &source, WallTime now)
{
    return stateOf(source.age, source, now);
}

DataState dataStateOf(const Figure &figure, const SourceView &source, WallTime now)
{
    if (!figure.age && source.state == SourceState::Ok)
        return withoutSample();
    const DataState state = stateOf(figure.age, source, now);
    const bool current = state.kind == DataState::Kind::Live || state.kind == DataState::Kind::Late;
    return figure.frozen && current ? frozen(*figure.frozen, now) : state;
}

DataState refusedPart(const QString &sourceId, const QString &what, const QString &reason)
{
    DataState state;
    state.source = sourceId;
    state.message = what;
    addRefusal(state, reason);
    if (grantOf(state).isEmpty())
        state.action.clear();
    return state;
}

DataState lockStateOf(const DataState &source, const QString &sourceId, const DatabaseView &view)
{
    if (!view.locks.empty() || !source.showsData())
        return source;
    DataState none =
        view.locksCannotTell.isEmpty()
            ? DataState{.kind = DataState::Kind::Empty, .message = DataStates::tr("No lock waits")}
            : refusedPart(sourceId, DataStates::tr("Who waits for whom can not be told"), view.locksCannotTell);
    none.age = source.age;
    return none;
}

DataState partly(DataState state, const Members &members)
{
    if (members.answering == members.all || members.answering == 0 || state.kind == DataState::Kind::Loading || state.isOld())
        return state;
    state.kind = DataState::Kind::Partial;
    state.message = DataStates::tr("%1 of %2 shown").arg(members.answering).arg(members.all);
    return state;
}

} // namespace surgedeck
