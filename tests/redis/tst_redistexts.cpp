// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/rediserror.h"
#include "connectors/redis/redislogs.h"
#include "connectors/redis/redisurl.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

QString printed(const RedisTarget &target)
{
    static const QStringList securities = {QStringLiteral("plain"), QStringLiteral("tls"),
                                           QStringLiteral("tls unverified")};
    return QStringLiteral("%1 %2 '%3' '%4'")
        .arg(target.endpoint.toString(), securities.at(int(target.security)), target.user, target.password);
}

RespValue text(const QByteArray &bytes)
{
    RespValue value;
    value.type = RespValue::Type::Text;
    value.text = bytes;
    return value;
}

RespValue number(qint64 integer)
{
    RespValue value;
    value.type = RespValue::Type::Integer;
    value.integer = integer;
    return value;
}

RespValue list(std::vector<RespValue> items)
{
    RespValue value;
    value.type = RespValue::Type::List;
    value.items = std::move(items);
    return value;
}

RespValue words(const QByteArrayList &parts)
{
    std::vector<RespValue> items;
    for (const QByteArray &part : parts)
        items.push_back(text(part));
    return list(std::move(items));
}

RespValue entry(const RespValue &command, const QByteArray &clientName = {})
{
    return list({number(7), number(1'790'000'000), number(12'345), command, text("127.0.0.1:5"), text(clientName)});
}

} // namespace

class TestRedisTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void urls_data()
    {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *url, const char *expected) {
            QTest::newRow(url) << QString::fromUtf8(expected);
        };
        row("redis://cache", "cache:6379 plain '' ''");
        row("redis://cache:7000/3", "cache:7000 plain '' ''");
        row("rediss://ops:pw@cache:6380/0", "cache:6380 tls 'ops' 'pw'");
        row("redis://:pw@cache", "cache:6379 plain '' 'pw'");
        row("redis://ops@cache", "cache:6379 plain 'ops' ''");
        row("redis://o%40ps:p%2Fw%3A%20%25@cache", "cache:6379 plain 'o@ps' 'p/w: %'");
        row("redis://ops:p@ss/w?rd@cache:1/0", "cache:1 plain 'ops' 'p@ss/w?rd'");
        row("redis://[::1]:7000", "[::1]:7000 plain '' ''");
        row("redis://[fe80::1]", "[fe80::1]:6379 plain '' ''");
        row("rediss://cache?ssl_cert_reqs=none", "cache:6379 tls unverified '' ''");
        row("rediss://cache/0?ssl_cert_reqs=required", "cache:6379 tls '' ''");
        row("unix:/run/redis.sock", "/run/redis.sock plain '' ''");
        row("unix://ops:pw@/run/redis.sock?db=1", "/run/redis.sock plain 'ops' 'pw'");
        row("redis+unix:///run/redis.sock", "/run/redis.sock plain '' ''");
        row("REDIS://cache", "cache:6379 plain '' ''");
    }

    void urls()
    {
        QFETCH(const QString, expected);
        const auto target = parseRedisUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY2(bool(target), target ? "" : qPrintable(target.error().message));
        QCOMPARE(printed(*target), expected);
    }

    void badUrls_data()
    {
        QTest::addColumn<QString>("words");
        const auto row = [](const char *url, const char *said) { QTest::newRow(url) << QString::fromUtf8(said); };
        row("", "unknown scheme");
        row("cache:6379", "unknown scheme");
        row("http://cache", "unknown scheme");
        row("redis:cache", "'//' is missing");
        row("redis://", "there is no host");
        row("redis://secret:secret@", "there is no host");
        row("redis://secret:secret@cache:0", "the port is a number");
        row("redis://secret:secret@cache:port", "the port is a number");
        row("redis://secret:secret@cache:99999", "the port is a number");
        row("redis://secret:secret@cache/db", "the database is a number");
        row("redis://[::1", "']' is missing");
        row("redis://[::1]7000", "the port is a number");
        row("redis://cache?ssl_cert_reqs=none", "ssl_cert_reqs needs rediss://");
        row("rediss://cache?ssl_cert_reqs=maybe", "ssl_cert_reqs is");
        row("rediss://cache?timeout=5", "unknown parameter 'timeout'");
        row("unix:redis.sock", "starts with '/'");
    }

    void badUrls()
    {
        QFETCH(const QString, words);
        const auto target = parseRedisUrl(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(!target);
        QCOMPARE(target.error().kind, Error::Kind::Config);
        QVERIFY2(target.error().message.contains(words), qPrintable(target.error().message));
        QVERIFY(!target.error().message.contains(QLatin1String("secret")));
    }

    void errors_data()
    {
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        using Kind = Error::Kind;
        const auto row = [](const char *reply, Kind kind, const char *said) {
            QTest::newRow(reply) << kind << QString::fromUtf8(said);
        };
        row("ERR max number of clients reached", Kind::Full, "maxclients");
        row("ERR max number of clients + cluster connections reached", Kind::Full, "maxclients");
        row("NOAUTH Authentication required.", Kind::Auth, "put user and password into the url");
        row("NOAUTH HELLO must be called with the client already authenticated", Kind::Auth, "password");
        row("WRONGPASS invalid username-password pair or user is disabled.", Kind::Auth, "wrong user name or password");
        row("ERR invalid password", Kind::Auth, "wrong password");
        row("ERR Client sent AUTH, but no password is set", Kind::Auth, "has no password");
        row("ERR AUTH <password> called without any password configured for the default user. Are you sure?",
            Kind::Auth, "has no password");
        row("ERR wrong number of arguments for 'auth' command", Kind::Auth, "older than Redis 6");
        row("DENIED Redis is running in protected mode because ...", Kind::Auth, "protected mode");
        row("NOPERM this user has no permissions to run the 'slowlog|get' command", Kind::Auth,
            "ACL SETUSER ops +slowlog|get");
        row("NOPERM this user has no permissions to run the 'info' command or its subcommand", Kind::Auth,
            "ACL SETUSER ops +info");
        row("NOPERM User it's-me has no permissions to run the 'latency|latest' command", Kind::Auth,
            "ACL SETUSER ops +latency|latest");
        row("NOPERM something else", Kind::Auth, "something else");
        row("LOADING Redis is loading the dataset in memory", Kind::Unreachable, "loading its dataset");
        row("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", Kind::Unreachable,
            "lost its writer");
        row("BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.", Kind::Unreachable,
            "SCRIPT KILL");
        row("ERR unknown command 'LATENCY'", Kind::Protocol, "the server answered: ERR unknown command 'LATENCY'");
    }

    void errors()
    {
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const auto error = redisError(QTest::currentDataTag(), QStringLiteral("ops"));
        QCOMPARE(error.kind, kind);
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void anEndlessErrorIsCut()
    {
        QVERIFY(redisError(QByteArray("ERR ") + QByteArray(60'000, 'x'), {}).message.size() < 300);
    }

    void slowCommands_data()
    {
        QTest::addColumn<QByteArrayList>("command");
        QTest::addColumn<QString>("shown");
        QTest::newRow("no arguments") << QByteArrayList{"PING"} << QStringLiteral("PING (0 arguments)");
        QTest::newRow("one") << QByteArrayList{"get", "customer:jane.doe@example.com"}
                             << QStringLiteral("GET (1 argument)");
        QTest::newRow("several") << QByteArrayList{"HSET", "cart:1", "card", "4111"}
                                 << QStringLiteral("HSET (3 arguments)");
        QTest::newRow("module") << QByteArrayList{"FT.SEARCH", "idx", "x"} << QStringLiteral("FT.SEARCH (2 arguments)");
        QTest::newRow("hostile word") << QByteArrayList{"<b>\x1b[31m", "x"} << QStringLiteral("? (1 argument)");
        QTest::newRow("long word") << QByteArrayList{QByteArray(1000, 'a')} << QStringLiteral("? (0 arguments)");
        QByteArrayList cut = QByteArray("MSET " + QByteArray("x ").repeated(30)).trimmed().split(' ');
        QTest::newRow("cut by the server")
            << (cut << "... (99970 more arguments)") << QStringLiteral("MSET (100000 arguments)");
    }

    void slowCommands()
    {
        QFETCH(const QByteArrayList, command);
        QFETCH(const QString, shown);
        const auto commands = parseSlowLog(list({entry(words(command))}), "surgedeck");
        QCOMPARE(int(commands.size()), 1);
        QCOMPARE(commands[0].command, shown);
        QCOMPARE(commands[0].id, QStringLiteral("7"));
        QCOMPARE(commands[0].durationMs, 12.345);
        QCOMPARE(commands[0].time.time_since_epoch().count(), 1'790'000'000'000);
    }

    void ourOwnCommandsAreLeftOutOfTheSlowLog()
    {
        const auto commands = parseSlowLog(
            list({entry(words({"INFO"}), "surgedeck/1"), entry(words({"KEYS", "*"}), "shop")}), "surgedeck/1");
        QCOMPARE(int(commands.size()), 1);
        QCOMPARE(commands[0].command, QStringLiteral("KEYS (1 argument)"));
    }

    void strangeEntriesAreLeftOut()
    {
        std::vector<RespValue> entries = {text("x"), list({}), list({number(1), number(-5), number(1), words({"GET"})}),
                                          list({number(1), number(99'999'999'999), number(1), words({"GET"})}),
                                          list({number(1), number(5), number(1), list({})})};
        QVERIFY(parseSlowLog(list(entries), {}).empty());
        for (int i = 0; i < 100; ++i)
            entries.push_back(entry(words({"GET"})));
        QCOMPARE(int(parseSlowLog(list(entries), {}).size()), 32);
        QVERIFY(parseLatency(list({text("x"), list({text("command")})})).empty());
    }

    void latencyEvents()
    {
        const auto events =
            parseLatency(list({list({text("command"), number(1'790'000'000), number(250), number(1000)})}));
        QCOMPARE(int(events.size()), 1);
        QCOMPARE(events[0].event, QStringLiteral("command"));
        QCOMPARE(events[0].latestMs, 250);
        QCOMPARE(events[0].maxMs, 1000);
    }
};

QTEST_GUILESS_MAIN(TestRedisTexts)
#include "tst_redistexts.moc"
