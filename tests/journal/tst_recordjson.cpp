// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"
#include "models/domain/journal.h"
#include "models/domain/recordjson.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace surgedeck;
using namespace std::chrono_literals;
Q_DECLARE_METATYPE(Observation)

namespace {

const WallTime noon{Milliseconds(1'790'000'000'123)};

Session fullSession()
{
    return {QStringLiteral("4711"),
            QStringLiteral("shop"),
            QStringLiteral("checkout é 🛒"),
            QStringLiteral("10.0.0.1:5000"),
            QStringLiteral("orders"),
            QStringLiteral("active"),
            QStringLiteral("Lock: transactionid"),
            WaitClass::Lock,
            true,
            1500ms,
            2500ms,
            QStringLiteral("d1"),
            QStringLiteral("update t set a = ?"),
            QStringLiteral("4711/1/2")};
}

struct Row
{
    const char *name;
    Observation observation;
    const char *json;
};

/// Every kind twice: with everything that it can say, and with nothing.
std::vector<Row> rows()
{
    const auto text = [](const char *words) { return QString::fromUtf8(words); };
    return {
        {"source_health", SourceHealth{SourceState::Down, text("refused"), 1000ms, noon, noon - 5s, 2.5, 0.001},
         R"({"error":"refused","interval_ms":1000,"newest_sample_ms":1789999995123,"next_attempt_ms":1790000000123,"state":"down","statements_per_s":2.5,"time_share":0.001})"},
        {"source_health, empty", SourceHealth{}, R"({"interval_ms":0,"state":"unknown"})"},
        {"source_notices", SourceNotices{{text("plain text"), text("superuser")}},
         R"({"attention":["plain text","superuser"]})"},
        {"source_notices, empty", SourceNotices{}, "{}"},
        {"session_sample", SessionSample{{fullSession(), Session{}}, {1, 2, 3, 4, 5.5}, 20, 100, true},
         R"({"active":{"client":4,"io":3,"lock":2,"other":5.5,"running":1},"connection_limit":100,"connections":20,"sessions":[)"
         R"({"active":true,"age_ms":1500,"application":"checkout é 🛒","client":"10.0.0.1:5000","database":"orders","digest":"d1","id":"4711",)"
         R"("identity":"4711/1/2","state":"active","text":"update t set a = ?","transaction_age_ms":2500,"user":"shop","wait":"Lock: transactionid","wait_class":"lock"},)"
         R"({"active":false,"wait_class":"running"}],"truncated":true})"},
        {"session_sample, empty", SessionSample{},
         R"({"active":{"client":0,"io":0,"lock":0,"other":0,"running":0},"connections":0,"truncated":false})"},
        {"digest_deltas",
         DigestDeltas{
             5000ms, {{text("d1"), text("select ?"), 10, 25.25, 3.5, 100, 10, 0.5, 2}, DigestDelta{}}, text("partly")},
         R"({"digests":[{"calls":10,"digest":"d1","lock_ms":0.5,"p95_ms":3.5,"rows_examined":100,"rows_sent":10,"text":"select ?","total_ms":25.25,"usual_mean_ms":2},)"
         R"({"calls":0,"total_ms":0}],"reason":"partly","window_ms":5000})"},
        {"digest_deltas, empty", DigestDeltas{}, R"({"window_ms":0})"},
        {"lock_graph",
         LockGraph{2,
                   {{text("7"),
                     {text("8"), text("9")},
                     text("orders"),
                     text("X"),
                     text("waiting"),
                     3000ms,
                     text("shop"),
                     text("app"),
                     text("update t"),
                     4},
                    LockParticipant{}},
                   text("no right")},
         R"({"cannot_tell":"no right","participants":[{"age_ms":3000,"application":"app","blocked_by":["8","9"],"id":"7","mode":"X","object":"orders",)"
         R"("rows_modified":4,"state":"waiting","text":"update t","user":"shop"},{}],"waiters":2})"},
        {"lock_graph, empty", LockGraph{}, R"({"waiters":0})"},
        {"server_facts",
         ServerFacts{text("postgresql"),
                     text("15.1"),
                     true,
                     0.25,
                     {{text("db2"), text("streaming"), 1.5}, ReplicaState{}},
                     false},
         R"({"engine":"postgresql","is_replica":true,"lag_s":0.25,"read_only":false,"replicas":[{"lag_s":1.5,"peer":"db2","state":"streaming"},{}],"version":"15.1"})"},
        {"server_facts, empty", ServerFacts{}, "{}"},
        {"cache_stats",
         CacheStats{0.99,
                    1e9,
                    2e9,
                    0.5,
                    1000,
                    10,
                    1,
                    {Session{}},
                    {{text("1"), noon, 12.5, text("HGETALL 1")}, SlowCommand{}},
                    {{text("fork"), noon, 1, 2}, LatencyEvent{}},
                    0.8},
         R"({"blocked_clients":1,"clients":10,"evicted_per_s":0.5,"hit_ratio":0.99,"latency":[{"event":"fork","latest_ms":1,"max_ms":2,"time_ms":1790000000123},)"
         R"({"latest_ms":0,"max_ms":0,"time_ms":0}],"max_memory_bytes":2000000000,"ops_per_s":1000,"sessions":[{"active":false,"wait_class":"running"}],"slow_log":[{"command":"HGETALL 1","duration_ms":12.5,"id":"1","time_ms":1790000000123},)"
         R"({"duration_ms":0,"time_ms":0}],"used_memory_bytes":1000000000,"usual_hit_ratio":0.8})"},
        {"cache_stats, empty", CacheStats{}, "{}"},
        {"router_sample",
         RouterSample{
             {{text("lb1"), text("shop"), text("legacy1"), 90, 100, true, text("UP"), 12.5, 0.5, 3, 0}, RouterServer{}},
             {{text("lb2"), text("refused")}}},
         R"({"servers":[{"backend":"shop","errors_per_s":0.5,"initial_weight":100,"instance":"lb1","queue":0,"requests_per_s":12.5,"server":"legacy1","sessions":3,)"
         R"("status":"UP","up":true,"weight":90},{"initial_weight":0,"up":false,"weight":0}],"unreachable":[["lb2","refused"]]})"},
        {"router_sample, empty", RouterSample{}, "{}"},
        {"metric_sample",
         MetricSample{noon,
                      {{text("indicator/orders"), 512.75, noon - 1s, text("late"), text("partial")}, WatchedValue{}}},
         R"({"evaluated_at_ms":1790000000123,"values":[{"error":"late","key":"indicator/orders","newest_sample_ms":1789999999123,"remark":"partial","value":512.75},{}]})"},
        {"metric_sample, empty", MetricSample{}, R"({"evaluated_at_ms":0})"},
        {"metric_history", MetricHistory{text("indicator/orders"), {{noon, 0.1}, {noon + 10s, -1e300}}},
         R"({"key":"indicator/orders","points":[[1790000000123,0.1],[1790000010123,-1e+300]]})"},
        {"metric_history, last week", MetricHistory{text("indicator/orders"), {{noon, 0.1}}, std::chrono::hours(168)},
         R"({"earlier_by_ms":604800000,"key":"indicator/orders","points":[[1790000000123,0.1]]})"},
        {"metric_history, empty", MetricHistory{}, "{}"},
        {"changes", Changes{{{text("c1"), noon, text("deploy"), text("checkout 4.2"), text("kim")}, Change{}}},
         R"({"changes":[{"at_ms":1790000000123,"by":"kim","id":"c1","kind":"deploy","title":"checkout 4.2"},{"at_ms":0}]})"},
        {"changes, empty", Changes{}, "{}"},
        {"rule_alerts",
         RuleAlerts{noon,
                    std::chrono::seconds(15),
                    3,
                    {{text("rule/Down"),
                      text("Down"),
                      text("it is down"),
                      text("R02"),
                      Health::Critical,
                      AlarmState::SourceLost,
                      noon,
                      0.5,
                      {{text("job"), text("web")}}},
                     RuleAlert{}},
                    {{text("Bad"), text("no such function")}},
                    1},
         R"({"alerts":[{"id":"rule/Down","labels":[["job","web"]],"name":"Down","runbook":"R02","severity":"critical","since_ms":1790000000123,"state":"source_lost",)"
         R"("summary":"it is down","value":0.5},{"severity":"degraded","since_ms":0,"state":"pending"}],"beyond":1,"evaluated_at_ms":1790000000123,)"
         R"("faults":[["Bad","no such function"]],"interval_ms":15000,"rules":3})"},
        {"published_health", PublishedHealth{{{text("state"), text("normal")}}}, R"({"document":{"state":"normal"}})"},
        {"published_health, empty", PublishedHealth{}, "{}"},
        {"rule_alerts, empty", RuleAlerts{}, R"({"beyond":0,"evaluated_at_ms":0,"interval_ms":0,"rules":0})"},
        {"evaluation_mark", EvaluationMark{}, "{}"},
        {"server_gauges",
         ServerGauges{
             text("rabbitmq"), text("3.10"), {{text("queue_messages"), text("orders"), 7, text("count")}, Gauge{}}},
         R"({"engine":"rabbitmq","gauges":[{"name":"queue_messages","subject":"orders","unit":"count","value":7},{}],"version":"3.10"})"},
        {"server_gauges, empty", ServerGauges{}, "{}"},
        {"query_plan",
         QueryPlan{text("d1"),
                   text("replica"),
                   text("generic"),
                   true,
                   true,
                   {{1, text("Seq Scan"), text("public.stock"), text("i"), text("sku = ?"), 10, 2.5, true}, PlanStep{}},
                   {{text("public.stock"), 1000, 8192, {{text("stock_pkey"), {text("sku")}}}}, PlanTable{}}},
         R"({"asked_at":"replica","basis":"generic","digest":"d1","of_read":true,"steps":[{"condition":"sku = ?","cost":2.5,"depth":1,"index":"i",)"
         R"("object":"public.stock","operation":"Seq Scan","reads_whole":true,"rows":10},{"depth":0,"reads_whole":false}],)"
         R"("tables":[{"bytes":8192,"indexes":[{"columns":["sku"],"name":"stock_pkey"}],"name":"public.stock","rows":1000},{}],"truncated":true})"},
        {"query_plan, empty", QueryPlan{}, R"({"of_read":false,"truncated":false})"},
    };
}

QByteArray compact(const QJsonObject &body)
{
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

// moc loses its way in raw strings inside a class.
const std::tuple<const char *, const char *, const char *> wrongFields[] = {
    {"source_health", R"({"state":"fine"})", "state"},
    {"source_health", R"({"state":7})", "state"},
    {"source_health", R"({"error":7})", "error"},
    {"source_health", R"({"interval_ms":"1"})", "interval_ms"},
    {"source_health", R"({"interval_ms":1e300})", "interval_ms"},
    {"source_health", R"({"time_share":"much"})", "time_share"},
    {"lock_graph", R"({"waiters":1.5})", "waiters"},
    {"lock_graph", R"({"waiters":99999999999})", "waiters"},
    {"lock_graph", R"({"participants":[7]})", "participants"},
    {"lock_graph", R"({"participants":{}})", "participants"},
    {"router_sample", R"({"unreachable":[["one"]]})", "unreachable"},
    {"session_sample", R"({"truncated":"yes"})", "truncated"},
    {"session_sample", R"({"active":[]})", "active"},
    {"metric_history", R"({"points":[[1,"two"]]})", "points"},
};

// As RFC 8259 has it, and as its authors did not mean it.
const std::pair<const char *, bool> texts[] = {
    {R"({})", true},
    {" { \"attention\" : [ \"x\" , \"y\" ] } \n", true},
    {R"({"attention":["\u0041\n\ud83d\ude00\/\""]})", true},
    {R"({"a":[1,-0.5e+3,0,1E9,true,false,null,[],{}]})", true},
    {"", false},
    {"null", false},
    {"[]", false},
    {"{", false},
    {R"({"a")", false},
    {R"({"a":})", false},
    {R"({"a":1,})", false},
    {R"({"a":1}})", false},
    {R"({"a":01})", false},
    {R"({"a":1.})", false},
    {R"({"a":.5})", false},
    {R"({"a":+1})", false},
    {R"({"a":1e})", false},
    {R"({"a":-})", false},
    {R"({"a":tru})", false},
    {R"({"a":"\x"})", false},
    {R"({"a":"\u12"})", false},
    {R"({"a":"\u123)", false},
    {R"({"a":"\)", false},
    {R"({"a":"b)", false},
    {R"({a:1})", false},
    {R"({"a" 1})", false},
    {R"({"a":[1 2]})", false},
};

} // namespace

class TestRecordJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyKindComesBackAsItWas_data()
    {
        QTest::addColumn<Observation>("observation");
        QTest::addColumn<QByteArray>("json");
        for (const Row &row : rows())
            QTest::newRow(row.name) << row.observation << QByteArray(row.json);
    }

    void everyKindComesBackAsItWas()
    {
        QFETCH(Observation, observation);
        QFETCH(QByteArray, json);
        const ObservationJson written = toJson(observation);
        QCOMPARE(compact(written.body), json);
        QCOMPARE(written.type, QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(','), 0, 0));
        const auto read = observationFromJson(written.type, json);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QVERIFY(read->has_value());
        QVERIFY(**read == observation);
    }

    void theTableHoldsEveryKind()
    {
        std::set<std::size_t> kinds;
        for (const Row &row : rows())
            kinds.insert(row.observation.index());
        QCOMPARE(kinds.size(), std::variant_size_v<Observation>);
    }

    void whatIsNotFiniteIsNotLost()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        MetricSample sample{
            noon, {{QStringLiteral("a"), infinity, {}, {}, {}}, {QStringLiteral("b"), -infinity, {}, {}, {}}}};
        const auto read = observationFromJson(QStringLiteral("metric_sample"), compact(toJson(sample).body));
        QVERIFY(std::get<MetricSample>(**read) == sample);
        sample.values.front().value = std::nan("");
        const auto nan = observationFromJson(QStringLiteral("metric_sample"), compact(toJson(sample).body));
        QVERIFY(std::isnan(*std::get<MetricSample>(**nan).values.front().value));
    }

    void aKindOrFieldOfALaterVersionIsNoError()
    {
        const auto unknown = observationFromJson(QStringLiteral("hologram"), R"({"a":1})");
        QVERIFY(unknown && !unknown->has_value());
        const auto more =
            observationFromJson(QStringLiteral("source_notices"), R"({ "new" : true , "attention" : [ "x" ] })");
        QVERIFY(std::get<SourceNotices>(**more) == SourceNotices{{QStringLiteral("x")}});
    }

    void onlyWhatIsJsonIsRead()
    {
        for (const auto &[text, isJson] : texts) {
            const auto read = observationFromJson(QStringLiteral("source_notices"), text);
            QVERIFY2(bool(read) == isJson, text);
        }
        const auto escapes = observationFromJson(QStringLiteral("source_notices"), texts[2].first);
        const QString word = QStringLiteral("A\n") + QString::fromUcs4(U"\U0001F600") + QStringLiteral("/\"");
        QCOMPARE(std::get<SourceNotices>(**escapes).attention.front(), word);
        const auto nested = [](int deep) { return "{\"a\":" + QByteArray(deep, '[') + QByteArray(deep, ']') + '}'; };
        QVERIFY(observationFromJson(QStringLiteral("source_notices"), nested(200)));
        QVERIFY(!observationFromJson(QStringLiteral("source_notices"), nested(300)));
        QVERIFY(!observationFromJson(QStringLiteral("source_notices"), nested(100'000)));
    }

    void aWrongFieldIsNamed_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        for (const auto &[type, json, field] : wrongFields)
            QTest::newRow(json) << QString::fromLatin1(type) << QByteArray(json) << QString::fromLatin1(field);
    }

    void aWrongFieldIsNamed()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto read = observationFromJson(type, json);
        QVERIFY(!read);
        QCOMPARE(read.error().message, QStringLiteral("%1: '%2' is not as it must be").arg(type, field));
    }

    void aRecordComesBackFromItsEntry()
    {
        const Record record{noon, MonoTime(7h), QStringLiteral("orders-db"), LockGraph{3, {}, {}}};
        JournalEntry entry = entryOf(record);
        QCOMPARE(entry.type, QStringLiteral("lock_graph"));
        const auto read = recordOf(entry);
        QVERIFY(read && read->has_value());
        QVERIFY((*read)->time == record.time && (*read)->monotonic == record.monotonic &&
                (*read)->source == record.source);
        QVERIFY((*read)->body == record.body);
        entry.body = "no JSON";
        QVERIFY(!recordOf(entry));
        const auto event = recordOf(entryOf(JournalEvent{{}, {}, QStringLiteral("journal.opened"), {}}, noon, {}));
        QVERIFY(event && !event->has_value());
    }

    void noLiteralOfAStatementIsWritten()
    {
        const QString sql = QStringLiteral(
            "UPDATE customers SET card = '4111-secret-word', pin = 9876 WHERE email = $$secret-word@example$$");
        const SqlDigest digest = digestOf(sql, SqlDialect::PostgreSql);
        Session session = fullSession();
        session.digest = digest.id;
        session.text = digest.text;
        const Record record{noon, {}, QStringLiteral("orders-db"), SessionSample{{session}, {}, 1, {}, false}};
        const QByteArray body = entryOf(record).body;
        QVERIFY(body.contains("customers"));
        QVERIFY2(!body.contains("secret-word") && !body.contains("4111") && !body.contains("9876"), body.constData());
    }
};

QTEST_GUILESS_MAIN(TestRecordJson)
#include "tst_recordjson.moc"
