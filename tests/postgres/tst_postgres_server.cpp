// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "models/store/locktree.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

template <typename T>
std::optional<T> find(const Result<PollResult> &result)
{
    if (!result)
        return std::nullopt;
    for (const Observation &observation : result->observations) {
        if (const auto *found = std::get_if<T>(&observation))
            return *found;
    }
    return std::nullopt;
}

QString attention(const Result<PollResult> &result)
{
    const auto notices = find<SourceNotices>(result).value_or(SourceNotices());
    return QStringList(notices.attention.begin(), notices.attention.end()).join(u'\n');
}

QString printed(const std::vector<DiagnosisStage> &stages)
{
    QStringList lines;
    for (const auto &stage : stages) {
        const QString ok = !stage.ok ? QStringLiteral("?") : *stage.ok ? QStringLiteral("ok") : QStringLiteral("NO");
        lines << QStringLiteral("%1 %2: %3 | %4").arg(stage.stage, ok, stage.value, stage.advice);
    }
    return lines.join(u'\n');
}

/// Roots of the graph with the number of sessions behind them: "12:3".
QString roots(const LockGraph &graph)
{
    QStringList names;
    for (const LockNode &node : lockTree(graph)) {
        if (node.root)
            names << QStringLiteral("%1:%2").arg(node.participant.id).arg(node.blocks);
    }
    return names.join(u' ');
}

} // namespace

