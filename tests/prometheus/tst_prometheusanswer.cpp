// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheusanswer.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <cmath>

using namespace surgedeck;

namespace {

HttpAnswer http(int status, const QByteArray &body, const char *type = "application/json")
{
    return {status, body, QString::fromLatin1(type)};
}

HttpAnswer success(const QByteArray &data)
{
    return http(200, R"({"status":"success","data":)" + data + "}");
}

QString print(const Result<PrometheusAnswer> &answer)
{
    static const QStringList kinds = {
        QStringLiteral("Config"),  QStringLiteral("Auth"),     QStringLiteral("Full"),    QStringLiteral("Unreachable"),
        QStringLiteral("Timeout"), QStringLiteral("Protocol"), QStringLiteral("Refused"), QStringLiteral("Cancelled")};
    if (!answer)
        return kinds[int(answer.error().kind)] + QStringLiteral(": ") + answer.error().message;
    const auto value = singleValue(*answer);
    if (!value)
        return QStringLiteral("not one: ") + value.error().message;
    return *value ? QString::number(**value, 'g', 17) : QStringLiteral("null");
}

QByteArray data(const char *text)
{
    return success(text).body;
}

struct Row
{
    const char *name;
    int status;
    QByteArray body;
    const char *printed;
};

const Row rows[] = {
    {"one series", 200, data(R"({"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1.5,"42"]}]})"), "42"},
    {"scalar", 200, data(R"({"resultType":"scalar","result":[1,"-0.25"]})"), "-0.25"},
    {"nothing", 200, data(R"({"resultType":"vector","result":[]})"), "null"},
    {"NaN", 200, data(R"({"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]}]})"), "null"},
    {"infinite", 200, data(R"({"resultType":"scalar","result":[1,"+Inf"]})"), "inf"},
    {"minus infinite", 200, data(R"({"resultType":"scalar","result":[1,"-Inf"]})"), "-inf"},
    {"all digits", 200, data(R"({"resultType":"scalar","result":[1,"0.30000000000000004"]})"), "0.30000000000000004"},
    {"exponent", 200, data(R"({"resultType":"scalar","result":[1,"1e+21"]})"), "1e+21"},
    {"whole seconds", 200, data(R"({"resultType":"vector","result":[{"metric":{},"value":[1795262551,"7"]}]})"), "7"},
    {"three series", 200,
     data(
         R"({"resultType":"vector","result":[{"metric":{},"value":[1,"1"]},{"metric":{},"value":[1,"2"]},{"metric":{},"value":[1,"3"]}]})"),
     "not one: 3 series where one value is meant: aggregate it"},
    {"range", 200, data(R"({"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]})"),
     "not one: a range of samples where one value is meant: apply a function to it"},
    {"text", 200, data(R"({"resultType":"string","result":[1,"hello"]})"), "not one: a text where a number is meant"},

    {"wrong expression", 400,
     R"({"status":"error","errorType":"bad_data","error":"1:6: parse error: unclosed left parenthesis"})",
     "Config: 1:6: parse error: unclosed left parenthesis"},
    {"can not be executed", 422,
     R"({"status":"error","errorType":"execution","error":"many-to-many matching not allowed"})",
     "Config: many-to-many matching not allowed"},
    {"VictoriaMetrics' own type", 422, R"({"status":"error","errorType":"422","error":"unexpected token"})",
     "Config: unexpected token"},
    {"query timeout", 503,
     R"({"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"})",
     "Timeout: query timed out in expression evaluation"},
    {"cancelled there", 503, R"({"status":"error","errorType":"canceled","error":"query was canceled"})",
     "Timeout: query was canceled"},
    {"storage broken", 500, R"({"status":"error","errorType":"internal","error":"disk"})", "Protocol: disk"},
    {"no store behind", 503, R"({"status":"error","errorType":"unavailable","error":"no stores"})",
     "Unreachable: no stores"},
    {"error with 200", 200, R"({"status":"error","errorType":"bad_data","error":"x"})", "Config: x"},
    {"success with 500", 500, data(R"({"resultType":"vector","result":[]})"),
     "Protocol: the server answers 500 with application/json, not as a Prometheus API"},

    {"starting", 503, "Service Unavailable", "Unreachable: the server is not ready (503)"},
    {"gateway", 502, "<html>Bad Gateway</html>", "Unreachable: the server is not ready (502)"},
    {"unauthorised", 401, "Unauthorized", "Auth: the server does not accept our credentials (401)"},
    {"forbidden, in JSON", 403, R"({"status":"error","errorType":"x","error":"y"})",
     "Auth: the server refuses us (403)"},
    {"too many", 429, "slow down", "Full: the server asks for fewer requests (429)"},
    {"not found", 404, "404 page not found",
     "Protocol: no Prometheus API at this address (404): the url may need a path prefix"},
    {"redirect", 302, "",
     "Protocol: the server redirects (302), which is never followed: the url must be the final one"},
    {"error page", 500, "oops", "Protocol: the server answers 500 with application/json, not as a Prometheus API"},
    {"another JSON", 200, R"({"hello":"world"})",
     "Protocol: the server answers 200 with application/json, not as a Prometheus API"},
    {"a list", 200, "[1,2]", "Protocol: the server answers 200 with application/json, not as a Prometheus API"},
    {"nothing at all", 200, "", "Protocol: the server answers 200 with application/json, not as a Prometheus API"},
    {"cut off", 200, R"({"status":"success","data":{"resultType":"vec)",
     "Protocol: the server answers 200 with application/json, not as a Prometheus API"},

    {"no data", 200, R"({"status":"success"})",
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"unknown type", 200, data(R"({"resultType":"streams","result":[]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"result is no list", 200, data(R"({"resultType":"vector","result":{}})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"no value", 200, data(R"({"resultType":"vector","result":[{"metric":{}}]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"value is a number", 200, data(R"({"resultType":"vector","result":[{"metric":{},"value":[1,2]}]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"value is words", 200, data(R"({"resultType":"scalar","result":[1,"twelve"]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"value is empty", 200, data(R"({"resultType":"scalar","result":[1,""]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"time beyond all time", 200, data(R"({"resultType":"scalar","result":[1e300,"1"]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"time is text", 200, data(R"({"resultType":"scalar","result":["1","1"]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
    {"three in a pair", 200, data(R"({"resultType":"scalar","result":[1,"1",1]})"),
     "Protocol: the answer is not formed as the Prometheus API documents it"},
};

// moc loses its way in raw strings inside a class.
const char *const rangeAnswer =
    R"({"resultType":"matrix","result":[{"metric":{"b":"2","a":"1"},"values":[[1.5,"1"],[2.25,"NaN"]]}]})";
const char *const deepStart = R"({"status":"success","data":)";
const char *const versionAnswer = R"({"version":"2.42.0+ds"})";
const char *const errorStart = R"({"status":"error","errorType":"bad_data","error":")";
const char *const remarkedAnswer =
    R"({"status":"success","data":{"resultType":"vector","result":[],"stats":{"timings":{"execTotalTime":0.0025}}},)"
    R"("warnings":["partial data"],"infos":["not a counter"]})";

} // namespace

class TestPrometheusAnswer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void readsAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("printed");
        for (const Row &row : rows)
            QTest::newRow(row.name) << row.status << row.body << QString::fromUtf8(row.printed);
    }

    void readsAnswers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, printed);
        QCOMPARE(print(parsePrometheusAnswer(http(status, body))), printed);
    }

    void saysWhatElseAnswered()
    {
        const auto answer = parsePrometheusAnswer(http(200, "<html>", "text/html; charset=utf-8"));
        QCOMPARE(answer.error().message,
                 QStringLiteral("the server answers 200 with text/html; charset=utf-8, not as a Prometheus API"));
    }

    void readsARange()
    {
        const auto answer = parsePrometheusAnswer(success(rangeAnswer));
        QVERIFY(bool(answer));
        QCOMPARE(answer->series.size(), std::size_t{1});
        const MetricSeries &series = answer->series.front();
        QCOMPARE(series.labels.front().first, QStringLiteral("a"));
        QCOMPARE(series.points[1].time.time_since_epoch(), Milliseconds(2250));
        QVERIFY(std::isnan(series.points[1].value));
    }

    void keepsRemarksAndCost()
    {
        const auto answer = parsePrometheusAnswer(http(200, remarkedAnswer));
        QCOMPARE(answer->remark, QStringLiteral("partial data; not a counter"));
        QVERIFY(answer->serverTime == std::chrono::microseconds(2500));
    }

    void hostileJsonIsOnlyAnError_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("deep") << QByteArray("[").repeated(1'000'000);
        QTest::newRow("deep inside") << QByteArray(deepStart) + QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("zero bytes") << QByteArray(100'000, '\0');
        QTest::newRow("not UTF-8") << QByteArray("{\"status\":\"succ\xff\xfe\"}");
    }

    void hostileJsonIsOnlyAnError()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(parsePrometheusAnswer(http(200, body)).error().kind, Error::Kind::Protocol);
    }

    void longWordsAreCut()
    {
        const QByteArray body = QByteArray(errorStart) + QByteArray(1'000'000, 'x') + "\"}";
        QCOMPARE(parsePrometheusAnswer(http(400, body)).error().message.size(), 500);
    }

    void readsTheVersion()
    {
        QCOMPARE(*parseBuildInfo({success(versionAnswer), 1}), QStringLiteral("2.42.0+ds"));
        QCOMPARE(*parseBuildInfo({success("{}"), 1}), QString());
        QVERIFY(!parseBuildInfo({http(404, "404 page not found"), 1}));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusAnswer)
#include "tst_prometheusanswer.moc"
