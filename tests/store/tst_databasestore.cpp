// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/databasestore.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

Session session(const QString &digest, Milliseconds age, WaitClass wait = WaitClass::Running)
{
    Session s;
    s.id = digest;
    s.active = true;
    s.digest = digest;
    s.text = QStringLiteral("text of ") + digest;
    s.age = age;
    s.waitClass = wait;
    return s;
}

Record at(int second, Observation body)
{
    return {WallTime(std::chrono::seconds(1'000 + second)), MonoTime(std::chrono::seconds(second)), QStringLiteral("db"),
            std::move(body)};
}

const DigestRow &row(const DatabaseView &view, const QString &id)
{
    const auto found = std::find_if(view.digests.begin(), view.digests.end(), [&](const DigestRow &r) { return r.id == id; });
    return *found;
}

} // namespace

class TestDatabaseStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// reality: with 390 updates stuck on one row the server's own counter of that statement stays at 1.
    void aConvoyThatNeverEndsRanksFirst()
    {
        DatabaseStore store;
        for (int second = 0; second < 10; ++second) {
            SessionSample sample;
            for (int i = 0; i < 390; ++i)
                sample.sessions.push_back(session(QStringLiteral("stuck"), std::chrono::seconds(second), WaitClass::Lock));
            sample.active.lock = 390;
            sample.active.running = 2;
            store.fold(at(second, sample));
        }
        DigestDeltas deltas;
        deltas.window = 10s;
        deltas.digests.push_back({QStringLiteral("busy"), QStringLiteral("text"), 5'000, 9'000, {}, {}, {}, {}, {}});
        store.fold(at(10, deltas));
        const DatabaseView view = store.view();
        QCOMPARE(view.digests.at(0).id, QStringLiteral("stuck"));
        QCOMPARE(view.digests[0].activeNow, 390);
        QCOMPARE(view.digests[0].waitingNow, 390);
        QCOMPARE(view.digests[0].oldestSeconds, 9.0);
        QCOMPARE(view.digests[0].lockShare, 1.0);
        QVERIFY(view.digests[0].timeShare > 0.95);
        QCOMPARE(view.digests[0].callsPerSecond, std::optional<double>());
        QCOMPARE(view.active->lock, 390.0);
        QCOMPARE(view.active->running, 2.0);
    }

    void endedStatementsGiveRatesAndMeans()
    {
        DatabaseStore store;
        store.fold(at(0, SessionSample{}));
        DigestDeltas deltas;
        deltas.window = 5s;
        DigestDelta a{QStringLiteral("a"), QStringLiteral("A"), 100, 400, {}, 5'000.0, 50.0, 100.0, 2.0};
        DigestDelta b{QStringLiteral("b"), QStringLiteral("B"), 10, 100, 12.5, {}, {}, {}, {}};
        deltas.digests = {a, b};
        store.fold(at(5, deltas));
        store.fold(at(10, deltas));
        const DatabaseView view = store.view();
        const DigestRow &first = row(view, QStringLiteral("a"));
        QCOMPARE(first.callsPerSecond, 20.0);
        QCOMPARE(first.meanMs, 4.0);
        QCOMPARE(first.timeShare, 0.8);
        QCOMPARE(first.rowsExaminedPerSent, 100.0);
        QCOMPARE(first.lockShare, 0.25);
        QCOMPARE(first.vsUsual, 2.0);
        const DigestRow &second = row(view, QStringLiteral("b"));
        QCOMPARE(second.p95Ms, 12.5);
        QCOMPARE(second.rowsExaminedPerSent, std::optional<double>());
        QCOMPARE(second.lockShare, std::optional<double>());
        QCOMPARE(second.vsUsual, std::optional<double>());
    }

    void whatIsOlderThanTheWindowIsForgotten()
    {
        DatabaseStore store(60s);
        SessionSample old;
        old.sessions = {session(QStringLiteral("old"), 1s)};
        store.fold(at(0, old));
        SessionSample fresh;
        fresh.sessions = {session(QStringLiteral("new"), 1s)};
        store.fold(at(100, fresh));
        const DatabaseView view = store.view();
        QCOMPARE(view.digests.size(), std::size_t{1});
        QCOMPARE(view.digests[0].id, QStringLiteral("new"));
    }

    void nothingSeenIsNotZero()
    {
        const DatabaseView view = DatabaseStore().view();
        QVERIFY(!view.active);
        QVERIFY(!view.sampledAt);
        QVERIFY(view.digests.empty());
    }

    void aServerThatDoesNotSayNamesTheReason()
    {
        DatabaseStore store;
        DigestDeltas deltas;
        deltas.reason = QStringLiteral("performance_schema is OFF");
        store.fold(at(0, deltas));
        QCOMPARE(store.view().digestReason, QStringLiteral("performance_schema is OFF"));
    }
};

QTEST_GUILESS_MAIN(TestDatabaseStore)
#include "tst_databasestore.moc"
