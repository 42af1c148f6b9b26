// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sourcetrouble.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);

std::shared_ptr<Workspace> shop()
{
    auto workspace = std::make_shared<Workspace>();
    for (const char *const name : {"postgresql", "mysql", "redis", "haproxy"}) {
        SourceConfig source;
        source.id = QString::fromLatin1(name);
        source.type = source.id;
        workspace->sources.push_back(source);
    }
    return workspace;
}

/// A shop to which tests tell what its servers said, second by second.
struct Told
{
    Platform platform{shop()};
    int second = 0;

    void tell(const char *source, Observation body, SourceState state = SourceState::Ok)
    {
        const WallTime now = start + std::chrono::seconds(second);
        const MonoTime mono(std::chrono::seconds(1'000 + second));
        SourceHealth health;
        health.state = state;
        health.interval = 1s;
        health.newestSample = now;
        platform.fold({now, mono, QString::fromLatin1(source), health});
        platform.fold({now, mono, QString::fromLatin1(source), std::move(body)});
        platform.evaluate(now);
    }
    SourceTrouble of(const char *source) const
    {
        return troubleOf(platform, *platform.workspace().source(QString::fromLatin1(source)));
    }
    QString first() const
    {
        const SourceConfig *source = mostTroubled(platform, hasQueries);
        return source ? source->id : QString();
    }
};

SessionSample working(int sessions)
{
    SessionSample sample;
    sample.active.running = sessions;
    return sample;
}

LockGraph waiting(int waiters)
{
    LockGraph graph;
    graph.waiters = waiters;
    return graph;
}

/// One statement that took `meanMs` in `calls` of 5 s, usually 2 ms, and one that is always quick.
DigestDeltas ended(double calls, double meanMs)
{
    DigestDeltas deltas;
    deltas.window = 5s;
    DigestDelta slow;
    slow.digest = QStringLiteral("search");
    slow.text = QStringLiteral("select name from products where category_id = ?");
    slow.calls = calls;
    slow.totalMs = calls * meanMs;
    slow.usualMeanMs = 2;
    DigestDelta quick = slow;
    quick.digest = QStringLiteral("quick");
    quick.calls = 10;
    quick.totalMs = 20;
    deltas.digests = {slow, quick};
    return deltas;
}

CacheStats cache(double hits, double evicted = 0)
{
    CacheStats stats;
    stats.hitRatio = hits;
    stats.opsPerSecond = 200;
    stats.evictedPerSecond = evicted;
    return stats;
}

} // namespace

class TestSourceTrouble : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aCalmShopSaysNothing()
    {
        Told told;
        QCOMPARE(told.first(), QString()); // nothing has told anything yet
        for (int i = 0; i < 200; ++i, ++told.second) {
            told.tell("postgresql", working(1));
            told.tell("mysql", ended(5, 2));
            told.tell("redis", cache(0.9));
        }
        for (const char *source : {"postgresql", "mysql", "redis"})
            QVERIFY2(told.of(source).words.isEmpty(), source);
    }

    void whoWaitsComesBeforeWhatIsSlow()
    {
        Told told;
        told.tell("mysql", working(2));
        told.tell("mysql", ended(10, 120));
        const SourceTrouble slow = told.of("mysql");
        QCOMPARE(slow.kind, SourceTrouble::Kind::Slower);
        QCOMPARE(slow.words, QStringLiteral("\u00d760"));
        QCOMPARE(slow.digest, QStringLiteral("search"));
        QVERIFY2(slow.spoken.contains(QStringLiteral("SELECT products")), qPrintable(slow.spoken));
        told.tell("postgresql", working(9));
        QCOMPARE(told.of("postgresql").kind, SourceTrouble::Kind::Busy);
        QCOMPARE(told.first(), QStringLiteral("mysql"));
        told.tell("postgresql", waiting(3));
        QCOMPARE(told.of("postgresql").health, Health::Critical);
        QCOMPARE(told.of("postgresql").digest, QString()); // nobody knows in which statement they wait
        SessionSample stuck;
        for (const char *digest : {"a", "b", "b"}) {
            Session session;
            session.id = session.digest = QString::fromLatin1(digest);
            session.active = true;
            session.waitClass = WaitClass::Lock;
            stuck.sessions.push_back(session);
        }
        told.tell("postgresql", stuck);
        QCOMPARE(told.of("postgresql").digest, QStringLiteral("b"));
        QCOMPARE(told.first(), QStringLiteral("postgresql"));
    }

