// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/reach.h"
#include "connectors/base/tlswords.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testcertificates.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A TLS server that answers every line with its characters in reverse.
class TlsServer
{
public:
    TlsServer(const TestCertificates::Pair &pair, const QStringList &more)
    {
        m_process.start(QStringLiteral("openssl"),
                        QStringList{QStringLiteral("s_server"), QStringLiteral("-accept"),
                                    QStringLiteral("127.0.0.1:0"), QStringLiteral("-cert"), pair.certificate,
                                    QStringLiteral("-key"), pair.key, QStringLiteral("-rev")} +
                            more);
        QByteArray said;
        static const QRegularExpression accept(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        while (m_port == 0 && m_process.waitForReadyRead(10'000)) {
            said += m_process.readAllStandardOutput();
            m_port = accept.match(QString::fromLatin1(said)).captured(1).toUShort();
        }
    }
    ~TlsServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    quint16 port() const { return m_port; }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// Everything until the peer closes.
Result<QByteArray> readToEnd(Stream &stream, qsizetype limit, const Deadline &deadline)
{
    QByteArray all;
    char chunk[4096];
    while (true) {
        SURGEDECK_TRY(count, stream.read(chunk, sizeof chunk, deadline));
        if (count == 0)
            return all;
        all.append(chunk, count);
        if (all.size() > limit)
            return Error{Error::Kind::Protocol, QStringLiteral("longer than expected")};
    }
}

StreamSettings plainTo(quint16 port)
{
    return {{QStringLiteral("127.0.0.1"), port, {}}, StreamSecurity::Plain, {}};
}

} // namespace

class TestStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aPlainStreamTalks()
    {
        const ScriptedPeer peer({PeerStep::receive(), PeerStep::send("one\ntwo\n")});
        const Deadline deadline(4000ms, {});
        auto stream = Stream::open(plainTo(peer.port()), deadline);
        QVERIFY(bool(stream));
        QVERIFY(!(*stream)->tls());
        QVERIFY(bool((*stream)->write("hello", deadline)));
        QCOMPARE(*readToEnd(**stream, 100, deadline), QByteArray("one\ntwo\n"));
        QCOMPARE(peer.received(), QByteArray("hello"));
    }

    void badPeersEndInTime_data()
    {
        QTest::addColumn<PeerStep>("behaviour");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("silent") << PeerStep::hang() << Error::Kind::Timeout << QStringLiteral("no answer within 0.8 s");
        QTest::newRow("drip") << PeerStep::drip(QByteArray(50, 'x'), 100ms) << Error::Kind::Timeout
                              << QStringLiteral("no answer");
        QTest::newRow("flood") << PeerStep::flood(QByteArray(65536, 'x')) << Error::Kind::Protocol
                               << QStringLiteral("longer than");
    }

    void badPeersEndInTime()
    {
        QFETCH(const PeerStep, behaviour);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const ScriptedPeer peer({behaviour});
        const Deadline deadline(800ms, {});
        QElapsedTimer timer;
        timer.start();
        auto stream = Stream::open(plainTo(peer.port()), deadline);
        QVERIFY(bool(stream));
        const auto answer = readToEnd(**stream, 1024 * 1024, deadline);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, kind);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void aResetIsABrokenConnection()
    {
        const ScriptedPeer peer({PeerStep::receive(), PeerStep::reset()});
        const Deadline deadline(4000ms, {});
        auto stream = Stream::open(plainTo(peer.port()), deadline);
        QVERIFY(bool((*stream)->write("x", deadline)));
        QCOMPARE(readToEnd(**stream, 10, deadline).error().kind, Error::Kind::Unreachable);
        QCOMPARE((*stream)->write("x", deadline).error().kind, Error::Kind::Unreachable); // and no SIGPIPE
    }

    void stopEndsReadsWritesAndHandshakes_data()
    {
        QTest::addColumn<StreamSecurity>("security");
        QTest::newRow("plain") << StreamSecurity::Plain;
        QTest::newRow("handshake") << StreamSecurity::Tls;
    }

    void stopEndsReadsWritesAndHandshakes()
    {
        QFETCH(const StreamSecurity, security);
        const ScriptedPeer peer({PeerStep::hang()});
        std::stop_source stop;
        const Deadline deadline(20s, stop.get_token());
        auto settings = plainTo(peer.port());
        settings.security = security;
        std::jthread other([&] {
            QTest::qSleep(100);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        auto stream = Stream::open(settings, deadline);
        if (stream)
            QCOMPARE(readToEnd(**stream, 10, deadline).error().kind, Error::Kind::Cancelled);
        else
            QCOMPARE(stream.error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 1000);
    }

    void tlsTalks_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("by name") << QStringLiteral("localhost");
        QTest::newRow("by address") << QStringLiteral("127.0.0.1");
    }

    void tlsTalks()
    {
        QFETCH(const QString, host);
        const TlsServer server(m_certificates.make({.name = QStringLiteral("good"), .days = 2}), {});
        const Deadline deadline(4000ms, {});
        TlsSettings tls{m_certificates.caFile(), {}, {}, {}};
        auto stream = Stream::open({{host, server.port(), {}}, StreamSecurity::Tls, tls}, deadline);
        QVERIFY2(bool(stream), stream ? "" : qPrintable(stream.error().message));
        QVERIFY(bool((*stream)->write("hello\n", deadline)));
        char answer[16] = "";
        QCOMPARE(*(*stream)->read(answer, sizeof answer, deadline), 6);
        QCOMPARE(QByteArray(answer), QByteArray("olleh\n"));
        QVERIFY((*stream)->tls()->description().startsWith(QLatin1String("TLSv1.3, ")));
        const auto left = *(*stream)->tls()->certificateExpiry() - SystemClock().now();
        QVERIFY(left > 47h && left <= 48h);
    }

    void theEndOfACertificateIsToldInTime_data()
    {
        QTest::addColumn<Milliseconds>("left");
        QTest::addColumn<QString>("notice");
        QTest::newRow("far") << Milliseconds(31 * 24h) << QString();
        QTest::newRow("a month") << Milliseconds(29 * 24h + 5h)
                                 << QStringLiteral("the TLS certificate of db ends in 29 d, on 2026-09-21");
        QTest::newRow("a day") << Milliseconds(5h)
                               << QStringLiteral("the TLS certificate of db ends in less than a day, on 2026-09-21");
        QTest::newRow("over") << Milliseconds(-1s) << QStringLiteral("the TLS certificate of db ended on 2026-09-21");
    }

    void theEndOfACertificateIsToldInTime()
    {
        QFETCH(const Milliseconds, left);
        QFETCH(const QString, notice);
        const WallTime end{Milliseconds(1'790'000'000'000)};
        QCOMPARE(tlsExpiryNotice(QStringLiteral("db"), end, end - left), notice);
    }

    void badCertificatesAreNamed_data()
    {
        using Signer = TestCertificates::Signer;
        QTest::addColumn<TestCertificates::Request>("request");
        QTest::addColumn<QStringList>("server");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        const auto unreachable = Error::Kind::Unreachable;
        const QString both = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        using Request = TestCertificates::Request;
        QTest::newRow("expired") << Request{QStringLiteral("expired"), both, Signer::Authority, -1} << QStringList()
                                 << unreachable << QStringLiteral("certificate of localhost expired on 20");
        QTest::newRow("other host") << Request{QStringLiteral("elsewhere"),
                                               QStringLiteral("DNS:db.example,DNS:db2.example"), Signer::Authority, 2}
                                    << QStringList() << unreachable
                                    << QStringLiteral("is for db.example, db2.example, not for localhost");
        QTest::newRow("self-signed") << Request{QStringLiteral("lonely"), both, Signer::Itself, 2} << QStringList()
                                     << unreachable << QStringLiteral("signed by itself");
        QTest::newRow("other authority") << Request{QStringLiteral("foreign"), both, Signer::OtherAuthority, 2}
                                         << QStringList() << unreachable
                                         << QStringLiteral("signed by 'Test authority other', which is not trusted");
        QTest::newRow("TLS 1.1 only") << Request{QStringLiteral("old"), both, Signer::Authority, 2}
                                      << QStringList{QStringLiteral("-tls1_1"), QStringLiteral("-cipher"),
                                                     QStringLiteral("DEFAULT:@SECLEVEL=0")}
                                      << unreachable << QStringLiteral("nothing newer than TLS 1.1");
        QTest::newRow("wants ours") << Request{QStringLiteral("mutual"), both, Signer::Authority, 2}
                                    << QStringList{QStringLiteral("-Verify"), QStringLiteral("1"),
                                                   QStringLiteral("-CAfile"), m_certificates.caFile()}
                                    << Error::Kind::Auth << QStringLiteral("tls: {cert: FILE, key: FILE}");
    }

    void badCertificatesAreNamed()
    {
        QFETCH(const TestCertificates::Request, request);
        QFETCH(const QStringList, server);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const TlsServer peer(m_certificates.make(request), server);
        const Deadline deadline(4000ms, {});
        TlsSettings tls{m_certificates.caFile(), {}, {}, {}};
        const auto error = talk({{QStringLiteral("localhost"), peer.port(), {}}, StreamSecurity::Tls, tls}, deadline);
        QCOMPARE(error.kind, kind);
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void aPlainServerOnTheTlsPortIsNamed()
    {
        const ScriptedPeer peer({PeerStep::receive(), PeerStep::send("-ERR unknown command\r\n"), PeerStep::hang()});
        const Deadline deadline(4000ms, {});
        auto settings = plainTo(peer.port());
        settings.security = StreamSecurity::Tls;
        const auto error = talk(settings, deadline);
        QCOMPARE(error.kind, Error::Kind::Unreachable);
        QVERIFY2(error.message.contains(QLatin1String("does not speak TLS")), qPrintable(error.message));
        const auto stage = tlsStage(settings, deadline, m_clock);
        QCOMPARE(stage.ok, std::optional(false));
        QVERIFY(stage.advice.contains(QLatin1String("s_client")));
    }

    void ourCertificateOpensTheServer()
    {
        const TlsServer peer(
            m_certificates.make({.name = QStringLiteral("mutual2")}),
            {QStringLiteral("-Verify"), QStringLiteral("1"), QStringLiteral("-CAfile"), m_certificates.caFile()});
        const auto ours = m_certificates.make({.name = QStringLiteral("client")});
        const Deadline deadline(4000ms, {});
        const StreamSettings settings{{QStringLiteral("localhost"), peer.port(), {}},
                                      StreamSecurity::Tls,
                                      {m_certificates.caFile(), ours.certificate, ours.key, {}}};
        auto stream = Stream::open(settings, deadline);
        QVERIFY(bool(stream));
        QVERIFY(bool((*stream)->write("ab\n", deadline)));
        char answer[16] = "";
        QCOMPARE(*(*stream)->read(answer, sizeof answer, deadline), 3);
    }

    void filesThatCannotBeUsedAreNamed_data()
    {
        QTest::addColumn<TlsSettings>("tls");
        QTest::addColumn<QString>("words");
        QTest::newRow("no CA") << TlsSettings{QStringLiteral("/nowhere/ca.pem"), {}, {}, {}}
                               << QStringLiteral("the CA file '/nowhere/ca.pem'");
        QTest::newRow("no certificate") << TlsSettings{{}, QStringLiteral("/nowhere/c.pem"), {}, {}}
                                        << QStringLiteral("the certificate '/nowhere/c.pem'");
        QTest::newRow("a key that is none")
            << TlsSettings{{}, m_certificates.caFile(), m_certificates.caFile(), {}} << QStringLiteral("the key '");
    }

    void filesThatCannotBeUsedAreNamed()
    {
        QFETCH(const TlsSettings, tls);
        QFETCH(const QString, words);
        const ScriptedPeer peer({PeerStep::hang()});
        const Deadline deadline(4000ms, {});
        auto settings = plainTo(peer.port());
        settings.security = StreamSecurity::Tls;
        settings.tls = tls;
        const auto error = talk(settings, deadline);
        QCOMPARE(error.kind, Error::Kind::Config);
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void verificationEndsOnlyWhenAskedFor()
    {
        const TlsServer peer(m_certificates.make({QStringLiteral("any"), QStringLiteral("DNS:x.example"),
                                                  TestCertificates::Signer::Itself, 2}),
                             {});
        const Deadline deadline(4000ms, {});
        const StreamSettings settings{
            {QStringLiteral("localhost"), peer.port(), {}}, StreamSecurity::TlsUnverified, {}};
        const auto stage = tlsStage(settings, deadline, m_clock);
        QCOMPARE(stage.ok, std::optional(true));
        QVERIFY(stage.advice.contains(QLatin1String("not checked")));
    }

private:
    /// The error of opening a stream or of the first exchange: with TLS 1.3 a server refuses our certificate only then.
    static Error talk(const StreamSettings &settings, const Deadline &deadline)
    {
        auto stream = Stream::open(settings, deadline);
        if (!stream)
            return stream.error();
        if (auto written = (*stream)->write("x\n", deadline); !written)
            return written.error();
        char byte = 0;
        const auto read = (*stream)->read(&byte, 1, deadline);
        return read ? Error{Error::Kind::Protocol, QStringLiteral("it worked")} : read.error();
    }

    SystemClock m_clock;
    TestCertificates m_certificates;
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
