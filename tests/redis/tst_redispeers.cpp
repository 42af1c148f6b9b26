// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/redis/redissource.h"
#include "models/domain/sourcesettings.h"
#include "tests/redis/respconversation.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QTest>

#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

SourceSettings settingsFor(const ScriptedPeer &peer, const QString &credentials = {})
{
    SourceSettings settings;
    settings.id = QStringLiteral("cache");
    settings.type = QStringLiteral("redis");
    settings.endpoint = QStringLiteral("redis://") + credentials + QStringLiteral("127.0.0.1:%1/1").arg(peer.port());
    settings.clientName = QStringLiteral("surgedeck/test");
    return settings;
}

/// Everything that a peer was told, as "WORD SUBWORD".
class Heard
{
public:
    void note(const QByteArrayList &command)
    {
        const QMutexLocker lock(&m_mutex);
        m_commands << command;
    }
    QList<QByteArrayList> commands() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_commands;
    }
    QByteArrayList words() const
    {
        QByteArrayList words;
        for (const auto &command : commands())
            words << command.first();
        return words;
    }

private:
    mutable QMutex m_mutex;
    QList<QByteArrayList> m_commands;
};

template <typename T>
std::optional<T> find(const PollResult &result)
{
    for (const Observation &observation : result.observations) {
        if (const auto *found = std::get_if<T>(&observation))
            return *found;
    }
    return std::nullopt;
}

const QByteArrayList allowed = {"AUTH ops pw",
                                "CLIENT SETNAME surgedeck/test",
                                "INFO server",
                                "INFO clients memory persistence stats replication",
                                "INFO replication",
                                "SLOWLOG GET 32",
                                "LATENCY LATEST",
                                "CLIENT LIST",
                                "PING",
                                "TIME",
                                "MULTI",
                                "DISCARD",
                                "FLUSHALL surgedeck-privilege-probe",
                                "CONFIG SET surgedeck-privilege-probe 1",
                                "UNLINK surgedeck:privilege-probe"};

} // namespace

class TestRedisPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void onlyAllowedCommandsAreEverSent()
    {
        Heard heard;
        const ScriptedPeer peer({respConversation([&heard](const QByteArrayList &command) {
            heard.note(command);
            return viewersAnswer(command);
        })});
        TestClock clock;
        auto settings = settingsFor(peer, QStringLiteral("ops:pw@"));
        settings.actEndpoint = settings.endpoint;
        const auto source = std::move(RedisSource::create(settings, clock).value());
        for (int i = 0; i < 50; ++i) {
            QVERIFY(bool(source->poll({})));
            clock.advance(500ms);
        }
        std::ignore = source->diagnose({});
        for (const QByteArrayList &command : heard.commands())
            QVERIFY2(allowed.contains(command.join(' ')), command.join(' ').constData());
        QCOMPARE(int(heard.words().count("SLOWLOG")), 3 + 1); // 25 s at most every 10 s, and the diagnosis
        QVERIFY(heard.words().count("INFO") < 30);
        QCOMPARE(peer.connections(), 1 + 3); // one to poll; connect, sign-in and act to diagnose
    }

    void theProbeStaysInsideItsTransaction()
    {
        Heard heard;
        const ScriptedPeer peer({respConversation([&heard](const QByteArrayList &command) {
            heard.note(command);
            return viewersAnswer(command);
        })});
        TestClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        QVERIFY(bool(source->poll({})));
        const auto words = heard.words();
        QCOMPARE(words.mid(words.indexOf("MULTI"), 6),
                 (QByteArrayList{"MULTI", "PING", "FLUSHALL", "CONFIG", "UNLINK", "DISCARD"}));
        QVERIFY(!words.contains("EXEC"));
    }

    void nothingHarmfulIsSentToAPeerThatDoesNotKeepToMulti_data()
    {
        QTest::addColumn<QByteArray>("multi");
        QTest::addColumn<QByteArray>("ping");
        QTest::addColumn<QByteArray>("discard");
        QTest::newRow("refuses MULTI") << QByteArray("-ERR unknown command 'MULTI'\r\n") << QByteArray("+PONG\r\n")
                                       << QByteArray("-ERR\r\n");
        QTest::newRow("may not MULTI") << QByteArray("-NOPERM this user ...\r\n") << QByteArray("+PONG\r\n")
                                       << QByteArray("-ERR\r\n");
        QTest::newRow("a proxy that forgets it")
            << QByteArray("+OK\r\n") << QByteArray("+PONG\r\n") << QByteArray("-ERR DISCARD without MULTI\r\n");
        QTest::newRow("answers QUEUED to MULTI")
            << QByteArray("+QUEUED\r\n") << QByteArray("+QUEUED\r\n") << QByteArray("+OK\r\n");
        QTest::newRow("PING is forbidden")
            << QByteArray("+OK\r\n") << QByteArray("-NOPERM ping\r\n") << QByteArray("+OK\r\n");
    }

    void nothingHarmfulIsSentToAPeerThatDoesNotKeepToMulti()
    {
        QFETCH(const QByteArray, multi);
        QFETCH(const QByteArray, ping);
        QFETCH(const QByteArray, discard);
        Heard heard;
        const ScriptedPeer peer({respConversation([&](const QByteArrayList &command) {
            heard.note(command);
            if (command.first() == "MULTI")
                return multi;
            if (command.first() == "PING")
                return ping;
            return command.first() == "DISCARD" ? discard : viewersAnswer(command);
        })});
        TestClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QVERIFY(find<CacheStats>(*result).has_value());
        for (const char *harmful : {"FLUSHALL", "CONFIG", "UNLINK"})
            QVERIFY(!heard.words().contains(harmful));
    }

    void aCredentialThatCouldDoHarmIsReported_data()
    {
        QTest::addColumn<QByteArray>("flush");
        QTest::addColumn<QByteArray>("configure");
        QTest::addColumn<QByteArray>("remove");
        QTest::addColumn<QString>("words");
        const QByteArray no = "-NOPERM this user has no permissions to run the 'x' command\r\n";
        const QByteArray yes = "+QUEUED\r\n";
        QTest::newRow("everything") << yes << yes << yes
                                    << QStringLiteral(
                                           "may flush the server, may change its configuration, may delete keys");
        QTest::newRow("an application's") << no << no << yes << QStringLiteral("it may delete keys");
        QTest::newRow("some keys")
            << no << no
            << QByteArray("-NOPERM this user has no permissions to access one of the keys used as arguments\r\n")
            << QStringLiteral("it may delete some keys");
        QTest::newRow("on a replica") << QByteArray("-READONLY You can't write against a read only replica.\r\n") << no
                                      << no << QStringLiteral("it may flush the server");
        QTest::newRow("a viewer's") << no << no << no << QString();
        QTest::newRow("renamed commands") << QByteArray("-ERR unknown command 'FLUSHALL'\r\n") << no << no << QString();
    }

    void aCredentialThatCouldDoHarmIsReported()
    {
        QFETCH(const QByteArray, flush);
        QFETCH(const QByteArray, configure);
        QFETCH(const QByteArray, remove);
        QFETCH(const QString, words);
        const ScriptedPeer peer({respConversation([&](const QByteArrayList &command) {
            if (command.first() == "FLUSHALL")
                return flush;
            if (command.first() == "CONFIG")
                return configure;
            return command.first() == "UNLINK" ? remove : viewersAnswer(command);
        })});
        TestClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        const auto result = source->poll({});
        const auto notices = find<SourceNotices>(*result);
        QVERIFY(notices.has_value());
        QCOMPARE(notices->attention.empty(), words.isEmpty());
        if (!words.isEmpty()) {
            QVERIFY2(notices->attention[0].contains(words), qPrintable(notices->attention[0]));
            QVERIFY(notices->attention[0].contains(QLatin1String("ACL SETUSER")));
        }
    }

    void plainTextAcrossANetworkIsReported()
    {
        const ScriptedPeer peer({respConversation(viewersAnswer)});
        TestClock clock;
        auto settings = settingsFor(peer);
        settings.endpoint.replace(QLatin1String("127.0.0.1"), QLatin1String("0.0.0.0")); // reaches the same server
        const auto source = std::move(RedisSource::create(settings, clock).value());
        const auto notices = find<SourceNotices>(*source->poll({}))->attention;
        QCOMPARE(int(notices.size()), 1);
        QVERIFY(notices[0].contains(QLatin1String("plain text: use rediss://")));
        QVERIFY(source->diagnose({}).at(2).advice.contains(QLatin1String("switch TLS on")));
    }

    void aRefusedLogIsANoticeAndTheRestGoesOn()
    {
        Heard heard;
        const ScriptedPeer peer({respConversation([&](const QByteArrayList &command) {
            heard.note(command);
            return command.first() == "SLOWLOG"
                       ? QByteArray("-NOPERM this user has no permissions to run the 'slowlog|get' command\r\n")
                       : viewersAnswer(command);
        })});
        TestClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer, QStringLiteral("ops:pw@")), clock).value());
        const auto result = source->poll({});
        QVERIFY(find<CacheStats>(*result).has_value());
        QVERIFY(find<SourceNotices>(*result)->attention[0].contains(QLatin1String("ACL SETUSER ops +slowlog|get")));
        for (int i = 0; i < 30; ++i) {
            clock.advance(1s);
            const auto next = source->poll({});
            QVERIFY(bool(next));
            QVERIFY2(!find<SourceNotices>(*next), "told once");
        }
        QCOMPARE(int(heard.words().count("SLOWLOG")), 1);
    }

    void badPeers_data()
    {
        QTest::addColumn<std::vector<PeerStep>>("script");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        using Kind = Error::Kind;
        using Script = std::vector<PeerStep>;
        const auto row = [](const char *name, const Script &script, Kind kind, const char *words) {
            QTest::newRow(name) << script << kind << QString::fromUtf8(words);
        };
        row("silent", Script{PeerStep::hang()}, Kind::Timeout, "no answer within 4 s");
        row("a byte a second", Script{PeerStep::drip("$5000\r\nxxxxxxxxx", 1s)}, Kind::Timeout, "no answer within 4 s");
        row("garbage", Script{PeerStep::send(QByteArray("\x00\xff\x1b\x05garbage", 11)), PeerStep::hang()},
            Kind::Protocol, "does not speak");
        row("a web server", Script{PeerStep::receive(), PeerStep::send("HTTP/1.1 400 Bad Request\r\n\r\n")},
            Kind::Protocol, "'HTTP/1.1 400");
        row("endless line", Script{PeerStep::flood(QByteArray(65536, '+'))}, Kind::Protocol, "a line without end");
        row("huge text", Script{PeerStep::send("$2147483647\r\n"), PeerStep::flood(QByteArray(65536, 'x'))},
            Kind::Protocol, "8 MB");
        row("endless list",
            Script{PeerStep::send("*99999\r\n"), PeerStep::flood("$100\r\n" + QByteArray(100, 'x') + "\r\n")},
            Kind::Protocol, "8 MB");
        row("deep nesting", Script{PeerStep::flood("*1\r\n")}, Kind::Protocol, "depth");
        row("closes at once", Script{}, Kind::Unreachable, "the connection");
        row("closes after a word", Script{PeerStep::receive(), PeerStep::send("+O")}, Kind::Unreachable,
            "closed the connection");
        row("resets", Script{PeerStep::receive(), PeerStep::reset()}, Kind::Unreachable, "broke the connection");
        row("full", Script{PeerStep::send("-ERR max number of clients reached\r\n")}, Kind::Full, "maxclients");
        row("protected mode", Script{PeerStep::send("-DENIED Redis is running in protected mode\r\n")}, Kind::Auth,
            "protected mode");
        row("wrong password",
            Script{respConversation([](const QByteArrayList &) { return QByteArray("-WRONGPASS invalid\r\n"); })},
            Kind::Auth, "wrong user");
        row("INFO is a list", Script{respConversation([](const QByteArrayList &c) {
                return c.first() == "INFO" ? QByteArray("*0\r\n") : QByteArray("+OK\r\n");
            })},
            Kind::Protocol, "not a Redis server's");
    }

    void badPeers()
    {
        QFETCH(const std::vector<PeerStep>, script);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const ScriptedPeer peer(script);
        const SystemClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer, QStringLiteral("ops:pw@")), clock).value());
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        QVERIFY2(result.error().kind == kind, qPrintable(result.error().message));
        QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
        QVERIFY2(peer.bytesSent() < 32 * 1024 * 1024, qPrintable(QString::number(peer.bytesSent())));
    }

    void stopEndsAPollWithinASecond()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        const SystemClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        std::stop_source stop;
        std::jthread other([&] {
            QTest::qSleep(200);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(source->poll(stop.get_token()).error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 1000);
    }

    void anAnswerOnAnOpenConnectionMayTakeTwoSeconds()
    {
        std::atomic<bool> silent = false;
        const ScriptedPeer peer({respConversation(
            [&silent](const QByteArrayList &command) { return silent ? QByteArray() : viewersAnswer(command); })});
        const SystemClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        QVERIFY(bool(source->poll({})));
        silent = true;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Timeout);
        QVERIFY(timer.elapsed() < 2500);
    }

    void costIsMeasured()
    {
        const ScriptedPeer peer({respConversation(viewersAnswer)});
        const SystemClock clock;
        const auto source = std::move(RedisSource::create(settingsFor(peer), clock).value());
        const auto first = source->poll({});
        QCOMPARE(first->statements, 12); // SETNAME, INFO, six of the probe, INFO, SLOWLOG, LATENCY, CLIENT LIST
        QVERIFY(first->inFlight > 0ns && first->inFlight < 1s);
        QVERIFY(first->newestSample.has_value());
        QCOMPARE(source->poll({})->statements, 1); // too early for INFO: PING
    }

    void badSettingsAreNamedBeforeAnyConnection()
    {
        SourceSettings settings;
        settings.endpoint = QStringLiteral("redis://cache");
        settings.actEndpoint = QStringLiteral("http://cache");
        TestClock clock;
        const auto source = RedisSource::create(settings, clock);
        QCOMPARE(source.error().kind, Error::Kind::Config);
        QVERIFY(source.error().message.startsWith(QLatin1String("act_url: ")));
    }
};

QTEST_GUILESS_MAIN(TestRedisPeers)
#include "tst_redispeers.moc"
