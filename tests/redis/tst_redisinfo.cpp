// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redisinfo.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

// Servers of three generations, cut to the lines that differ and some that nobody knows.
const QByteArray redis5 =
    "# Server\r\nredis_version:5.0.14\r\nredis_git_sha1:00000000\r\nredis_mode:standalone\r\n"
    "os:Linux 4.19.0 x86_64\r\nprocess_id:1\r\nrun_id:5fe51dddd038c4f5751c313e8f0a44c7de28fb28\r\n"
    "executable:/data/redis-server\r\nconfig_file:\r\n\r\n"
    "# Clients\r\nconnected_clients:68\r\nclient_recent_max_input_buffer:2\r\nblocked_clients:3\r\n\r\n"
    "# Memory\r\nused_memory:433264648\r\nused_memory_human:413.19M\r\nmaxmemory:1073741824\r\n\r\n"
    "# Persistence\r\nloading:0\r\n\r\n"
    "# Stats\r\ntotal_commands_processed:1000\r\nkeyspace_hits:900\r\nkeyspace_misses:100\r\n"
    "evicted_keys:7\r\n\r\n# Replication\r\nrole:master\r\nconnected_slaves:2\r\n"
    "slave0:ip=10.0.0.2,port=6379,state=online,offset=500,lag=0\r\n"
    "slave1:ip=10.0.0.3,port=6380,state=wait_bgsave,offset=0,lag=0\r\nmaster_repl_offset:500\r\n";
const QByteArray redis6 =
    "# Server\nredis_version:6.2.14\nredis_mode:cluster\nrun_id:aaaa\nserver_time_usec:1634123456789012\n"
    "# Clients\nconnected_clients:1\nblocked_clients:0\nmaxclients:10000\n# Memory\nused_memory:876648\n"
    "maxmemory:0\n# Stats\ntotal_commands_processed:5\nkeyspace_hits:0\nkeyspace_misses:0\nevicted_keys:0\n"
    "# Replication\nrole:slave\nmaster_host:10.0.0.1\nmaster_port:6379\nmaster_link_status:up\n"
    "master_last_io_seconds_ago:3\nmaster_sync_in_progress:0\nslave_repl_offset:14\nconnected_slaves:0\n";
const QByteArray redis7 =
    "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nrun_id:71aa35e19a9b976d9d6caed252f83bdf1f84c347\r\n"
    "server_time_usec:1795262961000590\r\nio_threads_active:0\r\nmonotonic_clock:POSIX clock_gettime\r\n"
    "# Stats\r\ntotal_commands_processed:5\r\nkeyspace_hits:1\r\nkeyspace_misses:0\r\nevicted_keys:0\r\n"
    "# Replication\r\nrole:slave\r\nmaster_host:db-a.example\r\nmaster_port:6379\r\nmaster_link_status:down\r\n"
    "master_last_io_seconds_ago:-1\r\nmaster_sync_in_progress:0\r\nmaster_link_down_since_seconds:12\r\n";

RedisInfo counters(int commands, int hits, int misses, int evicted)
{
    return RedisInfo::parse(
        QStringLiteral("total_commands_processed:%1\nkeyspace_hits:%2\nkeyspace_misses:%3\nevicted_keys:%4\n")
            .arg(commands)
            .arg(hits)
            .arg(misses)
            .arg(evicted)
            .toUtf8());
}

QString printed(const ServerFacts &facts)
{
    const auto number = [](std::optional<double> value) {
        return value ? QString::number(*value) : QStringLiteral("?");
    };
    QString text = facts.isReplica ? (*facts.isReplica ? QStringLiteral("replica ") : QStringLiteral("writer "))
                                   : QStringLiteral("? ");
    text += number(facts.lagSeconds);
    for (const ReplicaState &replica : facts.replicas)
        text += QStringLiteral("; %1 %2 %3").arg(replica.peer, replica.state, number(replica.lagSeconds));
    return text;
}

} // namespace

class TestRedisInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void generations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("commands");
        QTest::addColumn<QString>("facts");
        QTest::newRow("5") << redis5 << QStringLiteral("5.0.14") << 5
                           << QStringLiteral("writer ?; 10.0.0.2:6379 online 0; 10.0.0.3:6380 wait_bgsave ?");
        QTest::newRow("6") << redis6 << QStringLiteral("6.2.14") << 5
                           << QStringLiteral("replica 0; 10.0.0.1:6379 writer, link up 0");
        QTest::newRow("7") << redis7 << QStringLiteral("7.0.15") << 1
                           << QStringLiteral("replica 12; db-a.example:6379 writer, link down 12");
        QTest::newRow("valkey") << QByteArray(redis7).replace("redis_mode", "valkey_version:8.0.1\r\nredis_mode")
                                << QStringLiteral("Valkey 8.0.1") << 1
                                << QStringLiteral("replica 12; db-a.example:6379 writer, link down 12");
    }

    void generations()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, version);
        QFETCH(const int, commands);
        QFETCH(const QString, facts);
        const auto info = RedisInfo::parse(text);
        const auto identity = redisIdentity(info);
        QVERIFY(bool(identity));
        QCOMPARE(identity->version, version);
        QCOMPARE(int(redisSections(identity->major).size()), commands);
        QCOMPARE(printed(redisFacts(info, *identity)), facts);
        QCOMPARE(redisFacts(info, *identity).engine, QStringLiteral("redis"));
        QVERIFY(bool(redisServes(info)));
    }

    void theServersTimeIsMicroseconds()
    {
        const auto identity = redisIdentity(RedisInfo::parse(redis6));
        QCOMPARE(identity->serverTime->time_since_epoch().count(), 1634123456789);
        QVERIFY(!redisIdentity(RedisInfo::parse(redis5))->serverTime);
    }

    void replicationStates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("facts");
        const QByteArray replica = "role:slave\nmaster_host:w\nmaster_port:1\n";
        QTest::newRow("idle writer: nothing is outstanding")
            << replica + "master_link_status:up\nmaster_last_io_seconds_ago:10\n"
            << QStringLiteral("replica 0; w:1 writer, link up 0");
        QTest::newRow("a stream that fell silent") << replica + "master_link_status:up\nmaster_last_io_seconds_ago:31\n"
                                                   << QStringLiteral("replica 31; w:1 writer, link up 31");
        QTest::newRow("first copy")
            << replica + "master_link_status:down\nmaster_sync_in_progress:1\nmaster_link_down_since_seconds:-1\n"
            << QStringLiteral("replica ?; w:1 writer, copying its dataset ?");
        QTest::newRow("behind")
            << QByteArray("role:master\nslave0:ip=a,port=1,state=online,offset=400,lag=7\nmaster_repl_offset:500\n")
            << QStringLiteral("writer ?; a:1 online 7");
        QTest::newRow("nothing said") << QByteArray("used_memory:1\n") << QStringLiteral("? ?");
        QTest::newRow("broken line") << QByteArray("role:master\nslave0:\xff,,=,ip\n")
                                     << QStringLiteral("writer ?; :  ?");
    }

    void replicationStates()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, facts);
        QCOMPARE(printed(redisFacts(RedisInfo::parse(text), {})), facts);
    }

    void otherServersAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("sentinel") << QByteArray("redis_version:7.0.15\nredis_mode:sentinel\nrun_id:a\n")
                                  << QStringLiteral("Sentinel");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("not a Redis server's");
        QTest::newRow("a proxy") << QByteArray("# Proxy\nVersion:1.0\n") << QStringLiteral("not a Redis server's");
    }

    void otherServersAreNamed()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, words);
        const auto identity = redisIdentity(RedisInfo::parse(text));
        QCOMPARE(identity.error().kind, Error::Kind::Protocol);
        QVERIFY(identity.error().message.contains(words));
    }

    void aLoadingServerServesNobody()
    {
        const auto serves =
            redisServes(RedisInfo::parse("loading:1\nloading_loaded_perc:43.20\nloading_eta_seconds:12\n"));
        QCOMPARE(serves.error(),
                 (Error{Error::Kind::Unreachable,
                        QStringLiteral("the server is loading its dataset into memory: 43 %, 12 s left")}));
    }

    void ratesAreDifferences()
    {
        RedisRates rates;
        const MonoTime start(1h);
        auto stats = rates.fold(counters(1000, 900, 100, 7), "a", start, 0);
        QVERIFY(!stats.hitRatio && !stats.evictedPerSecond && !stats.opsPerSecond);
        stats = rates.fold(counters(1103, 930, 110, 27), "a", start + 2s, 3);
        QCOMPARE(*stats.hitRatio, 0.75);
        QVERIFY2(stats.usualHitRatio && std::abs(*stats.usualHitRatio - 0.9) < 1e-9, "all before this read");
        QCOMPARE(*stats.evictedPerSecond, 10);
        QCOMPARE(*stats.opsPerSecond, 50);
        stats = rates.fold(counters(1104, 930, 110, 27), "a", start + 3s, 5);
        QVERIFY2(!stats.hitRatio, "no look-ups: unknown, not 0");
        QCOMPARE(*stats.evictedPerSecond, 0);
        QCOMPARE(*stats.opsPerSecond, 0);
    }

    void anotherLifeGivesNoRate_data()
    {
        QTest::addColumn<QByteArray>("runId");
        QTest::addColumn<int>("commands");
        QTest::newRow("restart, counters still small") << QByteArray("b") << 10;
        QTest::newRow("restart, counters grown past ours") << QByteArray("b") << 5000;
        QTest::newRow("CONFIG RESETSTAT") << QByteArray("a") << 10;
    }

    void anotherLifeGivesNoRate()
    {
        QFETCH(const QByteArray, runId);
        QFETCH(const int, commands);
        RedisRates rates;
        const MonoTime start(1h);
        std::ignore = rates.fold(counters(1000, 900, 100, 7), "a", start, 0);
        auto stats = rates.fold(counters(commands, 1000, 200, 8), runId, start + 1s, 0);
        QVERIFY(!stats.hitRatio && !stats.evictedPerSecond && !stats.opsPerSecond);
        stats = rates.fold(counters(commands + 10, 1001, 200, 8), runId, start + 2s, 0);
        QCOMPARE(*stats.opsPerSecond, 10);
        QCOMPARE(*stats.hitRatio, 1);
    }

    void aReadWithoutCountersBreaksTheChain()
    {
        RedisRates rates;
        const MonoTime start(1h);
        std::ignore = rates.fold(counters(1000, 900, 100, 7), "a", start, 0);
        std::ignore = rates.fold(RedisInfo::parse("used_memory:5\n"), "a", start + 1s, 0);
        QVERIFY(!rates.fold(counters(2000, 900, 100, 7), "a", start + 2s, 0).opsPerSecond);
    }

    void whatTheServerDoesNotSayIsUnknown()
    {
        RedisRates rates;
        const auto none = rates.fold(RedisInfo::parse("connected_clients:many\nused_memory:\n"), "a", MonoTime(1h), 0);
        QVERIFY(!none.usedMemoryBytes && !none.maxMemoryBytes && !none.clients && !none.blockedClients);
        const auto stats = rates.fold(RedisInfo::parse(redis5), "a", MonoTime(1h), 0);
        QCOMPARE(*stats.usedMemoryBytes, 433264648);
        QCOMPARE(*stats.maxMemoryBytes, 1073741824);
        QCOMPARE(*stats.clients, 68);
        QCOMPARE(*stats.blockedClients, 3);
        QVERIFY2(!rates.fold(RedisInfo::parse(redis6), "a", MonoTime(1h), 0).maxMemoryBytes, "0 means no limit");
    }

    void fieldsAreBounded()
    {
        QByteArray many;
        for (int i = 0; i < 5000; ++i)
            many += "field" + QByteArray::number(i) + ":1\n";
        const auto info = RedisInfo::parse(many);
        QVERIFY(info.has("field1999"));
        QVERIFY(!info.has("field2000"));
    }
};

QTEST_GUILESS_MAIN(TestRedisInfo)
#include "tst_redisinfo.moc"
