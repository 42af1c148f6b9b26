// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/datastates.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QDateTime>

namespace surgedeck {

namespace {

constexpr Milliseconds disconnectedAfter{60'000};
constexpr int widestCause = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("DataStates", text);
}

QString clockTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

QString cause(const SourceView &source, WallTime now)
{
    const QString error = SafeText::of(source.error).singleLine(widestCause);
    if (!source.nextAttempt || *source.nextAttempt <= now)
        return error;
    return tr("%1 · next try in %2").arg(error, durationWords(*source.nextAttempt - now + Milliseconds{999}));
}

DataState::Kind kindOfAge(Milliseconds age, Milliseconds staleAfter)
{
    if (age > staleAfter)
        return DataState::Kind::Stale;
    return age > staleAfter * 2 / 3 ? DataState::Kind::Late : DataState::Kind::Live;
}

/// The state of an answer of this age from a source that may have stopped to answer.
DataState stateOf(std::optional<Milliseconds> age, const SourceView &source, WallTime now)
{
    DataState state;
    state.age = age;
    state.detail = cause(source, now);
    if (age)
        state.since = clockTime(now - *age);
    const bool unreachable = source.state == SourceState::Down || source.state == SourceState::Full;
    if (source.state == SourceState::Denied) {
        state.kind = DataState::Kind::Denied;
        state.message = tr("%1 refuses us").arg(source.id);
    } else if (unreachable && (!age || *age > disconnectedAfter)) {
        state.kind = source.state == SourceState::Full ? DataState::Kind::Full : DataState::Kind::Disconnected;
        state.message = source.state == SourceState::Full ? tr("%1 is full").arg(source.id)
                                                          : tr("%1 is not reachable").arg(source.id);
    } else if (age) {
        state.kind = kindOfAge(*age, source.staleAfter);
        state.message = state.isOld() ? tr("%1 late").arg(source.id) : QString();
    } else {
        state.kind = DataState::Kind::Loading;
        state.message = tr("waiting for %1").arg(source.id);
    }
    return state;
}

} // namespace

DataState dataStateOf(const SourceView &source, WallTime now)
{
    return stateOf(source.age, source, now);
}

DataState dataStateOf(const Figure &figure, const SourceView &source, WallTime now)
{
    return stateOf(figure.age, source, now);
}

} // namespace surgedeck