/// Against a real PostgreSQL. Between polls the test's clock moves: cadences need no waiting.
class TestPostgresServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->start();
    }

    void cleanupTestCase() { m_server.reset(); }

    void init() { failOnAnyWarning(); }

    void aConvoyIsNamedAtFirstSight()
    {
        auto root = m_server->session();
        const auto rootId = QString::fromLatin1(root->ask("select pg_backend_pid()"));
        root->ask("begin");
        root->ask("select * from stock where sku = 7 for update");
        std::vector<std::unique_ptr<PostgresSession>> waiters;
        for (int i = 0; i < 3; ++i) {
            waiters.push_back(m_server->session());
            waiters.back()->send("update stock set quantity = 1 where sku = 7");
        }
        const auto waiting = [&] {
            return m_server->admin("select count(*) from pg_stat_activity where wait_event_type = 'Lock'").toInt();
        };
        QVERIFY(QTest::qWaitFor([&] { return waiting() == 3; }, 20'000));
        const auto source = makeSource(QStringLiteral("view"));
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const auto graph = *find<LockGraph>(result);
        QCOMPARE(graph.waiters, 3);
        QCOMPARE(roots(graph), rootId + QStringLiteral(":3"));
        QCOMPARE(graph.cannotTell, QString());
        QCOMPARE(find<SessionSample>(result)->active.lock, 3);
        root->ask("rollback");
        QVERIFY(QTest::qWaitFor([&] { return waiting() == 0; }, 20'000));
        m_clock.advance(1s);
        QCOMPARE(find<LockGraph>(source->poll({}))->waiters, 0);
    }

    void statementsThatEndedAreCounted()
    {
        m_server->admin("create extension if not exists pg_stat_statements");
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        QByteArray work;
        for (int i = 1; i <= 25; ++i)
            work += "select quantity from stock where sku = " + QByteArray::number(i) + ";\n";
        m_server->admin(work);
        m_clock.advance(10s);
        const auto deltas = *find<DigestDeltas>(source->poll({}));
        QCOMPARE(deltas.reason, QString());
        const auto digest = std::find_if(deltas.digests.begin(), deltas.digests.end(), [](const DigestDelta &delta) {
            return delta.text.contains(QStringLiteral("SELECT quantity FROM stock"));
        });
        QVERIFY(digest != deltas.digests.end());
        QCOMPARE(digest->calls, 25);
        QCOMPARE(digest->rowsSent, std::optional(25.0));
        for (const DigestDelta &delta : deltas.digests)
            QVERIFY2(!delta.text.contains(QStringLiteral("surgedeck")), qPrintable(delta.text));
        m_server->admin("drop extension pg_stat_statements");
        m_clock.advance(10s);
        const auto without = *find<DigestDeltas>(source->poll({}));
        QVERIFY2(without.reason.contains(QStringLiteral("CREATE EXTENSION pg_stat_statements")),
                 qPrintable(without.reason));
    }

    void aServerThatStopsIsDownAndComesBack()
    {
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        m_server->kill();
        m_clock.advance(1s);
        const auto error = source->poll({}).error();
        QVERIFY2(error.kind == Error::Kind::Unreachable && !error.message.isEmpty(), qPrintable(error.message));
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Unreachable);
        m_server->start();
        const auto back = source->poll({});
        QVERIFY2(bool(back), back ? "" : qPrintable(back.error().message));
    }

    void aFrozenServerIsNoticedInTime()
    {
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        m_server->freeze();
        QElapsedTimer timer;
        timer.start();
        const auto error = source->poll({}).error();
        m_server->thaw();
        QVERIFY2(timer.elapsed() < 4'500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(error.kind, Error::Kind::Timeout);
        QVERIFY(bool(source->poll({})));
    }

    void aFullServerIsAStateOfItsOwn()
    {
        const auto inside = makeSource(QStringLiteral("view"));
        QVERIFY(bool(inside->poll({})));
        std::vector<std::unique_ptr<PostgresSession>> others;
        for (int i = 0; i < 20; ++i)
            others.push_back(m_server->session(QStringLiteral("poor")));
        const auto refused = [&] {
            others.push_back(m_server->session(QStringLiteral("poor"))); // should one of them not have come in
            const auto result = makeSource(QStringLiteral("view"))->poll({});
            return !result && result.error().kind == Error::Kind::Full;
        };
        QVERIFY(QTest::qWaitFor(refused, 20'000));
        m_clock.advance(1s);
        const auto seen = inside->poll({});
        QVERIFY2(bool(seen), "who is in stays in");
        const auto sample = *find<SessionSample>(seen);
        QCOMPARE(sample.connectionLimit, std::optional(20));
        QVERIFY(sample.connections >= 17); // three are kept for superusers
        const QString doctor = printed(makeSource(QStringLiteral("view"))->diagnose({}));
        QVERIFY2(doctor.contains(QStringLiteral("sign-in NO")) && doctor.contains(QStringLiteral("max_connections")),
                 qPrintable(doctor));
        const QString super = printed(makeSource(QStringLiteral("super"))->diagnose({}));
        QVERIFY2(super.contains(QStringLiteral("sign-in ok")), qPrintable(super));
        others.clear();
        QVERIFY(QTest::qWaitFor([&] { return bool(makeSource(QStringLiteral("view"))->poll({})); }, 20'000));
    }

    void rights_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("reads");
        QTest::addColumn<QString>("words");
        QTest::newRow("viewer") << QStringLiteral("view") << true << QString();
        QTest::newRow("none") << QStringLiteral("poor") << false << QStringLiteral("GRANT pg_monitor TO poor");
        QTest::newRow("all") << QStringLiteral("super") << true << QStringLiteral("superuser");
    }

    void rights()
    {
        QFETCH(const QString, user);
        QFETCH(const bool, reads);
        QFETCH(const QString, words);
        const auto source = makeSource(user);
        const auto result = source->poll({});
        QCOMPARE(bool(result), reads);
        const QString said = result ? attention(result) : result.error().message;
        QVERIFY2(words.isEmpty() ? said.isEmpty() : said.contains(words), qPrintable(said));
        QVERIFY(reads || result.error().kind == Error::Kind::Auth);
        const QString doctor = printed(source->diagnose({}));
        QVERIFY2(doctor.contains(words), qPrintable(doctor));
        QCOMPARE(doctor.contains(QStringLiteral("read NO")), !reads);
        QVERIFY2(doctor.contains(QStringLiteral("role act may signal sessions")) || !reads, qPrintable(doctor));
    }

    void wrongPasswords()
    {
        SourceSettings settings = settingsFor(*m_server, QStringLiteral("view"));
        settings.endpoint.replace(QStringLiteral(":pw@"), QStringLiteral(":hush@"));
        const auto error = (*createSource(settings, m_clock))->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Auth);
        QVERIFY2(!error.message.contains(QStringLiteral("hush")), qPrintable(error.message));
    }

    void certificates()
    {
        PostgresServer elsewhere({.certificateNames = QStringLiteral("DNS:db.elsewhere.example"), .settings = {}});
        elsewhere.start();
        SourceSettings settings = settingsFor(elsewhere, QStringLiteral("view"));
        const auto wrongName = createSource(settings, m_clock);
        const auto error = (*wrongName)->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Unreachable);
        QVERIFY2(error.message.contains(QStringLiteral("use the name on the certificate")), qPrintable(error.message));
        const QString doctor = printed((*wrongName)->diagnose({}));
        QVERIFY2(doctor.contains(QStringLiteral("tls NO")), qPrintable(doctor));

        settings.tls.caFile = m_server->caFile();
        const auto stranger = (*createSource(settings, m_clock))->poll({}).error();
        QVERIFY2(stranger.message.contains(QStringLiteral("authority is not known")), qPrintable(stranger.message));
        settings.tls.caFile = elsewhere.caFile();
        settings.tls.serverName = QStringLiteral("db.elsewhere.example");
        const auto named = (*createSource(settings, m_clock))->poll({});
        QVERIFY2(bool(named), named ? "" : qPrintable(named.error().message));
        settings.tls.serverName.clear();
        settings.endpoint = elsewhere.dsn(QStringLiteral("view"), QStringLiteral("?sslmode=disable"));
        const auto plain = (*createSource(settings, m_clock))->poll({});
        QVERIFY2(attention(plain).contains(QStringLiteral("sslmode")), qPrintable(attention(plain)));
    }

    void aReplicaKnowsHowFarItIsBehind()
    {
        PostgresServer standby;
        standby.follow(*m_server);
        standby.start();
        const auto source = makeSource(QStringLiteral("view"), standby);
        const auto primary = makeSource(QStringLiteral("view"));
        const auto streams = [&] {
            m_clock.advance(60s);
            const auto facts = find<ServerFacts>(primary->poll({}));
            return facts && facts->replicas.size() == 1 && facts->replicas.front().state == QStringLiteral("streaming");
        };
        QVERIFY(QTest::qWaitFor(streams, 20'000));
        const auto caughtUp = [&] {
            m_clock.advance(60s);
            const auto facts = find<ServerFacts>(source->poll({}));
            return facts && facts->isReplica == true && facts->lagSeconds == 0.0;
        };
        QVERIFY(QTest::qWaitFor(caughtUp, 20'000));
        QVERIFY2(printed(source->diagnose({})).contains(QStringLiteral("a replica 0.0 s behind")), "");
        // Only a transaction that has arrived tells how old the newest one is.
        m_server->admin("update stock set quantity = 3 where sku = 1");
        QVERIFY(
            QTest::qWaitFor([&] { return standby.admin("select quantity from stock where sku = 1") == "3"; }, 20'000));
        standby.admin("select pg_wal_replay_pause()");
        m_server->admin("update stock set quantity = 2 where sku = 1");
        const auto late = [&] {
            m_clock.advance(60s);
            const auto facts = find<ServerFacts>(source->poll({}));
            return facts && facts->lagSeconds > 1.0;
        };
        QVERIFY(QTest::qWaitFor(late, 20'000));
    }

private:
    SourceSettings settingsFor(const PostgresServer &server, const QString &user) const
    {
        SourceSettings settings;
        settings.type = QStringLiteral("postgresql");
        settings.endpoint = server.dsn(user);
        settings.actEndpoint = server.dsn(QStringLiteral("act"));
        settings.tls.caFile = server.caFile();
        settings.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
        return settings;
    }

    SourcePtr makeSource(const QString &user) { return makeSource(user, *m_server); }

    SourcePtr makeSource(const QString &user, const PostgresServer &server)
    {
        auto source = createSource(settingsFor(server, user), m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(*source);
    }

    std::unique_ptr<PostgresServer> m_server;
    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestPostgresServer)
#include "tst_postgres_server.moc"
