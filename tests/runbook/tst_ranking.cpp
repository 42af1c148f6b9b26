// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/ranking.h"
#include "models/workspace/workspacereader.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace surgedeck::runbook;
using namespace std::chrono_literals;

namespace {

const WallTime start{Milliseconds(1'800'000'000'000)};

std::shared_ptr<const Workspace> shop()
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

Library shipped(const QStringList &ids)
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
    Platform platform{shop()};
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
    /// `waiting` sessions behind one root, with these modes.
    void locks(const char *source, int waiting, const char *mode)
    {
        LockGraph graph;
        graph.waiters = waiting;
        if (waiting > 0)
            graph.participants.push_back({QStringLiteral("1"),
                                          {},
                                          {},
                                          {},
                                          QStringLiteral("idle in transaction"),
                                          60s,
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
    std::vector<Suggestion> rank(const Library &library)
    {
        platform.evaluate(now);
        return ranked(library, platform);
    }
};

Alarm alarmFor(const char *runbook)
{
    Alarm alarm;
    alarm.runbook = QLatin1String(runbook);
    return alarm;
}

} // namespace

class TestRanking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatFitsComesFirstOnItsSubject()
    {
        const Library library = shipped({QStringLiteral("R00"), QStringLiteral("R02"), QStringLiteral("R03")});
        Bench bench;
        for (const char *source : {"orders-db", "legacy-db", "replica", "prom"})
            bench.healthy(source);
        bench.locks("orders-db", 0, "");
        bench.locks("legacy-db", 12, "X");
        const auto ranking = bench.rank(library);
        QCOMPARE(ranking.front().id, QStringLiteral("R02"));
        QCOMPARE(ranking.front().subject, QStringLiteral("legacy-db"));
        QCOMPARE(ranking.front().fits, Truth::Holds);
        QCOMPARE(ranking.front().holding, 3);
        QCOMPARE(ranking.front().detects.front().value, std::optional(12.0));
        QCOMPARE(runbookFor(alarmFor("R05"), ranking), QStringLiteral("R02"));
    }

    void aWriterThatTakesNoWritesIsNotTheFaultOfARelease()
    {
        const Library library = shipped({QStringLiteral("R09"), QStringLiteral("R10")});
        for (const bool isWriter : {true, false}) {
            Bench bench;
            for (const char *source : {"orders-db", "legacy-db", "replica", "prom"})
                bench.healthy(source);
            ServerFacts facts;
            facts.readOnly = true;
            bench.see(isWriter ? "legacy-db" : "replica", facts);
            const auto ranking = bench.rank(library);
            QCOMPARE(ranking.front().fits == Truth::Holds,
                     isWriter); // a replica takes none, and that is as it should be
            QVERIFY(!isWriter || ranking.front().id == QStringLiteral("R09"));
            const Runbook &release = library.find(QStringLiteral("R10"))->runbook;
            Observing observing(bench.platform);
            for (const Conditions &alternative : release.detects) {
                const auto refusing = std::ranges::find(alternative, QStringLiteral("refusing"), &Condition::signal);
                QVERIFY(refusing != alternative.end());
                QCOMPARE(observing.read(release, *refusing, {}).truth, isWriter ? Truth::Fails : Truth::Holds);
            }
        }
    }

    void aDecoyIsToldByTheConditionThatIsMissing()
    {
        const Library library = shipped({QStringLiteral("R00"), QStringLiteral("R02"), QStringLiteral("R03")});
        Bench bench;
        bench.healthy("legacy-db");
        bench.locks("legacy-db", 12, "EXCLUSIVE"); // many wait, but for a definition
        const auto ranking = bench.rank(library);
        QCOMPARE(ranking.front().id, QStringLiteral("R03"));
        const auto decoy = std::find_if(ranking.begin(), ranking.end(),
                                        [](const Suggestion &s) { return s.id == QStringLiteral("R02"); });
        QCOMPARE(decoy->fits, Truth::Fails);
        const auto missing = std::find_if(decoy->detects.begin(), decoy->detects.end(),
                                          [](const Reading &r) { return r.truth == Truth::Fails; });
        QCOMPARE(missing->signal, QStringLiteral("ddl"));
    }

    void triageIsOfferedWhenNothingFits()
    {
        const Library library = shipped({QStringLiteral("R00"), QStringLiteral("R02"), QStringLiteral("R03")});
        Bench bench;
        for (const char *source : {"orders-db", "legacy-db", "replica"})
            bench.healthy(source);
        bench.locks("legacy-db", 0, "");
        auto ranking = bench.rank(library);
        QVERIFY(std::none_of(ranking.begin(), ranking.end(),
                             [](const Suggestion &s) { return s.triage || s.fits == Truth::Holds; }));
        bench.healthy("replica", SourceState::Denied);
        bench.rank(library);
        bench.now += 20s;
        for (const char *source : {"orders-db", "legacy-db"})
            bench.healthy(source);
        bench.healthy("replica", SourceState::Denied);
        bench.locks("legacy-db", 0, "");
        ranking = bench.rank(library);
        QCOMPARE(ranking.front().id, QStringLiteral("R00"));
        QCOMPARE(runbookFor(alarmFor(""), ranking), QStringLiteral("R00"));
        QCOMPARE(runbookFor(alarmFor("R02"), ranking),
                 QStringLiteral("R00")); // the workspace names it, and it is refuted
    }

    void whatIsTooOldIsUnknown()
    {
        const Library library = shipped({QStringLiteral("R02")});
        Bench bench;
        bench.healthy("legacy-db");
        bench.locks("legacy-db", 12, "X");
        for (int i = 0; i < 60; ++i) {
            bench.now += 1s;
            bench.healthy("legacy-db"); // it answers, but its locks were not read again
        }
        const auto ranking = bench.rank(library);
        QCOMPARE(ranking.front().fits, Truth::Unknown);
        QVERIFY(!ranking.front().detects.front().why.isEmpty());
    }

    void aSessionIsChosenWithItsIdentity()
    {
        Bench bench;
        bench.healthy("legacy-db");
        bench.locks("legacy-db", 3, "X");
        bench.platform.evaluate(bench.now);
        Observing observing(bench.platform);
        QCOMPARE(observing.session(QStringLiteral("legacy-db"), QStringLiteral("root"))->identity,
                 QStringLiteral("1/a/b"));
        QCOMPARE(observing.session(QStringLiteral("legacy-db"), QStringLiteral("idle_transaction"))->id,
                 QStringLiteral("1"));
        QVERIFY(!observing.session(QStringLiteral("legacy-db"), QStringLiteral("ddl")));
        QVERIFY(!observing.session(QStringLiteral("orders-db"), QStringLiteral("root")));
    }

    void lintSaysWhatTheWorkspaceLacks()
    {
        const Library library = shipped({QStringLiteral("R02"), QStringLiteral("R05")});
        QStringList lines;
        for (const Problem &problem : missingIn(*shop(), library.find(QStringLiteral("R05"))->runbook))
            lines << problem.message;
        QVERIFY(lines.front().contains(QStringLiteral("the workspace has not a source of type redis with role cache")));
        QVERIFY(!hasErrors(missingIn(*shop(), library.find(QStringLiteral("R02"))->runbook)));
    }
};

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"
