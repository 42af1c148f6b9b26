// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxyrates.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const QByteArray statHeader = "# pxname,svname,qcur,scur,stot,status,hrsp_5xx,last_chk\n";
const QByteArray stateHeader =
    "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight\n";

HaproxyReading reading(const QByteArray &process, const QByteArray &stat, const QByteArray &state)
{
    HaproxyReading result;
    result.process = process;
    result.stats = *HaproxyTable::parseCsv(statHeader + stat);
    result.state = *HaproxyTable::parseState(stateHeader + state);
    return result;
}

HaproxyReading counters(const QByteArray &process, int requests, int errors)
{
    return reading(process, "shop,a,0,1," + QByteArray::number(requests) + ",UP," + QByteArray::number(errors) + ",\n",
                   "3 shop 1 a 127.0.0.1 2 0 90 90\n");
}

QString printed(std::optional<double> value)
{
    return value ? QString::number(*value) : QStringLiteral("?");
}

} // namespace

class TestHaproxyTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void csvColumnsAreFoundByName()
    {
        const auto table = HaproxyTable::parseCsv(
            "# svname,new_column,pxname,status\nlegacy1,7,shop,\"DOWN (\"\"x\"\", L4CON)\"\nmodern1,8,shop\n");
        QVERIFY(bool(table));
        QCOMPARE(int(table->rowCount()), 2);
        QCOMPARE(table->text(0, "pxname"), QByteArray("shop"));
        QCOMPARE(table->text(0, "svname"), QByteArray("legacy1"));
        QCOMPARE(table->text(0, "status"), QByteArray("DOWN (\"x\", L4CON)"));
        QCOMPARE(table->number(0, "new_column"), std::optional<qint64>(7));
        QCOMPARE(table->text(1, "status"), QByteArray());
        QCOMPARE(table->number(1, "absent"), std::nullopt);
    }

    void whatIsNoTableIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("Permission denied\n");
        QTest::newRow("html") << QByteArray("<html>");
        QTest::newRow("other columns") << QByteArray("# a,b\n1,2\n");
        QTest::newRow("binary") << QByteArray("\x00\x01\x02", 3);
        QTest::newRow("version 2 of the state") << QByteArray("2\n# be_name srv_name\n");
    }

    void whatIsNoTableIsRefused()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(HaproxyTable::parseCsv(text).error().kind, Error::Kind::Protocol);
        QCOMPARE(HaproxyTable::parseState(text).error().kind, Error::Kind::Protocol);
    }

    void tablesAreBounded()
    {
        QByteArray rows = "# pxname,svname\n" + QByteArray("p,s\n").repeated(50'000);
        QCOMPARE(int(HaproxyTable::parseCsv(rows)->rowCount()), 20'000);
        QVERIFY(bool(HaproxyTable::parseCsv("# pxname,svname\np,\"never closed" + QByteArray(100'000, ',') + '\n')));
        QVERIFY(bool(HaproxyTable::parseCsv("# pxname,svname\n" + QByteArray(100'000, ',') + '\n')));
    }

    void infoIsNamesAndValues()
    {
        const auto info = parseHaproxyInfo("Name: HAProxy\nUptime: 0d 0h00m01s\nnode: vm\nno colon\n:\n");
        QCOMPARE(info.value("Name"), QByteArray("HAProxy"));
        QCOMPARE(info.value("Uptime"), QByteArray("0d 0h00m01s"));
        QCOMPARE(int(info.size()), 3);
    }

    void serversAreJoinedWithTheirWeights()
    {
        HaproxyRates rates;
        const auto servers = rates.fold(
            QStringLiteral("tcp://lb:1"),
            reading("1", "shop,legacy1,3,7,100,UP 1/3,5,\nshop,modern1,0,0,0,MAINT,0,\nshop,gone,0,0,0,UP,0,\n",
                    "3 shop 1 legacy1 127.0.0.1 2 0 45 90\n3 shop 2 modern1 127.0.0.1 0 1 10 10\n"),
            MonoTime(1h));
        QCOMPARE(int(servers.size()), 2); // a server without a known weight is not guessed
        QCOMPARE(servers[0].instance, QStringLiteral("tcp://lb:1"));
        QCOMPARE(servers[0].backend + QLatin1Char('/') + servers[0].server, QStringLiteral("shop/legacy1"));
        QCOMPARE(servers[0].weight, 45);
        QCOMPARE(servers[0].initialWeight, 90);
        QCOMPARE(servers[0].queue, std::optional(3));
        QCOMPARE(servers[0].sessions, std::optional(7));
        QCOMPARE(servers[1].status, QStringLiteral("MAINT"));
    }

    void statuses_data()
    {
        QTest::addColumn<bool>("up");
        const auto row = [](const char *status, bool up) { QTest::newRow(status) << up; };
        row("UP", true);
        row("UP 1/3", true);
        row("no check", true);
        row("DRAIN", true);
        row("NOLB", true);
        row("DOWN", false);
        row("DOWN 1/2", false);
        row("MAINT", false);
        row("MAINT (via shop/legacy1)", false);
        row("MAINT (resolution)", false);
        row("something new", false);
    }

    void statuses()
    {
        QFETCH(const bool, up);
        HaproxyRates rates;
        const auto servers = rates.fold(
            {}, reading("1", QByteArray("shop,a,0,0,0,") + QTest::currentDataTag() + ",0,\n", "3 shop 1 a - 2 0 1 1\n"),
            MonoTime(1h));
        QCOMPARE(servers.at(0).up, up);
        QCOMPARE(servers[0].status, QString::fromLatin1(QTest::currentDataTag()));
    }

    void ratesAreDifferences_data()
    {
        QTest::addColumn<QByteArray>("process");
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("errors");
        QTest::addColumn<QString>("rates");
        QTest::newRow("traffic") << QByteArray("1") << 140 << 12 << QStringLiteral("20 1");
        QTest::newRow("silence") << QByteArray("1") << 100 << 10 << QStringLiteral("0 0");
        QTest::newRow("reload") << QByteArray("2") << 140 << 12 << QStringLiteral("? ?");
        QTest::newRow("counters cleared") << QByteArray("1") << 3 << 0 << QStringLiteral("? ?");
    }

    void ratesAreDifferences()
    {
        QFETCH(const QByteArray, process);
        QFETCH(const int, requests);
        QFETCH(const int, errors);
        QFETCH(const QString, rates);
        HaproxyRates fold;
        auto servers = fold.fold({}, counters("1", 100, 10), MonoTime(1h));
        QVERIFY(!servers.at(0).requestsPerSecond && !servers[0].errorsPerSecond);
        servers = fold.fold({}, counters(process, requests, errors), MonoTime(1h) + 2s);
        QCOMPARE(printed(servers.at(0).requestsPerSecond) + QLatin1Char(' ') + printed(servers[0].errorsPerSecond),
                 rates);
        servers = fold.fold({}, counters(process, requests + 10, errors), MonoTime(1h) + 3s);
        QCOMPARE(servers.at(0).requestsPerSecond, std::optional(10.0));
    }

    void aTcpServerHasNoErrorsToCount()
    {
        HaproxyRates rates;
        const QByteArray state = "3 db 1 a - 2 0 1 1\n";
        std::ignore = rates.fold({}, reading("1", "db,a,0,0,5,UP,,\n", state), MonoTime(1h));
        const auto servers = rates.fold({}, reading("1", "db,a,0,0,6,UP,,\n", state), MonoTime(1h) + 1s);
        QCOMPARE(servers.at(0).requestsPerSecond, std::optional(1.0));
        QVERIFY(!servers[0].errorsPerSecond);
    }

    void strangeNumbersAreUnknown()
    {
        HaproxyRates rates;
        const auto servers = rates.fold({},
                                        reading("1", "shop,a,-1,99999999999,x,UP,0,\nshop,b,0,0,0,UP,0,\n",
                                                "3 shop 1 a - 2 0 9 9\n3 shop 2 b - 2 0 4000 9\n"),
                                        MonoTime(1h));
        QCOMPARE(int(servers.size()), 1);
        QVERIFY(!servers[0].queue && !servers[0].sessions);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *address, const char *expected) {
            QTest::newRow(address) << QString::fromUtf8(expected);
        };
        row("tcp://lb:9999", "lb:9999");
        row("tcp://[::1]:9999", "[::1]:9999");
        row("unix:/run/h.sock", "/run/h.sock");
        row("unix:///run/h.sock", "/run/h.sock");
        row("lb:9999", "");
        row("tcp://lb", "");
        row("tcp://:9999", "");
        row("tcp://lb:0", "");
        row("tcp://lb:99999", "");
        row("tcp://::1:9999", "");
        row("http://lb:9999", "");
        row("unix:h.sock", "");
        row("", "");
    }

    void addresses()
    {
        QFETCH(const QString, expected);
        const auto endpoint = parseHaproxyAddress(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(endpoint ? endpoint->toString() : QString(), expected);
        if (!endpoint)
            QCOMPARE(endpoint.error().kind, Error::Kind::Config);
    }
};

QTEST_GUILESS_MAIN(TestHaproxyTables)
#include "tst_haproxytables.moc"
