// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/platformfields.h"
#include "models/runbook/ranking.h"
#include "models/store/watched.h"
#include "models/workspace/workspacereader.h"
#include "tests/runbook/bench.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace surgedeck;
using namespace surgedeck::runbook;
using namespace std::chrono_literals;

namespace {

/// A route of a haproxy whose one guard is as `guard` says.
std::shared_ptr<const Workspace> shopWithRoute(const QByteArray &guard)
{
    const WorkspaceReading reading =
        readWorkspace("version: 1\nname: Shop\nenvironment: test\nsources:\n"
                      "  - {id: prom, type: prometheus, url: \"https://prom.example\"}\n"
                      "  - {id: edge, type: haproxy, address: \"tcp://127.0.0.1:1\"}\n"
                      "traffic:\n  routes:\n    - id: checkout\n      name: Checkout\n"
                      "      control: {source: edge, backend: checkout, stable: [old], canary: [new]}\n"
                      "      observed: {stable: s, canary: c}\n      plan: {steps: [10, 100], bake: 30s}\n"
                      "      guards: [{id: p95, unit: seconds, hold: 5s, on_fail: hold, expr: 'x{side=~\"$side\"}', " +
                          guard + "}]\n",
                      {QStringLiteral("w.yaml"), QStringLiteral("/w.yaml"), {}, nullptr});
    return std::make_shared<const Workspace>(reading.workspace);
}

using Known = std::optional<double>;

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

