// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/ranking.h"
#include "models/workspace/workspacereader.h"

#include <QFile>

/// A platform with two writers, a replica and metrics, which is told what to see; and the shipped runbooks for it.
namespace surgedeck::runbook {

using namespace std::chrono_literals;

inline const WallTime start{Milliseconds(1'800'000'000'000)};

inline std::shared_ptr<const Workspace> shop()
{
    const WorkspaceReading reading = readWorkspace(
        "version: 1\nname: Shop\nenvironment: test\nsources:\n"
        "  - {id: orders-db, type: postgresql, role: writer, group: modern, dsn: \"postgresql://a@b/c\"}\n"
        "  - {id: legacy-db, type: mysql, role: writer, group: legacy, dsn: \"mysql://a@b/c\"}\n"
        "  - {id: replica, type: postgresql, role: reader, group: modern, dsn: \"postgresql://a@b/c\"}\n"
        "  - {id: prom, type: prometheus, url: \"https://prom.example\"}\n",
        {QStringLiteral("w.yaml"), QStringLiteral("/w.yaml"), {}, nullptr});
    return std::make_shared<const Workspace>(reading.workspace);
}

inline Library shipped(const QStringList &ids)
{
    std::vector<RunbookText> texts;
    for (const QString &id : ids) {
        QFile file(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) + QStringLiteral("/runbooks/") + id +
                   QStringLiteral(".yaml"));
        if (file.open(QIODevice::ReadOnly))
            texts.push_back({id, file.readAll(), true});
    }
    return Library(texts);
}

struct Bench
{
    explicit Bench(const std::shared_ptr<const Workspace> &workspace = shop())
        : platform(workspace)
    {
    }

    Platform platform;
    WallTime now = start;

    void see(const char *source, const Observation &body)
    {
        platform.fold({now, MonoTime(now.time_since_epoch()), QLatin1String(source), body});
    }
    void healthy(const char *source, SourceState state = SourceState::Ok)
    {
        SourceHealth health;
        health.state = state;
        health.interval = 1s;
        health.newestSample = now;
        see(source, health);
    }
    /// `waiting` sessions behind one root whose transaction is open for `age`, with these modes.
    void locks(const char *source, int waiting, const char *mode, Milliseconds age = 60s)
    {
        LockGraph graph;
        graph.waiters = waiting;
        if (waiting > 0)
            graph.participants.push_back({QStringLiteral("1"),
                                          {},
                                          {},
                                          {},
                                          QStringLiteral("idle in transaction"),
                                          age,
                                          QStringLiteral("sync"),
                                          {},
                                          {},
                                          50.0});
        for (int i = 0; i < waiting; ++i)
            graph.participants.push_back({QString::number(i + 2),
                                          {QStringLiteral("1")},
                                          QStringLiteral("stock"),
                                          QLatin1String(mode),
                                          QStringLiteral("waiting"),
                                          2s,
                                          {},
                                          {},
                                          {},
                                          {}});
        see(source, graph);
        SessionSample sample;
        Session root;
        root.id = QStringLiteral("1");
        root.identity = QStringLiteral("1/a/b");
        root.transactionAge = 60s;
        sample.sessions = {root};
        sample.connections = 20;
        sample.connectionLimit = 100;
        see(source, sample);
    }
    /// Of the servers old and new; `canary` percent to new.
    void weights(double canary)
    {
        RouterSample sample;
        for (const auto &[name, weight] : {std::pair{"old", 100 - canary}, std::pair{"new", canary}}) {
            RouterServer server;
            server.instance = QStringLiteral("one");
            server.backend = QStringLiteral("checkout");
            server.server = QLatin1String(name);
            server.weight = static_cast<int>(weight);
            server.up = true;
            sample.servers.push_back(server);
        }
        see("edge", sample);
    }
    std::vector<Suggestion> rank(const Library &library)
    {
        platform.evaluate(now);
        return ranked(library, platform);
    }
};

} // namespace surgedeck::runbook
