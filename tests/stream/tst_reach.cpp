// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/reach.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

Endpoint tcp(const QString &host, quint16 port)
{
    return {host, port, {}};
}

/// A port of 127.0.0.1 where nothing listens: bound, not listening, for as long as the object lives.
class DeadPort
{
public:
    DeadPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *name = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_socket.get(), name, length) != 0 || ::getsockname(m_socket.get(), name, &length) != 0)
            qFatal("no port");
        m_port = ntohs(address.sin_port);
    }
    quint16 port() const { return m_port; }
    void listenWithoutAccepting() { ::listen(m_socket.get(), 0); }

private:
    Descriptor m_socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    quint16 m_port = 0;
};

} // namespace

class TestReach : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void onlyThisMachineIsLocal_data()
    {
        QTest::addColumn<bool>("local");
        const auto row = [](const char *host, bool local) { QTest::newRow(host) << local; };
        row("127.0.0.1", true);
        row("127.1.2.3", true);
        row("::1", true);
        row("LocalHost", true);
        row("127.0.0.1.example", false);
        row("0.0.0.0", false);
        row("10.0.0.1", false);
        row("fe80::1", false);
        row("db", false);
    }

    void onlyThisMachineIsLocal()
    {
        QFETCH(const bool, local);
        QCOMPARE(tcp(QString::fromLatin1(QTest::currentDataTag()), 1).isLocal(), local);
    }

    void namesAreLookedUp_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("found");
        QTest::newRow("v4 literal") << QStringLiteral("127.0.0.1") << true;
        QTest::newRow("v6 literal") << QStringLiteral("::1") << true;
        QTest::newRow("from the hosts file") << QStringLiteral("localhost") << true;
        QTest::newRow("reserved name") << QStringLiteral("nowhere.invalid") << false;
        QTest::newRow("hostile") << QStringLiteral("a b\n;<b>") << false;
    }

    void namesAreLookedUp()
    {
        QFETCH(const QString, host);
        QFETCH(const bool, found);
        const Deadline deadline(4000ms, {});
        const auto stage = resolveStage(tcp(host, 1), deadline, m_clock);
        QCOMPARE(stage.stage, QStringLiteral("name"));
        QCOMPARE(stage.ok, std::optional(found));
        QVERIFY(stage.ms.has_value());
        QCOMPARE(stage.advice.isEmpty(), found);
    }

    void aListeningPortIsReached()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        const Deadline deadline(4000ms, {});
        const auto stage = connectStage(tcp(QStringLiteral("localhost"), peer.port()), deadline, m_clock);
        QCOMPARE(stage.ok, std::optional(true));
        QCOMPARE(stage.value, QStringLiteral("localhost:%1").arg(peer.port()));
        QVERIFY(*stage.ms < 2000);
    }

    void aClosedPortIsRefusedAtOnce()
    {
        const DeadPort dead;
        const Deadline deadline(4000ms, {});
        const auto stage = connectStage(tcp(QStringLiteral("127.0.0.1"), dead.port()), deadline, m_clock);
        QCOMPARE(stage.ok, std::optional(false));
        QVERIFY2(stage.value.contains(QLatin1String("refused")), qPrintable(stage.value));
        QVERIFY(*stage.ms < 2000);
    }

    void aDeadAddressDoesNotEatTheDeadline()
    {
        DeadPort full;
        full.listenWithoutAccepting();
        const Deadline deadline(4000ms, {});
        const ScriptedPeer peer({PeerStep::hang()});
        const auto hole = *resolve(QStringLiteral("127.0.0.1"), full.port(), deadline);
        std::vector<Descriptor> fillers; // a queue of length 0 takes one; further SYNs are dropped: a black hole
        for (int i = 0; i < 3; ++i) {
            fillers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            ::connect(fillers.back().get(), reinterpret_cast<const sockaddr *>(&hole[0].storage), hole[0].length);
        }
        const auto good = *resolve(QStringLiteral("127.0.0.1"), peer.port(), deadline);
        QElapsedTimer timer;
        timer.start();
        const auto socket = dialAny(tcp(QStringLiteral("pair"), 1), {hole[0], good[0]}, deadline);
        QVERIFY(bool(socket));
        QVERIFY2(timer.elapsed() >= 200 && timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));

        const Deadline shortDeadline(300ms, {});
        const auto lost = dialAny(tcp(QStringLiteral("hole"), 1), hole, shortDeadline);
        QCOMPARE(lost.error().kind, Error::Kind::Timeout);
    }

    void stopEndsAWaitAtOnce()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        std::stop_source stop;
        const Deadline deadline(20s, stop.get_token());
        const auto socket = dial(tcp(QStringLiteral("127.0.0.1"), peer.port()), deadline);
        QVERIFY(bool(socket));
        QElapsedTimer timer;
        timer.start();
        std::jthread other([&stop] { stop.request_stop(); });
        const auto waited = deadline.wait(socket->get(), POLLIN);
        QCOMPARE(waited.error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(deadline.check().error().kind, Error::Kind::Cancelled);
    }

    void unixSockets_data()
    {
        QTest::addColumn<bool>("listening");
        QTest::newRow("listening") << true;
        QTest::newRow("absent") << false;
    }

    void unixSockets()
    {
        QFETCH(const bool, listening);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("s"));
        const Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, qPrintable(path), sizeof address.sun_path - 1);
        if (listening) {
            QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
            QCOMPARE(::listen(listener.get(), 4), 0);
        }
        const Deadline deadline(4000ms, {});
        const Endpoint endpoint{{}, 0, path};
        QCOMPARE(resolveStage(endpoint, deadline, m_clock).ok, std::optional(true));
        QCOMPARE(connectStage(endpoint, deadline, m_clock).ok, std::optional(listening));
        QVERIFY(endpoint.isLocal());
    }

    void aPathTooLongIsAMistakeInTheConfiguration()
    {
        const Deadline deadline(4000ms, {});
        const auto socket = dial({{}, 0, QString(200, QLatin1Char('x'))}, deadline);
        QCOMPARE(socket.error().kind, Error::Kind::Config);
    }

    void manyCallersHoldTheirDeadlineWhateverTheDnsDoes()
    {
        std::vector<std::jthread> callers;
        std::atomic<int> failed = 0;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 60; ++i) {
            callers.emplace_back([&failed, i] {
                const Deadline deadline(1500ms, {});
                failed += !resolve(QStringLiteral("host%1.invalid").arg(i % 30), 1, deadline);
            });
        }
        callers.clear();
        QCOMPARE(failed.load(), 60);
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestReach)
#include "tst_reach.moc"
