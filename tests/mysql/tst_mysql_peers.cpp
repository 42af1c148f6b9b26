// SPDX-License-Identifier: GPL-3.0-or-later
// Peers that misbehave, and peers that are something else.
#include "connectors/base/socketdeadline.h"
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr qint64 patienceMs = 4'500;

QByteArray packet(int sequence, const QByteArray &body)
{
    const auto length = static_cast<quint32>(body.size());
    QByteArray bytes;
    bytes.append(static_cast<char>(length & 0xff));
    bytes.append(static_cast<char>(length >> 8 & 0xff));
    bytes.append(static_cast<char>(length >> 16 & 0xff));
    bytes.append(static_cast<char>(sequence));
    return bytes + body;
}

/// Protocol::HandshakeV10 of a MariaDB without TLS that asks for mysql_native_password.
QByteArray greeting()
{
    return packet(0, QByteArray("\x0a"
                                "5.5.5-10.11.19-MariaDB\0",
                                24) // protocol, version
                         + QByteArray("\x07\0\0\0"
                                      "12345678\0",
                                      13) // thread, first half of the scramble
                         + QByteArray("\xfe\xf7"
                                      "\x08"
                                      "\x02\0"
                                      "\xff\x81"
                                      "\x15",
                                      8) // what it can do
                         + QByteArray(10, '\0') + QByteArray("123456789012\0", 13) +
                         QByteArray("mysql_native_password\0", 22));
}

QByteArray fine(int sequence)
{
    return packet(sequence, QByteArray("\0\0\0\x02\0\0\0", 7));
}

QByteArray refusal(int sequence, quint16 code, const QByteArray &words)
{
    return packet(sequence, QByteArray("\xff") + static_cast<char>(code & 0xff) + static_cast<char>(code >> 8) +
                                "#08004" + words);
}

/// Takes one packet off `received`; nullopt while it is not complete.
std::optional<QByteArray> takePacket(QByteArray &received)
{
    if (received.size() < 4)
        return std::nullopt;
    const auto byte = [&received](int i) { return static_cast<quint32>(static_cast<unsigned char>(received.at(i))); };
    const auto length = static_cast<qsizetype>(byte(0) | byte(1) << 8 | byte(2) << 16);
    if (received.size() < 4 + length)
        return std::nullopt;
    const QByteArray body = received.mid(4, length);
    received.remove(0, 4 + length);
    return body;
}

SourceSettings settingsFor(quint16 port, const QString &parameters = QStringLiteral("?ssl-mode=DISABLED"))
{
    SourceSettings settings;
    settings.type = QStringLiteral("mysql");
    settings.endpoint = QStringLiteral("mysql://ops:hush@127.0.0.1:%1/%2").arg(port).arg(parameters);
    settings.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
    return settings;
}

QList<PeerStep> talking(const QByteArray &bytes)
{
    return {PeerStep::send(bytes), PeerStep::hang()};
}

} // namespace

Q_DECLARE_METATYPE(QList<PeerStep>)

class TestMysqlPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void strangers_data()
    {
        QTest::addColumn<QList<PeerStep>>("script");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QList<PeerStep> &script, Error::Kind kind) {
            QTest::newRow(name) << script << static_cast<int>(kind);
        };
        row("silent", {PeerStep::hang()}, Error::Kind::Timeout);
        row("drips its greeting", {PeerStep::drip(greeting(), 1000ms)}, Error::Kind::Timeout);
        row("drips garbage", {PeerStep::drip(QByteArray(60, 'x'), 1000ms)}, Error::Kind::Timeout);
        row("closes", {}, Error::Kind::Unreachable);
        row("resets", {PeerStep::reset()}, Error::Kind::Unreachable);
        row("closes in the greeting", {PeerStep::send(greeting().left(20))}, Error::Kind::Unreachable);
        row("stops in the greeting", talking(greeting().left(20)), Error::Kind::Timeout);
        row("HTTP", talking("HTTP/1.1 400 Bad Request\r\n\r\n"), Error::Kind::Protocol);
        row("SSH", talking("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), Error::Kind::Protocol);
        row("PostgreSQL", talking(QByteArray("E\0\0\0\x5cSFATAL\0", 13)), Error::Kind::Protocol);
        row("Redis", talking("-DENIED Redis is running in protected mode\r\n"), Error::Kind::Protocol);
        row("garbage", talking(QByteArray(400, '\xa5')), Error::Kind::Protocol);
        row("flood", {PeerStep::flood(QByteArray(65536, 'x'))}, Error::Kind::Protocol);
        row("flood of greetings", {PeerStep::flood(greeting())}, Error::Kind::Unreachable);
        row("full", talking(refusal(0, 1040, "Too many connections")), Error::Kind::Full);
        row("host not allowed", talking(refusal(0, 1130, "Host 'x' is not allowed")), Error::Kind::Auth);
        row("silent after the greeting", talking(greeting()), Error::Kind::Timeout);
        row("no TLS where it is demanded", talking(greeting()), Error::Kind::Timeout);
        row("wrong password",
            {PeerStep::send(greeting()), PeerStep::receive(),
             PeerStep::send(refusal(2, 1045, "Access denied for user 'ops'")), PeerStep::hang()},
            Error::Kind::Auth);
        row("silent after sign-in",
            {PeerStep::send(greeting()), PeerStep::receive(), PeerStep::send(fine(2)), PeerStep::hang()},
            Error::Kind::Timeout);
        row("closes after sign-in",
            {PeerStep::send(greeting()), PeerStep::receive(), PeerStep::send(fine(2)), PeerStep::receive()},
            Error::Kind::Unreachable);
        row("wants the password readable",
            {PeerStep::send(greeting()), PeerStep::receive(),
             PeerStep::send(packet(2, QByteArray("\xfe"
                                                 "mysql_clear_password\0",
                                                 22))),
             PeerStep::hang()},
            Error::Kind::Auth);
    }

    void strangers()
    {
        QFETCH(const QList<PeerStep>, script);
        QFETCH(const int, kind);
        const ScriptedPeer peer({script.begin(), script.end()});
        const auto source = createSource(settingsFor(peer.port()), m_clock);
        QVERIFY(source);
        QElapsedTimer timer;
        timer.start();
        const auto result = (*source)->poll({});
        QVERIFY2(timer.elapsed() < patienceMs, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        QVERIFY2(static_cast<int>(result.error().kind) == kind, qPrintable(result.error().message));
        QVERIFY(!result.error().message.isEmpty() && !result.error().message.contains(QStringLiteral("hush")));
        QVERIFY(!peer.received().contains("hush"));
    }

    void aServerWithoutTlsIsRefused()
    {
        const ScriptedPeer peer({PeerStep::send(greeting()), PeerStep::hang()});
        const auto source = createSource(settingsFor(peer.port(), QString()), m_clock);
        const auto result = (*source)->poll({});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Unreachable);
        QCOMPARE(peer.received(), QByteArray()); // not even the user's name
    }

    /// A rogue server may answer any query with "send me this file".
    void noFileIsSent()
    {
        const auto rogue = [](QByteArray &received) {
            QByteArray answer;
            while (const auto request = takePacket(received))
                answer += request->startsWith('\x03') ? packet(1, QByteArray("\xfb"
                                                                             "/etc/passwd"))
                                                      : QByteArray();
            return answer;
        };
        const ScriptedPeer peer(
            {PeerStep::send(greeting()), PeerStep::receive(), PeerStep::send(fine(2)), PeerStep::converse(rogue)});
        const auto source = createSource(settingsFor(peer.port()), m_clock);
        QElapsedTimer timer;
        timer.start();
        const auto result = (*source)->poll({});
        QVERIFY(!result);
        QVERIFY(timer.elapsed() < patienceMs);
        QVERIFY(!peer.received().contains("root:"));
        const auto flags = static_cast<unsigned char>(peer.received().at(4));
        QVERIFY2((flags & 0x80) == 0, "CLIENT_LOCAL_FILES is offered");
    }

    /// An answer that never ends: columns without end, fed faster than they can be read.
    void anEndlessAnswerEnds()
    {
        const QByteArray column = packet(2, QByteArray("\x03"
                                                       "def\0\0\0\x01"
                                                       "a\0\x0c\x3f\0\x01\0\0\0\x08\x81\0\0\0\0",
                                                       24));
        const ScriptedPeer peer({PeerStep::send(greeting()), PeerStep::receive(), PeerStep::send(fine(2)),
                                 PeerStep::receive(), PeerStep::send(packet(1, QByteArray("\xfd\xff\xff\xff"))),
                                 PeerStep::flood(column.repeated(500))});
        const auto source = createSource(settingsFor(peer.port()), m_clock);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!(*source)->poll({}));
        QVERIFY2(timer.elapsed() < patienceMs, qPrintable(QString::number(timer.elapsed())));
    }

    void stopEndsAPollAtOnce()
    {
        const ScriptedPeer peer({PeerStep::send(greeting()), PeerStep::hang()});
        const auto source = createSource(settingsFor(peer.port()), m_clock);
        std::stop_source stop;
        QElapsedTimer timer;
        timer.start();
        std::jthread stopper([&stop] {
            std::this_thread::sleep_for(200ms);
            stop.request_stop();
        });
        const auto result = (*source)->poll(stop.get_token());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 1000);
    }

    void theDoctorNamesTheStage_data()
    {
        QTest::addColumn<QList<PeerStep>>("script");
        QTest::addColumn<QString>("failed");
        QTest::newRow("silent") << QList<PeerStep>{PeerStep::hang()} << QStringLiteral("tls");
        QTest::newRow("stranger") << talking("HTTP/1.1 400 Bad Request\r\n\r\n") << QStringLiteral("tls");
        QTest::newRow("full") << talking(refusal(0, 1040, "Too many connections")) << QStringLiteral("sign-in");
    }

    void theDoctorNamesTheStage()
    {
        QFETCH(const QList<PeerStep>, script);
        QFETCH(const QString, failed);
        const ScriptedPeer peer({script.begin(), script.end()});
        const auto source = createSource(settingsFor(peer.port()), m_clock);
        QElapsedTimer timer;
        timer.start();
        const auto stages = (*source)->diagnose({});
        QVERIFY(timer.elapsed() < patienceMs);
        QStringList names;
        for (const DiagnosisStage &stage : stages) {
            names << stage.stage;
            QCOMPARE(stage.ok == false, stage.stage == failed);
            if (stage.stage == failed)
                QVERIFY(!stage.advice.isEmpty() && !stage.value.isEmpty());
        }
        QCOMPARE(names.join(u' '), QStringLiteral("name connect tls sign-in read act clock newest"));
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestMysqlPeers)
#include "tst_mysql_peers.moc"
