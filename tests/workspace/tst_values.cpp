// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/workspace/endpoint.h"
#include "models/workspace/eventtime.h"
#include "models/workspace/readvalues.h"
#include "models/yaml/scalars.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <cmath>

using namespace surgedeck;

class TestValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void comparisons_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        for (const char *same : {">= 99.95", "<= 0.5", "> 1", "< -2", "== 0", "!= 3"})
            QTest::newRow(same) << same << same;
        QTest::newRow("no blank") << ">=99.95"
                                  << ">= 99.95";
        QTest::newRow("many blanks") << "  <   99.5  "
                                     << "< 99.5";
        QTest::newRow("exponent") << "> 1e3"
                                  << "> 1000";
        for (const char *wrong :
             {"", "99.95", ">=", ">> 5", "= 5", "=> 5", ">= 5%", ">= 5 ms", "> NaN", "> inf", "< 1,5", "> 1 2"})
            QTest::newRow(wrong) << wrong << "";
    }

    void comparisons()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const auto comparison = parseComparison(text);
        const QString printed =
            comparison ? toWord(comparison->op) + QLatin1Char(' ') + QString::number(comparison->limit) : QString();
        QCOMPARE(printed, read);
    }

    void whatIsNotKnownSatisfiesNothing()
    {
        for (const char *text : {"< 1", "<= 1", "> 1", ">= 1", "== 1", "!= 1"})
            QVERIFY(!parseComparison(text)->holds(std::nan("")));
        QVERIFY(parseComparison(">= 1")->holds(1));
        QVERIFY(!parseComparison("> 1")->holds(1));
        QVERIFY(parseComparison("!= 1")->holds(2));
    }

    void scalars()
    {
        QCOMPARE(parseBoolean("true"), std::optional(true));
        QCOMPARE(parseBoolean("False"), std::optional(false));
        for (const char *word : {"yes", "no", "on", "off", "y", "1", ""})
            QVERIFY2(!parseBoolean(word), word);
        QCOMPARE(parseInteger("-12"), std::optional(-12LL));
        for (const char *word : {"012", "1_000", "0x1F", "1.0", "1e3", "", "+", "9999999999999999999"})
            QVERIFY2(!parseInteger(word), word);
        QCOMPARE(parseNumber("0.005"), std::optional(0.005));
        QCOMPARE(parseNumber(".5"), std::optional(0.5));
        QCOMPARE(parseNumber("1e3"), std::optional(1000.0));
        for (const char *word : {".inf", "nan", "1_0", "01.5", "1,5", "", "e3", "0x1p3", "1e999"})
            QVERIFY2(!parseNumber(word), word);
    }

    void expressions_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("fault");
        QTest::newRow("fine") << "sum(rate(x{a=\"(\"}[5m])) by (b) # )"
                              << "";
        QTest::newRow("escaped quote") << "x{a=\"\\\")\"}"
                                       << "";
        QTest::newRow("raw text") << "x{a=`\\`}"
                                  << "";
        QTest::newRow("comment ends with the line") << "x # (\n + y"
                                                    << "";
        QTest::newRow("not closed") << "sum(x"
                                    << "the ( that opens is never closed";
        QTest::newRow("closes nothing") << "x)"
                                        << "the ) closes nothing";
        QTest::newRow("crossed") << "x{a=\"b\"[5m}]"
                                 << "the [ is closed by a }";
        QTest::newRow("quote") << "x{a=\"b}"
                               << "the \" that opens is never closed";
    }

    void expressions()
    {
        QFETCH(QString, expression);
        QFETCH(QString, fault);
        QCOMPARE(expressionFault(expression).value_or(QString()), fault);
    }

    void placeholders()
    {
        QVERIFY(hasPlaceholder("x[$window]", "window"));
        QVERIFY(hasPlaceholder("$side", "side"));
        QVERIFY(!hasPlaceholder("x[$windows]", "window"));
        QVERIFY(!hasPlaceholder("side", "side"));
    }

    void eventTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("offset") << "2026-11-27T00:00:00+01:00"
                                << "2026-11-26T23:00:00.000Z";
        QTest::newRow("UTC") << "2026-11-27T00:00:00Z"
                             << "2026-11-27T00:00:00.000Z";
        QTest::newRow("blank") << "2026-11-27 00:00 +01:00"
                               << "2026-11-26T23:00:00.000Z";
        QTest::newRow("fraction") << "2026-11-27T00:00:00.25-0130"
                                  << "2026-11-27T01:30:00.250Z";
        QTest::newRow("in the workspace's zone") << "2026-11-27T06:30"
                                                 << "2026-11-27T05:30:00.000Z";
        QTest::newRow("summer there") << "2026-07-01"
                                      << "2026-06-30T22:00:00.000Z";
        for (const char *wrong : {"2026-02-30T00:00:00Z", "2026-11-27T24:00:00Z", "27.11.2026", "tomorrow", "",
                                  "2026-11-27T00:00:00+25:00"})
            QTest::newRow(wrong) << wrong << "";
    }

    void eventTimes()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto time = parseEventTime(text, QStringLiteral("Europe/Vienna"));
        QCOMPARE(time ? toRfc3339(*time) : QString(), utc);
    }

    void timeZones()
    {
        for (const char *zone : {"Europe/Vienna", "UTC", "US/Eastern", "CET", "Etc/GMT+5", "Asia/Calcutta",
                                 "America/Argentina/Buenos_Aires"})
            QVERIFY2(isTimeZone(zone), zone);
        for (const char *zone :
             {"Europe", "Europe/vienna", "Vienna", "Mars", "CEST5", "../../etc/passwd", "+02:00", "", "/etc/localtime"})
            QVERIFY2(!isTimeZone(zone), zone);
        QCOMPARE(nearestTimeZone("europe/vienna"), QStringLiteral("Europe/Vienna"));
        QCOMPARE(nearestTimeZone("Vienna"), QStringLiteral("Europe/Vienna"));
        QCOMPARE(nearestTimeZone("Europe/Viena"), QStringLiteral("Europe/Vienna"));
        QCOMPARE(nearestTimeZone("Mars"), QString());
    }

    void endpoints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parts"); // scheme user password host:port... path parameters, or the fault
        QTest::newRow("all") << "postgresql://u:p@h1:1,h2:2/db?a=b&c=d"
                             << "postgresql|u|p|h1:1,h2:2|/db|a=b,c=d";
        QTest::newRow("least") << "https://h"
                               << "https|||h:||";
        QTest::newRow("IPv6") << "http://[::1]:80/"
                              << "http|||[::1]:80|/|";
        QTest::newRow("socket of libpq") << "postgresql:///db?host=/run"
                                         << "postgresql|||:|/db|host=/run";
        QTest::newRow("unix") << "unix:/run/a.sock"
                              << "unix||||/run/a.sock|";
        QTest::newRow("unix with slashes") << "unix:///run/a.sock"
                                           << "unix||||/run/a.sock|";
        QTest::newRow("at sign in the password") << "redis://u:p@q@h:1"
                                                 << "redis|u|p@q|h:1||";
        QTest::newRow("port too large") << "http://h:70000/"
                                        << "the port must be a number from 1 to 65535";
        QTest::newRow("port zero") << "http://h:0/"
                                   << "the port must be a number from 1 to 65535";
        QTest::newRow("no number") << "http://h:x/"
                                   << "the port must be a number from 1 to 65535";
        QTest::newRow("no port") << "http://h:/"
                                 << "the port is missing after the colon";
        QTest::newRow("blank") << "http://h /x"
                               << "there is a blank in it";
        QTest::newRow("no scheme") << "h:80"
                                   << "it does not begin with a scheme such as https://";
        QTest::newRow("slash in the password") << "mysql://u:p/w@h/db"
                                               << "the port must be a number from 1 to 65535";
        QTest::newRow("odd host") << "http://h{}/"
                                  << "the host name is malformed";
    }

    void endpoints()
    {
        QFETCH(QString, text);
        QFETCH(QString, parts);
        const auto endpoint = parseEndpoint(text);
        if (!endpoint) {
            QCOMPARE(endpoint.error().message, parts);
            return;
        }
        QStringList hosts, parameters;
        for (const EndpointText::Host &host : endpoint->hosts)
            hosts << host.name + QLatin1Char(':') + host.port;
        for (const auto &[name, value] : endpoint->parameters)
            parameters << name + QLatin1Char('=') + value;
        QCOMPARE((QStringList{endpoint->scheme, endpoint->user, endpoint->password, hosts.join(u','), endpoint->path,
                              parameters.join(u',')}
                      .join(u'|')),
                 parts);
    }

    void keywords()
    {
        const auto endpoint = parseKeywords("host=db1 port = 5432 user='o\\'k' password='a b' dbname=shop");
        QVERIFY(endpoint);
        QCOMPARE(endpoint->password, QStringLiteral("a b"));
        QCOMPARE(endpoint->hosts.front().name, QStringLiteral("db1"));
        QVERIFY(parseKeywords("service=books"));
        for (const char *wrong : {"db1", "host=a b", "host='a", "port=0", "=x"})
            QVERIFY2(!parseKeywords(wrong), wrong);
    }

    void loopback()
    {
        for (const char *here : {"http://localhost/", "http://127.0.0.1:1/", "http://127.9.9.9/", "http://[::1]/",
                                 "postgresql:///db", "postgresql://%2Frun/db", "unix:/x"})
            QVERIFY2(parseEndpoint(here)->isLoopback(), here);
        for (const char *away : {"http://127.0.0.1.example/", "http://db1/", "postgresql://localhost,db1/",
                                 "http://10.0.0.1/", "http://localhost.example/"})
            QVERIFY2(!parseEndpoint(away)->isLoopback(), away);
    }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
