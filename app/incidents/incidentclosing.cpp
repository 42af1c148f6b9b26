// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentclosing.h"

#include "app/incidents/incidentexport.h"
#include "app/incidents/recordingopener.h"
#include "models/postmortem/deviations.h"
#include "models/workspace/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int lookAtOnce = 100'000; // entries

/// Of the recording that was just closed; empty: every figure stayed where it belongs, or nobody can tell.
QString firstDeviationIn(const QString &file, WallTime began)
{
    const auto recording = openRecording(file, {});
    if (!recording)
        return {};
    Replay &replay = *recording->replay;
    while (!replay.overview().complete)
        if (!replay.look(lookAtOnce, {}))
            return {};
    const auto end = replay.moment(replay.ends(), {});
    if (!end)
        return {};
    const ReplaySpan span{std::clamp(began, replay.begins(), replay.ends()), replay.ends()};
    const auto order = deviationOrder(replay.overview(), end->platform->workspace(), span);
    return order.first.empty() ? QString() : order.first.front().name;
}

/// Where the closed recording goes when nobody says so.
QString usualFile(const IncidentStore &store, const QString &id)
{
    const QString directory = store.directory() + QStringLiteral("/incidents");
    QDir().mkpath(directory);
    return directory + QLatin1Char('/') + id + QStringLiteral(".surge");
}

IncidentFile fileOf(const QString &path, const Seal &seal)
{
    return {path, seal.head.sequence, QString::fromLatin1(seal.head.hash.toHex()),
            QString::fromLatin1(seal.digest.toHex()), QString::fromLatin1(seal.key.toHex())};
}

} // namespace

QString anchorOf(const Seal &seal)
{
    return QStringLiteral("%1:%2").arg(seal.head.sequence).arg(QString::fromLatin1(seal.head.hash.toHex()));
}

Result<ClosedIncident> closeIncident(const Workspace &workspace, const Clock &clock, const ClosingOrder &order)
{
    const IncidentStore store(workspace.name);
    SURGEDECK_TRY(book, store.read());
    SURGEDECK_TRY(incident, chosenIncident(book, order.id));
    if (incident->state == IncidentState::Closed)
        return Error{Error::Kind::Refused, QStringLiteral("%1 is closed already").arg(incident->id)};
    const WallTime now = clock.now();
    const WallTime over = incident->when(Milestone::Resolved).value_or(now);
    const QString named = order.file.isEmpty() ? usualFile(store, incident->id) : order.file;
    const QString file = QFileInfo(named).absoluteFilePath();
    const ReplaySpan span{incident->began() - order.before, std::min(now, over + order.after)};
    SURGEDECK_TRY(seal, writeIncidentFile({*incident, workspace, store.directory(), order.recording, span, file}));
    const QString first = firstDeviationIn(file, incident->began());
    SURGEDECK_CHECK(store.add(clock, incident->id, [&](const Incident &same) -> Result<JournalEvent> {
        JournalEvent closing = closedEvent({same.id, order.by}, fileOf(file, seal));
        closing.body[QStringLiteral("first_deviation")] = first; // for who asks later whether it happened before
        return closing;
    }));
    return ClosedIncident{incident->id, named, seal};
}

} // namespace surgedeck