    /// A server that was slow yesterday has a usual time that hides it: the minutes before do not.
    void slowerThanAMomentAgo()
    {
        Told told;
        for (int i = 0; i < 30; ++i, told.second += 5) {
            DigestDeltas deltas = ended(20, i < 24 ? 3 : 300);
            deltas.digests[0].usualMeanMs = 1'000;
            told.tell("mysql", working(1));
            told.tell("mysql", deltas);
        }
        QCOMPARE(told.of("mysql").kind, SourceTrouble::Kind::Slower);
        QCOMPARE(told.of("mysql").words, QStringLiteral("\u00d7100"));
        QVERIFY2(told.of("mysql").spoken.contains(QStringLiteral("minutes ago")), qPrintable(told.of("mysql").spoken));
    }

    /// Its usual time is not known to be another one: what it reads is enough.
    void aTableIsReadForAFewRows()
    {
        Told told;
        told.tell("mysql", working(3));
        DigestDeltas deltas = ended(20, 300);
        deltas.digests[0].usualMeanMs = 250;
        deltas.digests[0].rowsExamined = 20 * 350'000.0;
        deltas.digests[0].rowsSent = 20 * 20.0;
        told.tell("mysql", deltas);
        QCOMPARE(told.of("mysql").kind, SourceTrouble::Kind::Slower);
        QVERIFY2(told.of("mysql").spoken.contains(QStringLiteral("17\u2009500 rows")),
                 qPrintable(told.of("mysql").spoken));
    }

    /// Sixty times as slow, once in five seconds: 0.02 sessions, which nobody at the shop can feel.
    void whatHardlyRunsIsNoTrouble()
    {
        Told told;
        told.tell("mysql", working(0));
        told.tell("mysql", ended(1, 120));
        QCOMPARE(told.of("mysql").kind, SourceTrouble::Kind::None);
    }

    void aCacheThatMissesMoreThanBefore()
    {
        Told told;
        for (int i = 0; i < 240; ++i, ++told.second)
            told.tell("redis", cache(0.8));
        QCOMPARE(told.of("redis").kind, SourceTrouble::Kind::None);
        for (int i = 0; i < 60; ++i, ++told.second)
            told.tell("redis", cache(0.37));
        QCOMPARE(told.of("redis").kind, SourceTrouble::Kind::Misses);
        QCOMPARE(told.of("redis").words, QStringLiteral("hits 37 %"));
        QVERIFY2(told.of("redis").spoken.contains(QStringLiteral("80 % before")), qPrintable(told.of("redis").spoken));
        told.tell("redis", cache(0.37, 2'000));
        QCOMPARE(told.of("redis").kind, SourceTrouble::Kind::Evicts);
    }

    /// Opened in the middle of it: there is no time before, and 40 % may be what this cache always does.
    void aCacheOfWhichNoPastIsKnown()
    {
        Told told;
        told.tell("redis", cache(0.4));
        QCOMPARE(told.of("redis").kind, SourceTrouble::Kind::None);
        // What the server remembers of all its look-ups is a past too.
        CacheStats fallen = cache(0.4);
        fallen.usualHitRatio = 0.85;
        told.tell("redis", fallen);
        QCOMPARE(told.of("redis").kind, SourceTrouble::Kind::Misses);
        Told hopeless;
        hopeless.tell("redis", cache(0.05));
        QCOMPARE(hopeless.of("redis").kind, SourceTrouble::Kind::Misses);
    }

    /// It is said, and what can be seen comes first all the same.
    void whoDoesNotAnswer()
    {
        Told told;
        told.tell("mysql", working(1));
        told.tell("postgresql", working(5), SourceState::Down);
        QCOMPARE(told.of("postgresql").words, QStringLiteral("no answer"));
        QCOMPARE(told.of("postgresql").health, Health::Critical);
        QCOMPARE(told.first(), QStringLiteral("mysql"));
    }

    void gapsOfACacheAreNotKnown()
    {
        CacheHistory history;
        QVERIFY(history.isEmpty());
        history.fold(start, cache(0.5));
        history.fold(start + 20s, cache(0.7));
        history.fold(start + 21s, {});
        const auto values = history.values(CacheHistory::Figure::HitRatio);
        QCOMPARE(values.size(), std::size_t(5));
        QCOMPARE(values.front(), 0.5);
        QVERIFY(std::isnan(values[2]));
        QCOMPARE(values.back(), 0.7);
        QVERIFY(std::isnan(history.values(CacheHistory::Figure::MemoryShare).front())); // no limit was told
        QVERIFY(!history.before(CacheHistory::Figure::HitRatio));
        history.fold(start - 60s, cache(0.1)); // the clock was set back
        QCOMPARE(history.values(CacheHistory::Figure::HitRatio).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestSourceTrouble)
#include "tst_sourcetrouble.moc"