    /// What customers meet, and that something was released, is the same whatever the cause.
    void whatTheShippedOnesReadOfACause_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("namesCause");
        QTest::newRow("triage") << "R00" << false;
        QTest::newRow("a release, by its time or by its side") << "R10" << false;
        QTest::newRow("payments and orders that fail") << "R14" << false;
        QTest::newRow("a pool or a server without sessions") << "R01" << true;
        QTest::newRow("locks") << "R02" << true;
        QTest::newRow("a definition") << "R03" << true;
        QTest::newRow("a statement") << "R04" << true;
        QTest::newRow("misses: low is bad") << "R05" << true;
        QTest::newRow("a full cache, by one condition") << "R06" << true;
        QTest::newRow("a replica behind, by one condition") << "R08" << true;
        QTest::newRow("a lost writer") << "R09" << true;
        QTest::newRow("weights") << "R11" << true;
        QTest::newRow("workers, by expressions") << "R12" << true;
        QTest::newRow("load") << "R20" << true;
        QTest::newRow("lost sources") << "R21" << true;
        QTest::newRow("a disk") << "R22" << true;
    }

    void whatTheShippedOnesReadOfACause()
    {
        QFETCH(QString, id);
        QFETCH(bool, namesCause);
        const Library library = shipped({id});
        const Runbook runbook = withParameters(library.find(id)->runbook, presets(library.find(id)->runbook));
        QVERIFY(!runbook.detects.empty());
        for (const Conditions &alternative : runbook.detects)
            QCOMPARE(surgedeck::runbook::namesCause(runbook, alternative), namesCause);
    }

    void oneThatNamesACauseStandsBeforeManyThatOnlyExclude()
    {
        const auto text = [](const char *id, const char *detects) {
            return RunbookText{QLatin1String(id),
                               QByteArray("id: ") + id +
                                   "\ntitle: Test\nversion: 1\nsummary: For tests.\nbinds:\n"
                                   "  db: {source: [mysql], role: writer}\nsignals:\n"
                                   "  - {id: waiters, title: W, field: db.locks.waiters}\n"
                                   "  - {id: lost, title: L, field: sources.lost}\n"
                                   "  - {id: alarms, title: A, field: alarms.active}\n"
                                   "  - {id: changes, title: C, field: changes.recent}\n"
                                   "detects: " +
                                   detects + "\nsteps:\n  - {id: look, kind: note, title: Look}\n",
                               true};
        };
        const Library library({text("T1", "[alarms >= 0, changes >= 0, lost == 0, lost < 3]"),
                               text("T2", "[waiters >= 3]"), text("T3", "[waiters >= 3, lost == 0]")});
        Bench bench;
        bench.healthy("legacy-db");
        bench.locks("legacy-db", 12, "X");
        QStringList order;
        for (const Suggestion &suggestion : bench.rank(library)) {
            QCOMPARE(suggestion.fits, Truth::Holds);
            order << suggestion.id;
        }
        QCOMPARE(order, QStringList({QStringLiteral("T3"), QStringLiteral("T2"), QStringLiteral("T1")}));
    }

    /// One who waits is no pile-up, unless for somebody who has left; and no statement is slow that waits for such a
    /// one.
    void oneWhoWaitsIsToldByForWhom_data()
    {
        QTest::addColumn<Milliseconds>("age");
        QTest::addColumn<Truth>("locks");
        QTest::addColumn<Truth>("statement");
        QTest::newRow("for one of many") << Milliseconds(2s) << Truth::Fails << Truth::Holds;
        QTest::newRow("for one that idles") << Milliseconds(30s) << Truth::Holds << Truth::Fails;
    }

    void oneWhoWaitsIsToldByForWhom()
    {
        QFETCH(Milliseconds, age);
        QFETCH(Truth, locks);
        QFETCH(Truth, statement);
        Bench bench;
        bench.healthy("legacy-db");
        bench.locks("legacy-db", 1, "X", age);
        DigestDelta slow;
        slow.digest = QStringLiteral("d");
        slow.calls = 10;
        slow.totalMs = 5000;
        slow.rowsExamined = 350000;
        slow.rowsSent = 1;
        DigestDeltas deltas;
        deltas.window = 10s;
        deltas.digests = {slow};
        bench.see("legacy-db", deltas);
        const auto ranking = bench.rank(shipped({QStringLiteral("R02"), QStringLiteral("R04")}));
        const auto fits = [&](const char *id) {
            return std::ranges::find(ranking, QLatin1String(id), &Suggestion::id)->fits;
        };
        QCOMPARE(fits("R02"), locks);
        QCOMPARE(fits("R04"), statement);
    }

    /// A step that takes a late sample for a lost writer asks people to fail over.
    void aLateSampleIsNeitherWellNorLost()
    {
        const Library library = shipped({QStringLiteral("R09")});
        const Runbook &lost = library.find(QStringLiteral("R09"))->runbook;
        const Condition isWell =
            lost.steps.at(std::size_t(lost.indexOf(QStringLiteral("which")))).cases.front().when.front();
        Bench bench;
        bench.healthy("legacy-db");
        const auto ok = [&](Milliseconds later) {
            bench.platform.evaluate(start + later);
            return Observing(bench.platform)
                .read(lost, isWell, {{QStringLiteral("writer"), QStringLiteral("legacy-db")}})
                .value;
        };
        QCOMPARE(ok(1s), Known(1));
        QCOMPARE(ok(10s), Known());
        QCOMPARE(ok(60s), Known(0));
        bench.healthy("legacy-db", SourceState::Down);
        QCOMPARE(ok(10s), Known(0));
    }

    /// A pool is empty because its database works: that it is not this one says nothing of the other.
    void whoseSessionsRunCountsInAllDatabases()
    {
        Bench bench;
        const auto most = [&] {
            bench.platform.evaluate(bench.now);
            return platformField(bench.platform, QStringLiteral("databases.most_running")).value;
        };
        QCOMPARE(most(), Known());
        for (const auto &[source, running] : {std::pair{"orders-db", 7.0}, std::pair{"legacy-db", 1.0}}) {
            bench.healthy(source);
            SessionSample sample;
            sample.active.running = running;
            bench.see(source, sample);
        }
        QCOMPARE(most(), Known(7));
    }

    void aStatementThatNobodyWaitsForIsNoCause_data()
    {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("calls");
        QTest::addColumn<double>("share");
        QTest::addColumn<std::optional<double>>("worst");
        QTest::newRow("long") << 20.0 << 0.1 << 0.6 << std::optional(13.0);
        QTest::newRow("short, on a machine that is short of time") << 4.0 << 25.0 << 0.6 << std::optional(0.0);
        QTest::newRow("short, and asked so often that a session does nothing else")
            << 4.0 << 125.0 << 0.6 << std::optional(13.0);
        QTest::newRow("long, and nearly nothing of the time") << 200.0 << 0.1 << 0.01 << std::optional<double>();
    }

    void aStatementThatNobodyWaitsForIsNoCause()
    {
        QFETCH(double, mean);
        QFETCH(double, calls);
        QFETCH(double, share);
        QFETCH(std::optional<double>, worst);
        DatabaseView view;
        DigestRow row;
        row.meanMs = mean;
        row.callsPerSecond = calls;
        row.timeShare = share;
        row.vsUsual = 13;
        view.digests = {row};
        QCOMPARE(databaseField(view, QStringLiteral("digests.worst_vs_usual")).value, worst);
    }

    /// Four others beside one that takes 24 times as long as usual.
    void whatMakesAllStatementsSlowIsNoneOfThem_data()
    {
        QTest::addColumn<double>("others");
        QTest::addColumn<double>("worst");
        QTest::newRow("the others as ever") << 1.0 << 24.0;
        QTest::newRow("the others quicker") << 0.5 << 24.0;
        QTest::newRow("the others suffer from it") << 3.0 << 8.0;
        QTest::newRow("the machine is short of time") << 12.0 << 2.0;
    }

    void whatMakesAllStatementsSlowIsNoneOfThem()
    {
        QFETCH(double, others);
        QFETCH(double, worst);
        DatabaseView view;
        DigestRow row;
        row.meanMs = 50;
        row.timeShare = 0.2;
        row.vsUsual = others;
        view.digests = std::vector<DigestRow>(4, row);
        row.vsUsual = 24;
        view.digests.push_back(row);
        QCOMPARE(databaseField(view, QStringLiteral("digests.worst_vs_usual")).value, std::optional(worst));
        view.digests.erase(view.digests.begin()); // too few to be held against each other
        QCOMPARE(databaseField(view, QStringLiteral("digests.worst_vs_usual")).value, std::optional(24.0));
    }

    void aSideFailsAlone_data()
    {
        QTest::addColumn<QByteArray>("guard");
        QTest::addColumn<Known>("stable");
        QTest::addColumn<Known>("canary");
        QTest::addColumn<Known>("canaryAlone");
        QTest::addColumn<Known>("stableAlone");
        QTest::addColumn<double>("given");    // percent of the requests, to the canary
        QTest::addColumn<Known>("answering"); // percent of the answers, by the canary
        const QByteArray limit = "pass: \"< 1\"", compared = limit + ", compare: stable, worse_by: 0.5";
        const QByteArray success = "pass: \">= 99\", compare: stable, worse_by: 0.5";
        const Known no(0), one(1), unknown;
        const auto row = [&](const char *what, const QByteArray &guard, std::array<Known, 4> values, double given = 50,
                             Known answering = 50) {
            QTest::newRow(what) << guard << values[0] << values[1] << values[2] << values[3] << given << answering;
        };
        row("both hold", limit, {0.3, 0.4, no, no});
        row("the canary fails", limit, {0.3, 10, one, no});
        row("stable fails", limit, {10, 0.3, no, one});
        row("both fail, not compared", limit, {1.2, 10, no, no});
        row("both fail alike", compared, {4, 6, no, no});
        row("both fail, the canary far more", compared, {2.9, 10, one, no});
        row("both fail, stable far more", compared, {10, 2.9, no, one});
        row("far more of next to nothing", compared, {1.01, 1.2, no, no});
        row("beyond the limit, and worse by a hair", compared, {0.9, 1.1, no, no});
        row("worse, and within the limit", compared, {0.1, 0.9, no, no});
        row("less is worse", success, {99.9, 60, one, no});
        row("less is worse, both fail alike", success, {70, 60, no, no});
        row("less is worse, far more", success, {95, 60, one, no});
        row("without a limit nothing fails", "compare: stable, worse_by: 0.5", {1, 9, no, no});
        row("the canary is not measured", compared, {0.3, unknown, unknown, no});
        row("nor is it, and stable may fail alone", compared, {10, unknown, unknown, unknown});
        row("stable is not measured", compared, {unknown, 10, unknown, unknown});
        row("stable is not measured, the canary holds", compared, {unknown, 0.3, no, unknown});
        row("nothing is measured", compared, {unknown, unknown, unknown, unknown});
        row("nobody is on the canary", compared, {10, unknown, no, no}, 0, 0);
        row("nobody is on stable", compared, {unknown, 10, no, no}, 100, 100);
        row("the canary is given half and answers nothing", compared, {0.3, unknown, unknown, no}, 50, 0);
        row("whether anybody is on it is not known", compared, {0.3, unknown, unknown, no}, 0, unknown);
        row("nobody is sent there any more, its last figures tell", compared, {0.3, 10, one, no}, 0, 0);
    }

    void aSideFailsAlone()
    {
        QFETCH(QByteArray, guard);
        QFETCH(Known, stable);
        QFETCH(Known, canary);
        QFETCH(Known, canaryAlone);
        QFETCH(Known, stableAlone);
        QFETCH(double, given);
        QFETCH(Known, answering);
        const auto workspace = shopWithRoute(guard);
        QCOMPARE(workspace->traffic.routes.size(), 1);
        Bench bench(workspace);
        bench.healthy("prom");
        bench.healthy("edge");
        bench.weights(given);
        const QString route = QStringLiteral("checkout"), id = QStringLiteral("p95");
        const Known rest = answering ? Known(100 - *answering) : Known();
        bench.see("prom", MetricSample{bench.now,
                                       {{watched::guard(route, id, "stable"), stable, bench.now, {}, {}},
                                        {watched::guard(route, id, "canary"), canary, bench.now, {}, {}},
                                        {watched::routeStable(route), rest, bench.now, {}, {}},
                                        {watched::routeCanary(route), answering, bench.now, {}, {}}}});
        bench.platform.evaluate(bench.now);
        QCOMPARE(bench.platform.view().routes.front().desired->canary, given);
        QCOMPARE(routeField(bench.platform, route, QStringLiteral("route.canary_alone")).value, canaryAlone);
        QCOMPARE(routeField(bench.platform, route, QStringLiteral("route.stable_alone")).value, stableAlone);
        QCOMPARE(platformField(bench.platform, QStringLiteral("routes.canary_alone")).value, canaryAlone);
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
