// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/team/storediagnosis.h"

#include "app/config.h"
#include "app/team/teamsync.h"

#include <limits>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr Milliseconds clocksAgree{1'000};

DiagnosisStage stage(const QString &name, std::optional<bool> good, const QString &value, const QString &advice = {})
{
    DiagnosisStage made;
    made.stage = name;
    made.ok = good;
    made.value = value;
    made.advice = advice;
    return made;
}

/// The id of a watched source that lives in the same server; empty: none does, as far as one can tell.
QString watchedThere(const Workspace &workspace, const QString &system, const Clock &clock, std::stop_token stop)
{
    for (const SourceConfig &source : workspace.sources) {
        if (source.type != u"postgresql")
            continue;
        const auto dsn = resolve(source.read.dsn, WorkspaceFolder(workspace.file));
        auto server = dsn ? TeamStore::open(*dsn, clock) : Result<std::unique_ptr<TeamStore>>(dsn.error());
        const auto found = server ? (*server)->systemIdentifier(stop) : Result<QString>(server.error());
        if (found && *found == system)
            return source.id;
    }
    return {};
}

DiagnosisStage clockStage(Milliseconds ahead)
{
    const bool agree = std::chrono::abs(ahead) <= clocksAgree;
    return stage(u"clock"_s, agree, u"ours is %1 ms ahead"_s.arg(ahead.count()),
                 agree ? QString() : u"set the clocks by NTP: lines of the timeline stand where the clocks say"_s);
}

} // namespace

std::vector<DiagnosisStage> diagnoseStore(const Workspace &workspace, const Clock &clock, std::stop_token stop)
{
    if (!hasTeamStore(workspace))
        return {};
    const auto dsn = teamDsn(workspace);
    auto store = dsn ? TeamStore::open(**dsn, clock) : Result<std::unique_ptr<TeamStore>>(dsn.error());
    const auto ahead = store ? (*store)->clockAhead(stop) : Result<Milliseconds>(store.error());
    if (!ahead)
        return {stage(u"connect"_s, false, ahead.error().message,
                      u"work goes on without it, and is merged when it is back"_s)};
    std::vector<DiagnosisStage> stages{stage(u"connect"_s, true, {})};
    const auto tables = (*store)->pull(workspace.name, std::numeric_limits<qint64>::max(), stop);
    stages.push_back(
        stage(u"tables"_s, bool(tables), tables ? QString() : tables.error().message,
              tables ? QString() : u"surgedeck team migrate WORKSPACE, as a role that may create a schema"_s));
    const auto system = (*store)->systemIdentifier(stop);
    const QString shared = system ? watchedThere(workspace, *system, clock, stop) : QString();
    stages.push_back(
        system
            ? stage(u"apart"_s, shared.isEmpty(),
                    shared.isEmpty() ? u"it is no database that is watched"_s
                                     : u"it lives in the server of the watched source %1"_s.arg(shared),
                    shared.isEmpty() ? QString() : u"move the store: it would be gone in the very incident it is for"_s)
            : stage(u"apart"_s, std::nullopt, system.error().message));
    stages.push_back(clockStage(*ahead));
    return stages;
}

} // namespace surgedeck
