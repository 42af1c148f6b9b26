// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/http.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <sys/resource.h>

#include <atomic>
#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;
using Script = std::vector<PeerStep>;
Q_DECLARE_METATYPE(Script)

namespace {

std::unique_ptr<HttpClient> clientTo(quint16 port)
{
    HttpPeer peer;
    peer.url = QStringLiteral("http://127.0.0.1:%1").arg(port);
    return HttpClient::create(peer).value();
}

HttpRequest get(const QString &path = QStringLiteral("/"))
{
    HttpRequest request;
    request.path = path;
    return request;
}

QByteArray answer(const QByteArray &body, const QByteArray &more = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + more + "\r\n" + body;
}

/// Answers every request that has come in whole; all our requests here are without a body.
PeerStep answering(const QByteArray &text)
{
    return PeerStep::converse([text](QByteArray &received) {
        QByteArray reply;
        for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
            received.remove(0, end + 4);
            reply += text;
        }
        return reply;
    });
}

Script afterRequest(std::vector<PeerStep> steps)
{
    steps.insert(steps.begin(), PeerStep::receive());
    return steps;
}

QByteArray gzipBomb()
{
    QProcess gzip;
    gzip.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("head -c 1000000000 /dev/zero | gzip -1")});
    gzip.waitForFinished(60'000);
    return gzip.readAllStandardOutput();
}

// AddressSanitizer keeps 256 MB of freed memory aside.
#ifdef __SANITIZE_ADDRESS__
constexpr long mostGrowthKb = 600 * 1024;
#else
constexpr long mostGrowthKb = 100 * 1024;
#endif

