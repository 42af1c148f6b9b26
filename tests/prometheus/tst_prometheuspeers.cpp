// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUrlQuery>

using namespace surgedeck;
using namespace std::chrono_literals;
using Script = std::vector<PeerStep>;
Q_DECLARE_METATYPE(Script)

namespace {

const SystemClock systemClock;
using Answering = std::function<QByteArray(const QString &query)>;

QByteArray http(const QByteArray &body, const QByteArray &status = "200 OK",
                const QByteArray &type = "application/json")
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray scalar(const QByteArray &value)
{
    return http(R"({"status":"success","data":{"resultType":"scalar","result":[1,")" + value + R"("]}})");
}

QByteArray serverTime()
{
    return scalar(QByteArray::number(toSeconds(systemClock.now().time_since_epoch()), 'f', 3));
}

/// Takes requests with a form apart; an empty answer leaves the request without one.
PeerStep api(Answering answer)
{
    return PeerStep::converse([answer = std::move(answer)](QByteArray &received) {
        QByteArray reply;
        for (qsizetype end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
            const qsizetype lengthAt = received.toLower().indexOf("content-length: ");
            const qsizetype length = lengthAt < 0 ? 0 : received.mid(lengthAt + 16, 12).split('\r').first().toInt();
            if (received.size() < end + 4 + length)
                break;
            const QUrlQuery form(QString::fromLatin1(received.mid(end + 4, length)));
            received.remove(0, end + 4 + length);
            reply += answer(form.queryItemValue(QStringLiteral("query"), QUrl::FullyDecoded));
        }
        return reply;
    });
}

SourcePtr sourceAt(quint16 port, const QStringList &expressions)
{
    SourceSettings settings;
    settings.id = QStringLiteral("prom");
    settings.type = QStringLiteral("prometheus");
    settings.endpoint = QStringLiteral("http://me:secret-word@127.0.0.1:%1").arg(port);
    for (const QString &expression : expressions)
        settings.expressions.push_back({expression, expression});
    return createSource(settings, systemClock).value();
}

const MetricSample &sampleIn(const PollResult &result)
{
    return std::get<MetricSample>(result.observations.front());
}

} // namespace

class TestPrometheusPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aBadPeerIsAnErrorInTime_data()
    {
        using Kind = Error::Kind;
        QTest::addColumn<Script>("script");
        QTest::addColumn<Error::Kind>("kind");
        const auto always = [](const QByteArray &answer) {
            return Script{api([answer](const QString &) { return answer; })};
        };
        QTest::newRow("silent") << Script{PeerStep::hang()} << Kind::Timeout;
        QTest::newRow("closes") << Script{PeerStep::receive()} << Kind::Unreachable;
        QTest::newRow("drip") << Script{PeerStep::receive(), PeerStep::drip(http(QByteArray(5000, 'x')), 100ms)}
                              << Kind::Timeout;
        QTest::newRow("garbage") << Script{PeerStep::receive(), PeerStep::flood(QByteArray::fromHex("00ff10ee"))}
                                 << Kind::Protocol;
        QTest::newRow("Redis") << Script{PeerStep::receive(), PeerStep::send("-ERR unknown command 'POST'\r\n")}
                               << Kind::Protocol;
        QTest::newRow("headers without end")
            << Script{PeerStep::receive(), PeerStep::send("HTTP/1.1 200 OK\r\n"), PeerStep::flood("A: b\r\n")}
            << Kind::Protocol;
        QTest::newRow("HTML") << always(http("<html>sign in</html>", "200 OK", "text/html")) << Kind::Protocol;
        QTest::newRow("redirect")
            << always("HTTP/1.1 302 Found\r\nLocation: https://sso.example/\r\nContent-Length: 0\r\n\r\n")
            << Kind::Protocol;
        QTest::newRow("401") << always(http("no", "401 Unauthorized", "text/plain")) << Kind::Auth;
        QTest::newRow("403") << always(http("no", "403 Forbidden", "text/plain")) << Kind::Auth;
        QTest::newRow("429") << always(http("slow", "429 Too Many Requests", "text/plain")) << Kind::Full;
        QTest::newRow("500") << always(http("oops", "500 Internal Server Error", "text/plain")) << Kind::Protocol;
        QTest::newRow("503") << always(http("Service Unavailable", "503 Service Unavailable", "text/plain"))
                             << Kind::Unreachable;
        QTest::newRow("404") << always(http("404 page not found", "404 Not Found", "text/plain")) << Kind::Protocol;
        QTest::newRow("another JSON") << always(http(R"({"version":7})")) << Kind::Protocol;
        QTest::newRow("deep JSON") << always(http(QByteArray("[").repeated(100'000))) << Kind::Protocol;
        QTest::newRow("a very long answer") << always(http(QByteArray(5'000'000, ' '))) << Kind::Protocol;
        QTest::newRow("no time at all") << always(scalar("NaN")) << Kind::Protocol;
    }

    void aBadPeerIsAnErrorInTime()
    {
        QFETCH(Script, script);
        QFETCH(Error::Kind, kind);
        const ScriptedPeer peer(script);
        const SourcePtr source = sourceAt(peer.port(), {QStringLiteral("up")});
        QElapsedTimer timer;
        timer.start();
        const auto result = source->poll({});
        QVERIFY2(timer.elapsed() < 4200, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!result);
        QVERIFY2(result.error().kind == kind, qPrintable(result.error().message));
        QVERIFY(!result.error().message.contains(QStringLiteral("secret-word")));
        QVERIFY2(peer.connections() == 1, "a peer that failed once is not asked a second time in the same poll");
    }

    void diagnosisOfABadPeerEndsInTime_data() { aBadPeerIsAnErrorInTime_data(); }

    void diagnosisOfABadPeerEndsInTime()
    {
        QFETCH(Script, script);
        const ScriptedPeer peer(script);
        QElapsedTimer timer;
        timer.start();
        const auto stages = sourceAt(peer.port(), {})->diagnose({});
        QVERIFY(timer.elapsed() < 4200);
        QCOMPARE(stages.size(), std::size_t{8});
        QVERIFY(stages[0].ok == true && stages[1].ok == true);
        const auto failed =
            std::find_if(stages.begin(), stages.end(), [](const DiagnosisStage &stage) { return stage.ok == false; });
        QVERIFY(failed != stages.end());
        QVERIFY(!failed->value.isEmpty() && !failed->advice.isEmpty());
        for (const DiagnosisStage &stage : stages)
            QVERIFY(!stage.value.contains(QStringLiteral("secret-word")));
    }

    void whatIsNotAnsweredInTimeIsAnErrorByItself()
    {
        const ScriptedPeer peer({api([](const QString &query) {
            return query == QStringLiteral("time()") ? serverTime()
                   : query == QStringLiteral("1")    ? scalar("1")
                                                     : QByteArray();
        })});
        const SourcePtr source =
            sourceAt(peer.port(), {QStringLiteral("1"), QStringLiteral("slow()"), QStringLiteral("slower()")});
        const auto result = source->poll({});
        QVERIFY(bool(result));
        const MetricSample &sample = sampleIn(*result);
        QCOMPARE(sample.values.size(), std::size_t{3});
        QVERIFY(sample.values[0].value == 1.0);
        QVERIFY(!sample.values[1].value && sample.values[1].error.contains(QStringLiteral("does not answer in time")));
        QVERIFY(!sample.values[2].value && !sample.values[2].error.isEmpty());
    }

    void aCostlyExpressionIsAskedLessOften()
    {
        int cheap = 0;
        int costly = 0;
        const auto answer = [&](const QString &query) {
            if (query == QStringLiteral("time()"))
                return serverTime();
            const bool isCheap = query == QStringLiteral("1");
            isCheap ? ++cheap : ++costly;
            return http(
                R"({"status":"success","data":{"resultType":"scalar","result":[1,"1"],"stats":{"timings":{"execTotalTime":)" +
                QByteArray(isCheap ? "0.0005" : "0.4") + "}}}}");
        };
        {
            const ScriptedPeer peer({api(answer)});
            const SourcePtr source = sourceAt(peer.port(), {QStringLiteral("1"), QStringLiteral("2")});
            for (int i = 0; i < 4; ++i) {
                QVERIFY(bool(source->poll({})));
                QTest::qWait(520);
            }
        }
        QCOMPARE(cheap, 4);
        QCOMPARE(costly, 1);
    }

    void theServersWarningStaysWithItsValue()
    {
        const ScriptedPeer peer({api([](const QString &query) {
            return query == QStringLiteral("time()")
                       ? serverTime()
                       : http(
                             R"({"status":"success","data":{"resultType":"scalar","result":[1,"1"]},"warnings":["partial response"]})");
        })});
        const auto result = sourceAt(peer.port(), {QStringLiteral("1")})->poll({});
        QCOMPARE(sampleIn(*result).values.front().remark, QStringLiteral("partial response"));
    }

    void agesAreAskedForOneByOneWhenTheJointQueryIsRefused()
    {
        const ScriptedPeer peer({api([](const QString &query) {
            if (query.startsWith(QStringLiteral("label_replace")) || query.contains(QStringLiteral("odd")))
                return http(R"({"status":"error","errorType":"bad_data","error":"no"})", "400 Bad Request");
            return query == QStringLiteral("time()") || query.contains(QStringLiteral("timestamp(")) ? serverTime()
                                                                                                     : scalar("5");
        })});
        const SourcePtr source = sourceAt(peer.port(), {QStringLiteral("good"), QStringLiteral("good + odd")});
        for (int i = 0; i < 5; ++i)
            QVERIFY(bool(source->poll({})));
        QTest::qWait(510);
        const auto result = source->poll({});
        QVERIFY(sampleIn(*result).values[0].newestSample.has_value());
        QVERIFY(sampleIn(*result).values[0].value == 5.0);
        QVERIFY(!sampleIn(*result).values[1].error.isEmpty());
    }

    void settingsThatMakeNoSenseAreToldBeforeAnythingHappens()
    {
        SourceSettings settings;
        settings.type = QStringLiteral("prometheus");
        for (const char *url : {"", "prometheus:9090", "http://prometheus.example"}) {
            settings.endpoint = QString::fromLatin1(url);
            const auto source = createSource(settings, systemClock);
            QVERIFY(!source);
            QCOMPARE(source.error().kind, Error::Kind::Config);
        }
    }
};

QTEST_GUILESS_MAIN(TestPrometheusPeers)
#include "tst_prometheuspeers.moc"
