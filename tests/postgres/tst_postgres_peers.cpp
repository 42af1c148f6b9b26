// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/postgressource.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace surgedeck;
using namespace surgedeck::postgres;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::vector<surgedeck::PeerStep>)

namespace {

SourcePtr sourceFor(const QString &dsn)
{
    static const SystemClock clock;
    SourceSettings settings;
    settings.endpoint = dsn;
    settings.clientName = QStringLiteral("surgedeck/test");
    auto source = createPostgresSource(settings, clock);
    if (!source)
        qFatal("%s", qPrintable(source.error().message));
    return std::move(*source);
}

QString dsnOf(quint16 port, const QString &more)
{
    return QStringLiteral("postgresql://ops:hunter2@127.0.0.1:%1/shop?%2").arg(port).arg(more);
}

const QString plain = QStringLiteral("sslmode=disable");

/// What a server says after a sign-in without password, until it is ready.
QByteArray greeting()
{
    const auto message = [](char type, const QByteArray &body) {
        const auto length = static_cast<quint32>(body.size() + 4);
        QByteArray bytes(1, type);
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(length >> shift & 0xff);
        return bytes + body;
    };
    const auto parameter = [&](const char *name, const char *value) {
        return message('S', QByteArray(name) + '\0' + QByteArray(value) + '\0');
    };
    return message('R', QByteArray(4, '\0')) + parameter("server_version", "15.1") +
           parameter("client_encoding", "UTF8") + parameter("server_encoding", "UTF8") +
           parameter("standard_conforming_strings", "on") + message('K', QByteArray(8, '\1')) + message('Z', "I");
}

/// The start of an answer with one row that never ends.
QByteArray endlessRow()
{
    return QByteArray("1\0\0\0\4"
                      "2\0\0\0\4"
                      "T\0\0\0\x1a\0\1a\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\xff\xff\xff\xff\0\0",
                      37) +
           QByteArray("D\x3f\xff\xff\xff\0\1\x3f\xff\xff\xf0", 11);
}

} // namespace

class TestPostgresPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void strangePeersAreNamed_data()
    {
        QTest::addColumn<std::vector<PeerStep>>("script");
        QTest::addColumn<QString>("options");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        const QString tls = QStringLiteral("connect_timeout=30");
        const QByteArray http = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        const QByteArray mysql("J\0\0\0\x0a"
                               "8.0.36\0",
                               12);
        const auto step = [](PeerStep s) { return std::vector{std::move(s)}; };
        const auto answer = [](PeerStep s) { return std::vector{PeerStep::receive(), std::move(s)}; };
        const QString stranger = QStringLiteral("really a PostgreSQL server");
        QTest::newRow("silent, tls") << step(PeerStep::hang()) << tls << Error::Kind::Timeout
                                     << QStringLiteral("it accepts connections");
        QTest::newRow("silent, plain") << step(PeerStep::hang()) << plain << Error::Kind::Timeout
                                       << QStringLiteral("it accepts connections");
        QTest::newRow("drip after yes to tls")
            << std::vector{PeerStep::receive(), PeerStep::send("S"),
                           PeerStep::drip(QByteArray("\x16\x03\x03\x40\x00", 5) + QByteArray(60, 'x'), 1000ms)}
            << tls << Error::Kind::Timeout << QStringLiteral("it accepts connections");
        QTest::newRow("drip of a sign-in") << answer(PeerStep::drip(greeting(), 1000ms)) << plain
                                           << Error::Kind::Timeout << QStringLiteral("it accepts connections");
        QTest::newRow("hangs after sign-in")
            << std::vector{PeerStep::receive(), PeerStep::send(greeting()), PeerStep::hang()} << plain
            << Error::Kind::Timeout << QStringLiteral("no answer in time");
        QTest::newRow("drips after sign-in")
            << std::vector{PeerStep::receive(), PeerStep::send(greeting()), PeerStep::receive(),
                           PeerStep::drip(endlessRow() + QByteArray(100, 'x'), 100ms)}
            << plain << Error::Kind::Timeout << QStringLiteral("no answer in time");
        QTest::newRow("http, tls") << answer(PeerStep::send(http)) << tls << Error::Kind::Protocol << stranger;
        QTest::newRow("http, plain") << answer(PeerStep::send(http)) << plain << Error::Kind::Protocol << stranger;
        QTest::newRow("mysql, tls") << step(PeerStep::send(mysql)) << tls << Error::Kind::Protocol << stranger;
        QTest::newRow("mysql, plain") << step(PeerStep::send(mysql)) << plain << Error::Kind::Protocol << stranger;
        QTest::newRow("garbage, plain") << answer(PeerStep::send(QByteArray(5000, '\xee'))) << plain
                                        << Error::Kind::Protocol << stranger;
        QTest::newRow("garbage instead of tls")
            << std::vector{PeerStep::receive(), PeerStep::send("S"), PeerStep::receive(),
                           PeerStep::send(QByteArray(5000, '\xee')), PeerStep::hang()}
            << tls << Error::Kind::Protocol << stranger;
        QTest::newRow("garbage after sign-in")
            << std::vector{PeerStep::receive(), PeerStep::send(greeting()), PeerStep::receive(),
                           PeerStep::send(QByteArray(5000, '\xee'))}
            << plain << Error::Kind::Protocol << stranger;
        QTest::newRow("no tls there") << answer(PeerStep::send("N")) << tls << Error::Kind::Unreachable
                                      << QStringLiteral("sslmode=disable");
        QTest::newRow("closes at once, tls") << std::vector<PeerStep>{} << tls << Error::Kind::Unreachable << QString();
        QTest::newRow("closes at once, plain")
            << std::vector<PeerStep>{} << plain << Error::Kind::Unreachable << QString();
        QTest::newRow("resets") << answer(PeerStep::reset()) << plain << Error::Kind::Unreachable << QString();
    }

    void strangePeersAreNamed()
    {
        QFETCH(const std::vector<PeerStep>, script);
        QFETCH(const QString, options);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const ScriptedPeer peer(script);
        const auto source = sourceFor(dsnOf(peer.port(), options));
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4300, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        const QString said = QStringLiteral("%1: %2").arg(int(result.error().kind)).arg(result.error().message);
        QVERIFY2(result.error().kind == kind && result.error().message.contains(words), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("hunter2")) && said.size() < 500, qPrintable(said));
    }

    void nobodyListens()
    {
        std::unique_ptr<ScriptedPeer> gone = std::make_unique<ScriptedPeer>(std::vector<PeerStep>{});
        const quint16 port = gone->port();
        gone.reset();
        const auto result = sourceFor(dsnOf(port, plain))->poll({});
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Error::Kind::Unreachable));
        QVERIFY2(result.error().message.contains(QStringLiteral("refused")), qPrintable(result.error().message));
    }

    void aNameThatDoesNotExist()
    {
        const auto result = sourceFor(QStringLiteral("postgresql://nowhere.invalid/shop"))->poll({});
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Error::Kind::Unreachable));
        QVERIFY2(result.error().message.contains(QStringLiteral("nowhere.invalid")),
                 qPrintable(result.error().message));
    }

    void stopEndsAPollAtOnce_data()
    {
        QTest::addColumn<std::vector<PeerStep>>("script");
        QTest::newRow("while it connects") << std::vector{PeerStep::hang()};
        QTest::newRow("while it reads") << std::vector{PeerStep::receive(), PeerStep::send(greeting()),
                                                       PeerStep::hang()};
    }

    void stopEndsAPollAtOnce()
    {
        QFETCH(const std::vector<PeerStep>, script);
        const ScriptedPeer peer(script);
        const auto source = sourceFor(dsnOf(peer.port(), plain));
        std::stop_source stop;
        std::jthread stopper([&stop] {
            std::this_thread::sleep_for(300ms);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll(stop.get_token());
        QVERIFY2(timer.elapsed() < 1300, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Error::Kind::Cancelled));
    }

    /// The first of several hosts swallows every packet; the next attempt begins with the one after it.
    void aSilentFirstHostDoesNotHideTheOthers()
    {
        const ScriptedPeer second({PeerStep::receive(), PeerStep::send("N")});
        const auto source =
            sourceFor(QStringLiteral("host=192.0.2.1,127.0.0.1 port=5432,%1 user=u dbname=d").arg(second.port()));
        const auto first = source->poll({});
        QVERIFY(!first);
        if (second.connections() == 0)
            QVERIFY(!source->poll({}));
        QCOMPARE(second.connections(), 1);
    }

    void everyStageOfADiagnosisIsThere()
    {
        const ScriptedPeer peer({PeerStep::receive(), PeerStep::send("HTTP/1.1 400 Bad Request\r\n\r\n")});
        const auto stages = sourceFor(dsnOf(peer.port(), plain))->diagnose({});
        QStringList drawn;
        for (const DiagnosisStage &stage : stages)
            drawn << stage.stage +
                         (stage.ok ? *stage.ok ? QStringLiteral("+") : QStringLiteral("-") : QStringLiteral("?"));
        QCOMPARE(drawn.join(QLatin1Char(' ')),
                 QStringLiteral("name+ connect+ tls+ sign-in- read? act? clock? newest?"));
        QVERIFY(stages.at(3).value.contains(QStringLiteral("really a PostgreSQL server")));
        QVERIFY(!stages.at(3).advice.isEmpty() && stages.at(3).ms);
    }

    void aHangingDiagnosisEndsInTime()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        QElapsedTimer timer;
        timer.start();
        const auto stages = sourceFor(dsnOf(peer.port(), QString()))->diagnose({});
        QVERIFY(timer.elapsed() < 4300);
        QCOMPARE(stages.at(1).ok, std::optional(true));
        QCOMPARE(stages.at(2).ok, std::optional(false));
    }
};

QTEST_GUILESS_MAIN(TestPostgresPeers)
#include "tst_postgres_peers.moc"
