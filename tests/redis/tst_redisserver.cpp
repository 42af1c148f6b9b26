// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redissource.h"
#include "models/domain/sourcesettings.h"
#include "tests/redis/redisserver.h"
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

QString printed(const std::vector<DiagnosisStage> &stages)
{
    QStringList lines;
    for (const auto &stage : stages) {
        const QString ok = !stage.ok ? QStringLiteral("?") : *stage.ok ? QStringLiteral("ok") : QStringLiteral("NO");
        lines << QStringLiteral("%1 %2: %3 | %4").arg(stage.stage, ok, stage.value, stage.advice);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

/// Against a real redis-server. Time between polls is the test's: rates need no waiting.
class TestRedisServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_server = std::make_unique<RedisServer>();
        m_server->start();
    }

    void cleanup() { m_server.reset(); }

    void aViewerSeesEverythingOverTls()
    {
        m_server->admin({QStringLiteral("SET"), QStringLiteral("a"), QStringLiteral("1")});
        const auto source = makeSource(m_server->tlsUrl(QStringLiteral("view")), m_server->caFile());
        const auto first = source->poll({});
        QVERIFY2(bool(first), first ? "" : qPrintable(first.error().message));
        QVERIFY(find<SourceNotices>(first)->attention.empty());
        const auto facts = *find<ServerFacts>(first);
        QCOMPARE(facts.engine, QStringLiteral("redis"));
        QVERIFY(facts.version.contains(QLatin1Char('.')));
        QCOMPARE(facts.isReplica, std::optional(false));

        for (const auto &key : {QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("none")})
            m_server->admin({QStringLiteral("GET"), key});
        m_clock.advance(2s);
        const auto stats = *find<CacheStats>(source->poll({}));
        QCOMPARE(*stats.hitRatio, 0.75);
        QVERIFY(*stats.usedMemoryBytes > 100'000);
        QVERIFY(!stats.maxMemoryBytes);
        QCOMPARE(*stats.evictedPerSecond, 0);
        QVERIFY(*stats.opsPerSecond >= 2); // four GETs, each with its AUTH, in two seconds
        QVERIFY(*stats.clients >= 1);
        m_clock.advance(2s);
        QVERIFY2(!find<CacheStats>(source->poll({}))->hitRatio, "no look-ups: unknown");
    }

    void anIdleServerDoesNothingButAnswerUs()
    {
        const auto source = makeSource(m_server->url(QStringLiteral("view")));
        for (int i = 0; i < 3; ++i) {
            std::ignore = source->poll({});
            m_clock.advance(1s);
        }
        QCOMPARE(*find<CacheStats>(source->poll({}))->opsPerSecond, 0);
    }

    void theProbeOfRightsChangesNothing()
    {
        m_server->admin(
            {QStringLiteral("SET"), QStringLiteral("surgedeck:privilege-probe"), QStringLiteral("precious")});
        const QByteArray memory =
            m_server->admin({QStringLiteral("CONFIG"), QStringLiteral("GET"), QStringLiteral("maxmemory")});
        const auto source = makeSource(m_server->url(QStringLiteral("super")));
        const auto notices = *find<SourceNotices>(source->poll({}));
        QCOMPARE(int(notices.attention.size()), 1);
        QVERIFY(notices.attention[0].contains(
            QLatin1String("may flush the server, may change its configuration, may delete keys")));

        const QByteArray stats = m_server->admin({QStringLiteral("INFO"), QStringLiteral("commandstats")});
        for (const char *command : {"flushall", "config|set", "unlink"})
            QVERIFY2(!stats.contains(QByteArray("cmdstat_") + command + ":calls=1"), stats.constData());
        QVERIFY(stats.contains("cmdstat_multi:calls=1"));
        QVERIFY(stats.contains("cmdstat_discard:calls=1"));
        QCOMPARE(m_server->admin({QStringLiteral("GET"), QStringLiteral("surgedeck:privilege-probe")}),
                 QByteArray("precious\n"));
        QCOMPARE(m_server->admin({QStringLiteral("CONFIG"), QStringLiteral("GET"), QStringLiteral("maxmemory")}),
                 memory);
    }

    void evenExecutedTheProbeWouldDoNothing()
    {
        m_server->admin({QStringLiteral("SET"), QStringLiteral("a"), QStringLiteral("1")});
        for (const RedisCommand &command :
             {RedisCommand::flushProbe(), RedisCommand::configProbe(), RedisCommand::removeProbe()}) {
            QStringList words;
            for (const QByteArray &word : command.arguments())
                words << QString::fromLatin1(word);
            const QByteArray said = m_server->admin(words);
            QVERIFY2(said.startsWith("ERR") || said == "0\n", said.constData());
        }
        QCOMPARE(m_server->admin({QStringLiteral("DBSIZE")}), QByteArray("1\n"));
    }

    void credentials_data()
    {
        QTest::addColumn<QString>("credentials");
        QTest::addColumn<QString>("words");
        QTest::newRow("wrong password") << QStringLiteral("view:wrong")
                                        << QStringLiteral("wrong user name or password");
        QTest::newRow("no password") << QString() << QStringLiteral("put user and password into the url");
        QTest::newRow("too few rights") << QStringLiteral("poor:pw") << QStringLiteral("ACL SETUSER poor +info");
    }

    void credentials()
    {
        QFETCH(const QString, credentials);
        QFETCH(const QString, words);
        const QString at = credentials.isEmpty() ? QString() : QStringLiteral("@");
        const auto source = makeSource(QStringLiteral("redis://") + credentials + at +
                                       QStringLiteral("127.0.0.1:%1").arg(m_server->port()));
        const auto error = source->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Auth);
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void wrongEnds_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("words");
        QTest::newRow("TLS to the plain port") << 0 << QStringLiteral("no TLS on this port");
        QTest::newRow("plain to the TLS port") << 1 << QString();
        QTest::newRow("another authority") << 2 << QStringLiteral("which is not trusted here");
    }

    void wrongEnds()
    {
        QFETCH(const int, which);
        QFETCH(const QString, words);
        const QString host = QStringLiteral("://view:pw@127.0.0.1:");
        const QString urls[] = {QStringLiteral("rediss") + host + QString::number(m_server->port()),
                                QStringLiteral("redis") + host + QString::number(m_server->tlsPort()),
                                m_server->tlsUrl(QStringLiteral("view"))};
        const auto source = makeSource(urls[which], which == 2 ? m_server->otherCaFile() : m_server->caFile());
        const auto error = source->poll({}).error();
        QVERIFY2(error.kind != Error::Kind::Auth && error.kind != Error::Kind::Full, qPrintable(error.message));
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void aFullServerIsAStateOfItsOwn()
    {
        const auto inside = makeSource(m_server->url(QStringLiteral("view")));
        QVERIFY(bool(inside->poll({})));
        m_server->admin(
            {QStringLiteral("CONFIG"), QStringLiteral("SET"), QStringLiteral("maxclients"), QStringLiteral("1")});
        const auto outside = makeSource(m_server->url(QStringLiteral("view")));
        QCOMPARE(outside->poll({}).error().kind, Error::Kind::Full);
        m_clock.advance(1s);
        QVERIFY2(bool(inside->poll({})), "who is in stays in");
    }

    void memoryPressureShows()
    {
        m_server->admin(
            {QStringLiteral("CONFIG"), QStringLiteral("SET"), QStringLiteral("maxmemory"), QStringLiteral("3mb")});
        m_server->admin({QStringLiteral("CONFIG"), QStringLiteral("SET"), QStringLiteral("maxmemory-policy"),
                         QStringLiteral("allkeys-lru")});
        const auto source = makeSource(m_server->url(QStringLiteral("view")));
        std::ignore = source->poll({});
        m_server->fill(20'000);
        m_clock.advance(1s);
        const auto stats = *find<CacheStats>(source->poll({}));
        QVERIFY(*stats.evictedPerSecond > 1000);
        QCOMPARE(*stats.maxMemoryBytes, 3 * 1024 * 1024);
        QVERIFY(*stats.usedMemoryBytes / *stats.maxMemoryBytes > 0.9);
    }

    void aSlowCommandShowsWithoutItsArguments()
    {
        const auto source = makeSource(m_server->url(QStringLiteral("view")));
        QVERIFY(find<CacheStats>(source->poll({}))->slowLog.empty());
        m_server->admin({QStringLiteral("DEBUG"), QStringLiteral("SLEEP"), QStringLiteral("0.05")});
        m_clock.advance(5s);
        QVERIFY2(find<CacheStats>(source->poll({}))->slowLog.empty(), "read every 10 s");
        m_clock.advance(6s);
        const auto stats = *find<CacheStats>(source->poll({}));
        QCOMPARE(int(stats.slowLog.size()), 1);
        QCOMPARE(stats.slowLog[0].command, QStringLiteral("DEBUG (2 arguments)"));
        QVERIFY(stats.slowLog[0].durationMs >= 50 && stats.slowLog[0].durationMs < 5000);
        QVERIFY(std::chrono::abs(stats.slowLog[0].time - SystemClock().now()) < 60s);
        QCOMPARE(stats.latency.at(0).event, QStringLiteral("command"));
        QVERIFY(stats.latency[0].maxMs >= 50);
        m_clock.advance(1s);
        QCOMPARE(int(find<CacheStats>(source->poll({}))->slowLog.size()), 1);
    }

    void aKilledServerIsUnreachableAndComesBack()
    {
        const auto source = makeSource(m_server->url(QStringLiteral("view")));
        std::ignore = source->poll({});
        m_server->admin({QStringLiteral("GET"), QStringLiteral("a")});
        m_server->kill();
        m_clock.advance(1s);
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Unreachable);
        m_server->start();
        m_clock.advance(1s);
        const auto back = find<CacheStats>(source->poll({}));
        QVERIFY(back.has_value());
        QVERIFY2(!back->opsPerSecond && !back->hitRatio, "another life: no rate from the difference");
        m_clock.advance(1s);
        QVERIFY(find<CacheStats>(source->poll({}))->opsPerSecond.has_value());
    }

    void aRestartBetweenTwoPollsIsNoError()
    {
        const auto source = makeSource(m_server->url(QStringLiteral("view")));
        std::ignore = source->poll({});
        m_server->kill();
        m_server->start();
        m_clock.advance(1s);
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QVERIFY(!find<CacheStats>(result)->opsPerSecond);
        QVERIFY(find<SourceNotices>(result).has_value());
    }

    void aFrozenServerTimesOut_data()
    {
        QTest::addColumn<bool>("connected");
        QTest::newRow("on an open connection") << true;
        QTest::newRow("on a new one") << false;
    }

    void aFrozenServerTimesOut()
    {
        QFETCH(const bool, connected);
        const auto source = makeSource(m_server->tlsUrl(QStringLiteral("view")), m_server->caFile());
        if (connected)
            QVERIFY(bool(source->poll({})));
        m_clock.advance(1s);
        m_server->freeze();
        QElapsedTimer timer;
        timer.start();
        const auto error = source->poll({}).error();
        const auto took = timer.elapsed();
        m_server->thaw();
        QVERIFY2(error.kind == Error::Kind::Timeout, qPrintable(error.message));
        QVERIFY2(took < 4500, qPrintable(QString::number(took)));
        QTRY_VERIFY(bool(source->poll({})));
    }

    void aReplicaAndItsWriterShowEachOther()
    {
        RedisServer replica(QStringList{QStringLiteral("replicaof 127.0.0.1 %1").arg(m_server->port()),
                                        QStringLiteral("masteruser replica"), QStringLiteral("masterauth pw")});
        replica.start();
        QTRY_VERIFY_WITH_TIMEOUT(
            replica.admin({QStringLiteral("INFO"), QStringLiteral("replication")}).contains("master_link_status:up"),
            20'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server->admin({QStringLiteral("INFO"), QStringLiteral("replication")}).contains("state=online"), 20'000);
        const auto ofReplica = makeSource(replica.url(QStringLiteral("view")));
        auto facts = *find<ServerFacts>(ofReplica->poll({}));
        QCOMPARE(facts.isReplica, std::optional(true));
        QCOMPARE(facts.lagSeconds, std::optional(0.0));
        QCOMPARE(facts.replicas.at(0).peer, QStringLiteral("127.0.0.1:%1").arg(m_server->port()));
        facts = *find<ServerFacts>(makeSource(m_server->url(QStringLiteral("view")))->poll({}));
        QCOMPARE(facts.isReplica, std::optional(false));
        QCOMPARE(facts.replicas.at(0).state, QStringLiteral("online"));

        m_server->kill();
        QTRY_VERIFY_WITH_TIMEOUT(
            replica.admin({QStringLiteral("INFO"), QStringLiteral("replication")}).contains("master_link_status:down"),
            20'000);
        m_clock.advance(1s);
        facts = *find<ServerFacts>(ofReplica->poll({}));
        QCOMPARE(facts.replicas.at(0).state, QStringLiteral("writer, link down"));
        QVERIFY(facts.lagSeconds.has_value());
    }

    void aLoadingServerIsNamed()
    {
        // Microseconds for each key, and how often it looks up from loading.
        RedisServer slow(
            {QStringLiteral("key-load-delay 200"), QStringLiteral("loading-process-events-interval-bytes 1024")});
        slow.start();
        slow.admin({QStringLiteral("DEBUG"), QStringLiteral("POPULATE"), QStringLiteral("30000")});
        slow.admin({QStringLiteral("SAVE")});
        slow.kill();
        slow.startWithoutWaiting();
        const auto source = makeSource(slow.url(QStringLiteral("view")));
        QString said;
        QTRY_VERIFY_WITH_TIMEOUT(
            (said = messageOf(source->poll({}))).contains(QLatin1String("loading its dataset into memory")), 8'000);
    }

    void aCertificateThatEndsSoonIsReported()
    {
        const RedisServer::Options options{.certificateDays = 5, .settings = {}};
        RedisServer server(options);
        server.start();
        const auto source = std::move(
            RedisSource::create(settingsFor(server.tlsUrl(QStringLiteral("view")), server.caFile()), m_realClock)
                .value());
        const auto notices = find<SourceNotices>(source->poll({}));
        QCOMPARE(int(notices->attention.size()), 1);
        QVERIFY2(notices->attention[0].contains(QLatin1String("ends in 4 d")), qPrintable(notices->attention[0]));
    }

    void anUncheckedCertificateIsReported()
    {
        const QString url = m_server->tlsUrl(QStringLiteral("view")) + QStringLiteral("?ssl_cert_reqs=none");
        const auto notices = find<SourceNotices>(makeSource(url, m_server->otherCaFile())->poll({}));
        QCOMPARE(int(notices->attention.size()), 1);
        QVERIFY(notices->attention[0].contains(QLatin1String("is not checked")));
    }

    void aUnixSocketWorks()
    {
        const auto source = makeSource(QStringLiteral("unix://view:pw@") + m_server->socketPath());
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QVERIFY(find<SourceNotices>(result)->attention.empty());
    }

    void theDiagnosisOfAGoodSetup()
    {
        auto settings = settingsFor(m_server->tlsUrl(QStringLiteral("view")), m_server->caFile());
        settings.actEndpoint = m_server->tlsUrl(QStringLiteral("act"));
        const SystemClock clock;
        const auto source = std::move(RedisSource::create(settings, clock).value());
        const auto stages = source->diagnose({});
        const QString all = printed(stages);
        const QStringList names = {QStringLiteral("name"),    QStringLiteral("connect"), QStringLiteral("tls"),
                                   QStringLiteral("sign-in"), QStringLiteral("read"),    QStringLiteral("act"),
                                   QStringLiteral("clock"),   QStringLiteral("newest")};
        QCOMPARE(int(stages.size()), int(names.size()));
        for (std::size_t i = 0; i < stages.size(); ++i) {
            QCOMPARE(stages[i].stage, names[int(i)]);
            QVERIFY2(stages[i].ok == true && stages[i].advice.isEmpty(), qPrintable(all));
        }
        QVERIFY2(all.contains(QLatin1String("as view: may change nothing")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("as act: may delete some keys")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("tls ok: TLSv1.3")), qPrintable(all));
        const QByteArray stats = m_server->admin({QStringLiteral("INFO"), QStringLiteral("commandstats")});
        QVERIFY2(!stats.contains("cmdstat_unlink:calls=1"), stats.constData());
    }

    void theDiagnosisOfABadSetup()
    {
        auto settings = settingsFor(m_server->url(QStringLiteral("poor")));
        settings.actEndpoint = m_server->url(QStringLiteral("view"));
        const SystemClock clock;
        const auto stages = std::move(RedisSource::create(settings, clock).value())->diagnose({});
        const QString all = printed(stages);
        QVERIFY2(all.contains(QLatin1String("sign-in ok: as poor: rights cannot be told")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String(
                     "ACL SETUSER poor +info; ACL SETUSER poor +slowlog|get; ACL SETUSER poor +latency|latest")),
                 qPrintable(all));
        QVERIFY2(all.contains(QLatin1String(
                     "act NO: signed in, but may not delete any key | ACL SETUSER view +scan +unlink ~cache:*")),
                 qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("clock ?: not reached")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("newest ?: not reached")), qPrintable(all));
    }

    void theDiagnosisOfADeadServer()
    {
        m_server->kill();
        const auto stages = makeSource(m_server->url(QStringLiteral("view")))->diagnose({});
        QCOMPARE(stages[1].ok, std::optional(false));
        QVERIFY(stages[1].value.contains(QLatin1String("refused")));
        for (std::size_t i = 2; i < stages.size(); ++i)
            QVERIFY2(!stages[i].ok, qPrintable(printed(stages)));
    }

private:
    SourceSettings settingsFor(const QString &url, const QString &caFile = {})
    {
        SourceSettings settings;
        settings.endpoint = url;
        settings.tls.caFile = caFile;
        settings.clientName = QStringLiteral("surgedeck/test");
        return settings;
    }

    SourcePtr makeSource(const QString &url, const QString &caFile = {})
    {
        return std::move(RedisSource::create(settingsFor(url, caFile), m_clock).value());
    }

    static QString messageOf(const Result<PollResult> &result) { return result ? QString() : result.error().message; }

    SystemClock m_realClock;
    TestClock m_clock{m_realClock.now()};
    std::unique_ptr<RedisServer> m_server;
};

QTEST_GUILESS_MAIN(TestRedisServer)
#include "tst_redisserver.moc"
