// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/gaugerates.h"
#include "connectors/memcached/memcachedsource.h"
#include "connectors/nginx/nginxsource.h"
#include "connectors/phpfpm/phpfpmsource.h"
#include "connectors/postgres/pgbouncersource.h"
#include "connectors/rabbitmq/rabbitmqsource.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// "name[subject]=value" of every figure that is known.
QStringList printed(const Result<ServerGauges> &gauges)
{
    QStringList lines;
    if (!gauges)
        return {gauges.error().message};
    for (const Gauge &gauge : gauges->gauges)
        if (gauge.value)
            lines << QStringLiteral("%1[%2]=%3").arg(gauge.name, gauge.subject).arg(*gauge.value);
    return lines;
}

} // namespace

class TestGauges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void nginx()
    {
        const auto gauges =
            parseStubStatus("Active connections: 291 \nserver accepts handled requests\n 16630948 16630948 "
                            "31070465 \nReading: 6 Writing: 179 Waiting: 106 \n");
        QVERIFY(printed(gauges).contains(QStringLiteral("connections_active[]=291")));
        QVERIFY(printed(gauges).contains(QStringLiteral("connections_writing[]=179")));
        QVERIFY(!parseStubStatus("<html>Welcome to nginx!</html>"));
        QVERIFY(!parseStubStatus({}));
    }

    void phpFpm()
    {
        const auto gauges = parseFpmStatus(
            R"({"pool":"www","accepted conn":12,"listen queue":3,"active processes":5,"idle processes":1})");
        QVERIFY(printed(gauges).contains(QStringLiteral("listen_queue[www]=3")));
        QVERIFY(printed(gauges).contains(QStringLiteral("processes_active[www]=5")));
        QCOMPARE(printed(gauges).size(), 4); // what it does not say is not known
        QVERIFY(!parseFpmStatus("File not found.\n"));
    }

    void rabbitMq()
    {
        const QByteArray overview =
            R"({"rabbitmq_version":"3.10.8","object_totals":{"queues":2,"connections":4},"queue_totals":{"messages":9}})";
        const QByteArray queues =
            R"([{"name":"small","vhost":"/","messages":1},)"
            R"({"name":"orders","vhost":"shop","messages":8,"consumers":0,"message_stats":{"publish":70},)"
            R"("head_message_timestamp":1000,"arguments":{"x-dead-letter-exchange":"dlx"}},)"
            R"({"name":"dead","vhost":"shop","messages":3},{"name":"dead","vhost":"/","messages":5},)"
            R"({"name":"mail","vhost":"/","messages":2,"effective_policy_definition":{"dead-letter-exchange":"",)"
            R"("dead-letter-routing-key":"small"}}])";
        const QByteArray bindings =
            R"([{"source":"dlx","vhost":"shop","destination":"dead","destination_type":"queue"},)"
            R"({"source":"","vhost":"/","destination":"dead","destination_type":"queue"}])";
        const auto gauges = parseRabbitMq({overview, queues, bindings, WallTime(1'090s)});
        const QStringList lines = printed(gauges);
        QCOMPARE(gauges->version, QStringLiteral("3.10.8"));
        QVERIFY(lines.indexOf(QStringLiteral("queue_messages[shop/orders]=8")) <
                lines.indexOf(QStringLiteral("queue_messages[small]=1")));
        QVERIFY(lines.contains(QStringLiteral("queue_consumers[shop/orders]=0")));
        QVERIFY(lines.contains(QStringLiteral("queue_published_total[shop/orders]=70")));
        QVERIFY(lines.contains(QStringLiteral("messages[]=9")));
        QVERIFY(lines.contains(QStringLiteral("dead_letters[]=4"))); // 3 by an exchange, 1 by a policy, none of another host
        QVERIFY(lines.contains(QStringLiteral("queue_dead_letters[shop/dead]=3")));
        QVERIFY(lines.contains(QStringLiteral("queue_oldest_age[shop/orders]=90")));
        QVERIFY(!lines.join(u' ').contains(QStringLiteral("queue_oldest_age[small]")));
        QVERIFY(!parseRabbitMq({R"({"error":"not_authorised"})", "[]", "[]", {}}));
        QVERIFY(!parseRabbitMq({overview, "{}", "[]", {}}));
        QVERIFY(!parseRabbitMq({overview, "[]", "{}", {}}));
    }

    void pgBouncer()
    {
        postgres::ConsoleTable pools{{QStringLiteral("database"), QStringLiteral("user"), QStringLiteral("cl_waiting"),
                                      QStringLiteral("maxwait"), QStringLiteral("maxwait_us")},
                                     {{QStringLiteral("shop"), QStringLiteral("app"), QStringLiteral("7"),
                                       QStringLiteral("2"), QStringLiteral("500000")}}};
        postgres::ConsoleTable stats{
            {QStringLiteral("database"), QStringLiteral("total_query_count"), QStringLiteral("total_query_time")},
            {{QStringLiteral("shop"), QStringLiteral("100"), QStringLiteral("2500000")}}};
        const QStringList lines = printed(postgres::gaugesOf(pools, stats));
        QVERIFY(lines.contains(QStringLiteral("clients_waiting[shop/app]=7")));
        QVERIFY(lines.contains(QStringLiteral("longest_wait[shop/app]=2.5")));
        QVERIFY(lines.contains(QStringLiteral("query_seconds_total[shop]=2.5")));
        QVERIFY(!lines.join(u' ').contains(QStringLiteral("clients_active")));
    }

    void memcached()
    {
        const auto stats =
            parseMemcachedStats("STAT version 1.6.18\r\nSTAT get_hits 9\r\nrubbish\r\nSTAT x\r\nEND\r\n");
        QCOMPARE(stats.size(), 2);
        QCOMPARE(stats.value("get_hits"), QByteArray("9"));
        QCOMPARE(parseMemcachedAddress(QStringLiteral("tcp://[::1]:11211"))->host, QStringLiteral("::1"));
        QCOMPARE(parseMemcachedAddress(QStringLiteral("unix:/run/m.sock"))->unixPath, QStringLiteral("/run/m.sock"));
        for (const char *bad : {"", "tcp://h", "tcp://:1", "h:1", "tcp://h:0", "tcp://h:99999"})
            QVERIFY(!parseMemcachedAddress(QString::fromLatin1(bad)));
    }

    void totalsBecomeRates()
    {
        GaugeRates rates;
        const auto read = [&rates](double total, MonoTime at) {
            ServerGauges gauges;
            gauges.gauges = {{QStringLiteral("requests_total"), {}, total, {}}};
            rates.fold(gauges, at);
            return gauges.gauges.back().value;
        };
        const MonoTime start(1h);
        QCOMPARE(read(100, start), std::nullopt);
        QCOMPARE(read(150, start + 2s), std::optional(25.0));
        QCOMPARE(read(10, start + 3s), std::nullopt); // a restart
        QCOMPARE(read(20, start + 4s), std::optional(10.0));
    }
};

QTEST_GUILESS_MAIN(TestGauges)
#include "tst_gauges.moc"