long peakMemoryKb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void anAnswerComesBackWhole()
    {
        const ScriptedPeer peer({answering(answer("hello"))});
        const HttpOutcome outcome = clientTo(peer.port())->perform(get(QStringLiteral("/a/b")), 4s, {});
        QVERIFY(bool(outcome.answer));
        QCOMPARE(outcome.answer->status, 200);
        QCOMPARE(outcome.answer->body, QByteArray("hello"));
        QCOMPARE(outcome.answer->contentType, QStringLiteral("text/plain"));
        QVERIFY(outcome.totalMs > 0);
        QVERIFY(peer.received().startsWith("GET /a/b HTTP/1.1\r\n"));
        QVERIFY(peer.received().contains("Accept-Encoding: gzip\r\n"));
    }

    void aSmallAnswerIsAskedForUnpacked()
    {
        const ScriptedPeer peer({answering(answer("1"))});
        HttpRequest small = get();
        small.packing = HttpRequest::Packing::None;
        QVERIFY(bool(clientTo(peer.port())->perform(small, 4s, {}).answer));
        QVERIFY(peer.received().contains("Accept-Encoding: identity\r\n"));
    }

    void manyRequestsShareTwoConnections()
    {
        const ScriptedPeer peer({answering(answer("hello"))});
        const auto client = clientTo(peer.port());
        const std::vector<HttpRequest> requests(200, get());
        for (int call = 0; call < 3; ++call) {
            for (const HttpOutcome &outcome : client->perform(requests, 4s, {}))
                QVERIFY(bool(outcome.answer));
        }
        QVERIFY2(peer.connections() <= 2, qPrintable(QString::number(peer.connections())));
        QCOMPARE(peer.received().count("GET "), 600);
    }

    void theEnvironmentDecidesNothing()
    {
        const ScriptedPeer peer({answering(answer("direct"))});
        qputenv("http_proxy", "http://127.0.0.1:1");
        qputenv("ALL_PROXY", "http://127.0.0.1:1");
        const HttpOutcome outcome = clientTo(peer.port())->perform(get(), 4s, {});
        qunsetenv("http_proxy");
        qunsetenv("ALL_PROXY");
        QVERIFY(bool(outcome.answer));
    }

    void credentialsTravelInTheHeaderOnly()
    {
        const ScriptedPeer peer({answering(answer("hello"))});
        HttpPeer settings;
        settings.url = QStringLiteral("http://me:p%40ss@127.0.0.1:%1/prefix").arg(peer.port());
        QVERIFY(bool((*HttpClient::create(settings))->perform(get(QStringLiteral("/x")), 4s, {}).answer));
        QVERIFY(peer.received().startsWith("GET /prefix/x HTTP/1.1\r\nHost: 127.0.0.1"));
        QVERIFY(peer.received().contains("Authorization: Basic bWU6cEBzcw==\r\n"));

        settings.bearerToken = QStringLiteral("token-word");
        QVERIFY(bool((*HttpClient::create(settings))->perform(get(QStringLiteral("/x")), 4s, {}).answer));
        QVERIFY(peer.received().contains("Authorization: Bearer token-word\r\n"));
    }

    void headersOfTheWorkspaceAreSent()
    {
        const ScriptedPeer peer({answering(answer("hello"))});
        HttpPeer settings;
        settings.url = QStringLiteral("http://127.0.0.1:%1").arg(peer.port());
        settings.headers = {{QStringLiteral("X-Scope-OrgID"), QStringLiteral("shop")},
                            {QStringLiteral("X-Empty"), QString()}};
        QVERIFY(bool((*HttpClient::create(settings))->perform(get(QStringLiteral("/x")), 4s, {}).answer));
        QVERIFY(peer.received().contains("\r\nX-Scope-OrgID: shop\r\n"));
        QVERIFY(peer.received().contains("\r\nX-Empty:\r\n"));
        for (const auto &[name, value] :
             {std::pair("X-A\r\nX-B", "1"), std::pair("X-A", "1\r\nX-B: 2"), std::pair("Host", "elsewhere"),
              std::pair("", "1"), std::pair("Content-Length", "0")}) {
            settings.headers = {{QString::fromLatin1(name), QString::fromLatin1(value)}};
            const auto refused = HttpClient::create(settings);
            QVERIFY2(!refused && refused.error().kind == Error::Kind::Config, name);
        }
    }

    void aRedirectIsAnAnswer()
    {
        const ScriptedPeer other({answering(answer("elsewhere"))});
        const QByteArray moved =
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + QByteArray::number(other.port()) +
            "/\r\nContent-Length: 0\r\n\r\n";
        const ScriptedPeer peer({answering(moved)});
        const HttpOutcome outcome = clientTo(peer.port())->perform(get(), 4s, {});
        QVERIFY(bool(outcome.answer));
        QCOMPARE(outcome.answer->status, 302);
        QCOMPARE(other.connections(), 0);
    }

    void badPeersEndInTimeAndInBounds_data()
    {
        using Kind = Error::Kind;
        QTest::addColumn<Script>("script");
        QTest::addColumn<Error::Kind>("kind");
        const QByteArray good = "HTTP/1.1 200 OK\r\n";
        QTest::newRow("silent") << Script{PeerStep::hang()} << Kind::Timeout;
        QTest::newRow("closes at once") << Script{} << Kind::Unreachable;
        QTest::newRow("closes after the request") << afterRequest({}) << Kind::Unreachable;
        QTest::newRow("resets") << afterRequest({PeerStep::reset()}) << Kind::Unreachable;
        QTest::newRow("drips its header")
            << afterRequest({PeerStep::drip(answer(QByteArray(1000, 'x')), 200ms)}) << Kind::Timeout;
        QTest::newRow("drips its body") << afterRequest({PeerStep::send(good + "Content-Length: 1000\r\n\r\n"),
                                                         PeerStep::drip(QByteArray(1000, 'x'), 200ms)})
                                        << Kind::Timeout;
        QTest::newRow("another protocol")
            << Script{PeerStep::send("220 mail.example ESMTP ready\r\n"), PeerStep::hang()} << Kind::Protocol;
        QTest::newRow("binary") << afterRequest({PeerStep::send(QByteArray::fromHex("160303004a02000046030300ff"))})
                                << Kind::Protocol;
        QTest::newRow("HTTP/0.9") << afterRequest({PeerStep::send("<html>hello</html>")}) << Kind::Protocol;
        QTest::newRow("headers without end")
            << afterRequest({PeerStep::send(good), PeerStep::flood("X-More: of the same\r\n")}) << Kind::Protocol;
        QTest::newRow("a header line without end")
            << afterRequest({PeerStep::send(good), PeerStep::flood("aaaaaaaaaaaaaaaa")}) << Kind::Protocol;
        QTest::newRow("interim answers without end")
            << afterRequest({PeerStep::flood("HTTP/1.1 100 Continue\r\n\r\n")}) << Kind::Protocol;
        QTest::newRow("a body without end")
            << afterRequest({PeerStep::send(good + "\r\n"), PeerStep::flood(QByteArray(65536, 'x'))}) << Kind::Protocol;
        QTest::newRow("chunks without end")
            << afterRequest({PeerStep::send(good + "Transfer-Encoding: chunked\r\n\r\n"),
                             PeerStep::flood("10000\r\n" + QByteArray(65536, 'x') + "\r\n")})
            << Kind::Protocol;
        QTest::newRow("chunks, slow, without end")
            << afterRequest({PeerStep::send(good + "Transfer-Encoding: chunked\r\n\r\n"),
                             PeerStep::drip(QByteArray("1\r\nx\r\n").repeated(200), 100ms)})
            << Kind::Timeout;
        QTest::newRow("a bad chunk") << afterRequest(
                                            {PeerStep::send(good + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")})
                                     << Kind::Protocol;
        QTest::newRow("announces 1 TB") << afterRequest({PeerStep::send(good + "Content-Length: 1099511627776\r\n\r\n"),
                                                         PeerStep::hang()})
                                        << Kind::Protocol;
        QTest::newRow("closes in the body")
            << afterRequest({PeerStep::send(good + "Content-Length: 100\r\n\r\nabc")}) << Kind::Protocol;
        QTest::newRow("gzip bomb of 1 GB")
            << afterRequest({PeerStep::send(good + "Content-Encoding: gzip\r\n\r\n" + gzipBomb())}) << Kind::Protocol;
        QTest::newRow("gzip in gzip") << afterRequest(
                                             {PeerStep::send(good + "Content-Encoding: gzip, gzip\r\n\r\nxxxx")})
                                      << Kind::Protocol;
        QTest::newRow("brotli, unasked") << afterRequest({PeerStep::send(good + "Content-Encoding: br\r\n\r\nxxxx")})
                                         << Kind::Protocol;
        QTest::newRow("not gzip after all")
            << afterRequest({PeerStep::send(answer("hello", "Content-Encoding: gzip\r\n"))}) << Kind::Protocol;
    }

    void badPeersEndInTimeAndInBounds()
    {
        QFETCH(Script, script);
        QFETCH(Error::Kind, kind);
        const long before = peakMemoryKb();
        const ScriptedPeer peer(script);
        const auto client = clientTo(peer.port());
        QElapsedTimer timer;
        timer.start();
        const HttpOutcome outcome = client->perform(get(), 4s, {});
        QVERIFY2(timer.elapsed() < 4500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!outcome.answer);
        QVERIFY2(outcome.answer.error().kind == kind, qPrintable(outcome.answer.error().message));
        QVERIFY(peakMemoryKb() - before < mostGrowthKb);
    }

    void theLimitIsForAllRequestsTogether()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        QElapsedTimer timer;
        timer.start();
        const auto outcomes = clientTo(peer.port())->perform(std::vector<HttpRequest>(500, get()), 1500ms, {});
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(outcomes.size(), std::size_t{500});
        for (const HttpOutcome &outcome : outcomes)
            QCOMPARE(outcome.answer.error().kind, Error::Kind::Timeout);
        QVERIFY(peer.connections() <= 2);
    }

    void aRefusalEndsTheCall_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("401") << 401 << Error::Kind::Auth;
        QTest::newRow("403") << 403 << Error::Kind::Auth;
        QTest::newRow("429") << 429 << Error::Kind::Full;
    }

    void aRefusalEndsTheCall()
    {
        QFETCH(int, status);
        QFETCH(Error::Kind, kind);
        const ScriptedPeer peer(
            {answering("HTTP/1.1 " + QByteArray::number(status) + " No\r\nContent-Length: 0\r\n\r\n")});
        const auto outcomes = clientTo(peer.port())->perform(std::vector<HttpRequest>(100, get()), 4s, {});
        QVERIFY(peer.received().count("GET ") <= 3);
        QCOMPARE(outcomes.front().answer->status, status);
        QCOMPARE(outcomes.back().answer.error().kind, kind);
    }

    void nobodyThereIsToldAtOnce()
    {
        quint16 port = 0;
        {
            const ScriptedPeer gone({});
            port = gone.port();
        }
        const auto outcomes = clientTo(port)->perform(std::vector<HttpRequest>(500, get()), 4s, {});
        QCOMPARE(outcomes.front().answer.error().kind, Error::Kind::Unreachable);
        QCOMPARE(outcomes.back().answer.error().kind, Error::Kind::Unreachable);
    }

    void aNameThatIsNoneIsNamed()
    {
        HttpPeer peer;
        peer.url = QStringLiteral("https://me:secret-word@no-such-host.invalid");
        const HttpOutcome outcome = (*HttpClient::create(peer))->perform(get(), 4s, {});
        QCOMPARE(outcome.answer.error().kind, Error::Kind::Unreachable);
        QVERIFY(outcome.answer.error().message.contains(QStringLiteral("no-such-host.invalid")));
        QVERIFY(!outcome.answer.error().message.contains(QStringLiteral("secret-word")));
    }

    void theSizeOfAnAnswerIsTheCallersToChoose()
    {
        const ScriptedPeer peer({answering(answer(QByteArray(5000, 'x')))});
        HttpRequest request = get();
        request.largestBody = 4999;
        QCOMPARE(clientTo(peer.port())->perform(request, 4s, {}).answer.error().kind, Error::Kind::Protocol);
        request.largestBody = 5000;
        QVERIFY(bool(clientTo(peer.port())->perform(request, 4s, {}).answer));
    }

    void stopEndsTheCall()
    {
        const ScriptedPeer peer({PeerStep::hang()});
        const auto client = clientTo(peer.port());
        std::stop_source stop;
        const std::jthread stopper([&] {
            while (peer.received().isEmpty())
                std::this_thread::sleep_for(1ms);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const auto outcomes = client->perform(std::vector<HttpRequest>(5, get()), 4s, stop.get_token());
        QVERIFY(timer.elapsed() < 1000);
        for (const HttpOutcome &outcome : outcomes)
            QCOMPARE(outcome.answer.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
