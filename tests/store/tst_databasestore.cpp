// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/databasestore.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
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

    /// Sums slide with the window: what stands there after an hour is what one would say who saw only the window.
    void sumsSlideWithTheWindow()
    {
        QRandomGenerator random(20261129);
        std::vector<Record> records;
        for (int second = 0; second < 1'000; ++second) {
            SessionSample sample;
            for (quint32 i = random.bounded(6u); i > 0; --i)
                sample.sessions.push_back(session(QStringLiteral("d%1").arg(random.bounded(8)), Milliseconds(random.bounded(4'000)),
                                                  random.bounded(2) ? WaitClass::Lock : WaitClass::Running));
            records.push_back(at(second, sample));
            if (second % 5 != 0)
                continue;
            DigestDeltas deltas;
            deltas.window = 5s;
            for (int i = 0; i < 8; ++i)
                if (random.bounded(4) > 0 && (second < 500 || i > 1)) {
                    DigestDelta delta{QStringLiteral("d%1").arg(i), QStringLiteral("text"), double(random.bounded(50)), random.bounded(900.0), {}, {}, {}, {}, {}};
                    if (random.bounded(2))
                        delta.rowsExamined = random.bounded(1e6);
                    if (random.bounded(2))
                        delta.rowsSent = random.bounded(1e3);
                    if (random.bounded(3) == 0)
                        delta.p95Ms = random.bounded(1e3), delta.usualMeanMs = random.bounded(20.0), delta.lockMs = random.bounded(10.0);
                    deltas.digests.push_back(delta);
                }
            records.push_back(at(second, deltas));
        }
        DatabaseStore store, fresh;
        for (const Record &record : records) {
            store.fold(record);
            if (records.back().monotonic - record.monotonic <= 5min)
                fresh.fold(record);
        }
        QCOMPARE(store.view().digests.size(), fresh.view().digests.size());
        const auto same = [](const auto &a, const auto &b) {
            return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= 1e-9 * std::max(1.0, std::abs(*b)));
        };
        for (const DigestRow &now : store.view().digests) {
            const DigestRow &wanted = row(fresh.view(), now.id);
            QCOMPARE(now.activeNow, wanted.activeNow);
            QVERIFY2(std::abs(now.timeShare - wanted.timeShare) < 1e-9, qPrintable(now.id));
            for (const auto member : {&DigestRow::callsPerSecond, &DigestRow::callsVsBefore, &DigestRow::meanVsBefore, &DigestRow::meanMs, &DigestRow::p95Ms,
                                      &DigestRow::rowsExaminedPerSent, &DigestRow::lockShare, &DigestRow::vsUsual})
                QVERIFY2(same(now.*member, wanted.*member), qPrintable(now.id));
        }
    }

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

    /// The usual is that of this hour on earlier days, as soon as there is one; before, what the server says.
    void againstTheUsualForThisHour()
    {
        constexpr int hour = 3'600;
        const auto ran = [](double calls, double totalMs) {
            DigestDeltas deltas;
            deltas.window = 5s;
            deltas.digests.push_back({QStringLiteral("d"), QStringLiteral("text"), calls, totalMs, {}, {}, {}, {}, 10.0});
            return deltas;
        };
        DatabaseStore store;
        store.fold(at(0, ran(100, 2'000)));
        QCOMPARE(row(store.view(), QStringLiteral("d")).vsUsual, std::optional(2.0));
        QCOMPARE(row(store.view(), QStringLiteral("d")).usualDays, 0);
        store.fold(at(24 * hour, ran(100, 10'000)));
        QCOMPARE(row(store.view(), QStringLiteral("d")).vsUsual, std::optional(5.0));
        QCOMPARE(row(store.view(), QStringLiteral("d")).usualDays, 1);
        store.fold(at(26 * hour, ran(100, 4'000))); // at this hour it never ran before
        QCOMPARE(row(store.view(), QStringLiteral("d")).vsUsual, std::optional(4.0));
        QCOMPARE(row(store.view(), QStringLiteral("d")).usualDays, 0);
    }

    /// A server that runs since minutes: its totals soon have the fault in them. What is usual is from before the
    /// window, as long as the window reaches back to it.
    void theFaultIsNotItsOwnUsual()
    {
        DatabaseStore store;
        double calls = 100, totalMs = 300;
        const auto fold = [&](int second, double meanMs) {
            DigestDeltas deltas;
            deltas.window = 5s;
            deltas.digests.push_back({QStringLiteral("d"), QStringLiteral("text"), 30, 30 * meanMs, {}, {}, {}, {}, totalMs / calls});
            calls += 30, totalMs += 30 * meanMs;
            store.fold(at(second, deltas));
        };
        for (int second = 5; second <= 60; second += 5)
            fold(second, 3);
        for (int second = 65; second <= 120; second += 5)
            fold(second, 297);
        QCOMPARE(row(store.view(), QStringLiteral("d")).vsUsual, std::optional(50.0));
        for (int second = 125; second <= 600; second += 5)
            fold(second, 3);
        QVERIFY(*row(store.view(), QStringLiteral("d")).vsUsual < 1); // what it was slow in has left, and became usual
    }

    /// A stampede: the same statement, ten times as often as before.
    void manyMoreCallsThanBefore()
    {
        DatabaseStore store;
        const auto ran = [](double calls) {
            DigestDeltas deltas;
            deltas.window = 5s;
            deltas.digests.push_back({QStringLiteral("d"), QStringLiteral("text"), calls, calls, {}, {}, {}, {}, {}});
            return deltas;
        };
        for (int second = 5; second <= 60; second += 5)
            store.fold(at(second, ran(10)));
        QVERIFY(!row(store.view(), QStringLiteral("d")).callsVsBefore); // nothing to compare with yet
        for (int second = 65; second <= 120; second += 5)
            store.fold(at(second, ran(second <= 90 ? 10 : 100)));
        QCOMPARE(row(store.view(), QStringLiteral("d")).callsVsBefore, std::optional(10.0));
    }

    /// What comes while we have only begun to watch may be older than that; what another session knows better counts.
    void firstSeen()
    {
        DatabaseStore store;
        const auto sampled = [](const char *digest) {
            SessionSample sample;
            sample.sessions = {session(QString::fromLatin1(digest), 1s)};
            return sample;
        };
        store.fold(at(0, sampled("old")));
        store.fold(at(1'000, sampled("new")));
        const DigestRow fresh = row(store.view(), QStringLiteral("new"));
        QCOMPARE(fresh.firstSeen, std::optional(at(1'000, {}).time));
        QVERIFY(fresh.firstSeenIsCertain);
        QVERIFY(store.book().find(QStringLiteral("old")) && !store.book().find(QStringLiteral("old"))->isCertain);
        QCOMPARE(store.book().takeChanged().size(), std::size_t(2));
        QVERIFY(store.book().takeChanged().empty());
        DigestMemory kept;
        kept.firstSeen = WallTime(5s);
        kept.isCertain = true;
        store.book().load(QStringLiteral("new"), kept);
        QCOMPARE(row(store.view(), QStringLiteral("new")).firstSeen, std::optional(WallTime(5s)));
    }

    void fiveThousandDigestsAreKeptApart()
    {
        DatabaseStore store;
        for (int read = 0; read < 25; ++read) {
            DigestDeltas deltas;
            deltas.window = 5s;
            for (int i = 0; i < 200; ++i) {
                const QString id = QString::number(read * 200 + i);
                deltas.digests.push_back({id, QStringLiteral("text ") + id, 1, 1.0 + i, {}, {}, {}, {}, {}});
            }
            store.fold(at(read * 5, deltas));
        }
        QElapsedTimer timer;
        timer.start();
        const DatabaseView view = store.view();
        qInfo("a view of 5,000 digests: %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(view.digests.size(), std::size_t(5'000));
        QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed()))); // generous: sanitizers
        QCOMPARE(row(view, QStringLiteral("4321")).text, QStringLiteral("text 4321"));
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
