// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxysource.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/freeport.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const QByteArray goodAnswer =
    "user\n\n\nName: HAProxy\nVersion: 2.6.12\nPid: 5\nUptime_sec: 3\nStart_time_sec: 1790000000\n\n"
    "# pxname,svname,qcur,scur,stot,status,hrsp_5xx\nshop,a,0,0,1,UP,0\n\n1\n# be_name srv_name srv_uweight "
    "srv_iweight\nshop a 1 1\n\n";

std::vector<PeerStep> answering(const QByteArray &answer)
{
    return {PeerStep::receive(), PeerStep::send(answer)};
}

QString addressOf(const ScriptedPeer &peer)
{
    return QStringLiteral("tcp://127.0.0.1:%1").arg(peer.port());
}

} // namespace

class TestHaproxyPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void onlyReadingCommandsAreEverSent()
    {
        const ScriptedPeer peer(answering(goodAnswer));
        auto settings = settingsFor({addressOf(peer)});
        settings.actEndpoint = addressOf(peer);
        const auto source = std::move(HaproxySource::create(settings, m_clock).value());
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QCOMPARE(peer.received(), QByteArray("show cli level;user;show info;show stat -1 4 -1;show servers state\n"));
        QCOMPARE(result->statements, 5);
        QVERIFY(result->inFlight > 0ns);
        std::ignore = source->diagnose({});
        for (const QByteArray &line : peer.received().trimmed().split('\n')) {
            for (const QByteArray &command : line.split(';'))
                QVERIFY2(command.startsWith("show ") || command == "user", command.constData());
        }
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
        row("silent", {PeerStep::hang()}, Kind::Timeout, "no answer within 3 s");
        row("a byte a second", {PeerStep::drip(goodAnswer, 1s)}, Kind::Timeout, "no answer within 3 s");
        row("garbage", {PeerStep::send(QByteArray(100, '\xff')), PeerStep::hang()}, Kind::Protocol,
            "not HAProxy's runtime API");
        row("a web server", {PeerStep::receive(), PeerStep::send("HTTP/1.1 400 Bad request\r\n\r\n"), PeerStep::hang()},
            Kind::Protocol, "'HTTP/1.1 400 Bad request");
        row("redis", {PeerStep::receive(), PeerStep::send("-ERR unknown command\r\n"), PeerStep::hang()},
            Kind::Protocol, "'-ERR unknown");
        row("endless line", {PeerStep::flood(QByteArray(65536, 'u'))}, Kind::Protocol, "not HAProxy's runtime API");
        row("endless table", {PeerStep::send("user\n\n\nName: HAProxy\n\n"), PeerStep::flood("shop,a,0,0,1,UP,0\n")},
            Kind::Protocol, "longer than 4 MB");
        row("closes at once", {}, Kind::Unreachable, "the connection");
        row("closes in between", {PeerStep::receive(), PeerStep::send(goodAnswer.left(200))}, Kind::Protocol,
            "broke off");
        row("denied", answering("user\n\n\nName: HAProxy\nUptime_sec: 3\n\nPermission denied\n\nPermission denied\n\n"),
            Kind::Auth, "permission denied");
        row("ancient",
            answering(
                "Unknown command. x\n\nUnknown command\n\nName: HAProxy\n\nUnknown command\n\nUnknown command\n\n"),
            Kind::Protocol, "does not know the command");
        row("no table", answering("user\n\n\nName: HAProxy\nUptime_sec: 3\n\nhello\n\nhello\n\n"), Kind::Protocol,
            "is no table");
    }

    void badPeers()
    {
        QFETCH(const std::vector<PeerStep>, script);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const ScriptedPeer peer(script);
        const auto source = makeSource({addressOf(peer)});
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        QVERIFY2(result.error().kind == kind, qPrintable(result.error().message));
        QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
        QVERIFY2(result.error().message.startsWith(addressOf(peer)), qPrintable(result.error().message));
        QVERIFY2(peer.bytesSent() < 32 * 1024 * 1024, qPrintable(QString::number(peer.bytesSent())));
    }

    void balancersThatHangTakeNothingFromTheOthers()
    {
        const ScriptedPeer good(answering(goodAnswer));
        const ScriptedPeer hanging({PeerStep::hang()});
        const ScriptedPeer dripping({PeerStep::drip(goodAnswer, 1s)});
        const QString refusing = QStringLiteral("tcp://127.0.0.1:%1").arg(freePort());
        const auto source = makeSource({addressOf(hanging), addressOf(dripping), refusing, addressOf(good)});
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
        const auto &sample = std::get<RouterSample>(result->observations.at(0));
        QCOMPARE(int(sample.servers.size()), 1);
        QCOMPARE(sample.servers[0].instance, addressOf(good));
        QCOMPARE(int(sample.unreachable.size()), 3);
        QCOMPARE(sample.unreachable[0].first, addressOf(hanging));
        QVERIFY(sample.unreachable[0].second.contains(QLatin1String("no answer")));
        QVERIFY(sample.unreachable[2].second.contains(QLatin1String("refused")));
    }

    void plainTextAcrossANetworkIsReported()
    {
        const ScriptedPeer peer(answering(goodAnswer));
        const QString address = QStringLiteral("tcp://0.0.0.0:%1").arg(peer.port()); // reaches the same server
        const auto source = makeSource({address});
        const auto notices = std::get<SourceNotices>(source->poll({})->observations.at(1)).attention;
        QCOMPARE(int(notices.size()), 1);
        QVERIFY(notices[0].startsWith(address + QStringLiteral(" is in plain text")));
        QVERIFY(source->diagnose({}).at(2).advice.contains(QLatin1String("via: {ssh: HOST}")));
    }

    void whenNoneAnswersThePollFails()
    {
        const auto source =
            makeSource({QStringLiteral("tcp://127.0.0.1:%1").arg(freePort()), QStringLiteral("unix:/nowhere/h.sock")});
        const auto error = source->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Unreachable);
        QVERIFY2(error.message.contains(QLatin1String("none of the other 1 balancers")), qPrintable(error.message));
    }

    void stopEndsAPollWithinASecond()
    {
        const ScriptedPeer one({PeerStep::hang()});
        const ScriptedPeer two({PeerStep::hang()});
        const auto source = makeSource({addressOf(one), addressOf(two)});
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

    void badSettingsAreNamed_data()
    {
        QTest::addColumn<QStringList>("addresses");
        QTest::addColumn<QString>("act");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << QStringList() << QString() << QStringLiteral("there is no address");
        QTest::newRow("twice") << QStringList{QStringLiteral("tcp://a:1"), QStringLiteral("tcp://a:1")} << QString()
                               << QStringLiteral("listed twice");
        QTest::newRow("no port") << QStringList{QStringLiteral("tcp://a")} << QString()
                                 << QStringLiteral("expected tcp://host:port");
        QTest::newRow("act") << QStringList{QStringLiteral("tcp://a:1")} << QStringLiteral("x")
                             << QStringLiteral("act_address: address 'x'");
    }

    void badSettingsAreNamed()
    {
        QFETCH(const QStringList, addresses);
        QFETCH(const QString, act);
        QFETCH(const QString, words);
        auto settings = settingsFor(addresses);
        settings.actEndpoint = act;
        const auto source = HaproxySource::create(settings, m_clock);
        QCOMPARE(source.error().kind, Error::Kind::Config);
        QVERIFY2(source.error().message.contains(words), qPrintable(source.error().message));
    }

private:
    static SourceSettings settingsFor(const QStringList &addresses)
    {
        SourceSettings settings;
        settings.endpoints = addresses;
        return settings;
    }

    SourcePtr makeSource(const QStringList &addresses)
    {
        return std::move(HaproxySource::create(settingsFor(addresses), m_clock).value());
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestHaproxyPeers)
#include "tst_haproxypeers.moc"
