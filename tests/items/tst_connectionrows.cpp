// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/connectionrows.h"
#include "models/items/sourcefacts.h"
#include "models/workspace/secrets.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

using Kind = Error::Kind;

/// A test whose stages passed up to `failed`, which failed for `cause`; the later ones were not reached.
ConnectionTest testThatFailed(const QString &failed, std::optional<Kind> cause)
{
    ConnectionTest test{.id = QStringLiteral("db"), .state = ConnectionTest::State::Done};
    bool going = true;
    for (const QString &name : stageNames()) {
        DiagnosisStage stage{
            name, going ? std::optional(true) : std::nullopt, going ? name : QStringLiteral("not reached"), 2.0, {}};
        if (name == failed) {
            stage.ok = false;
            stage.value = QStringLiteral("it says no");
            stage.failure = cause;
            going = false;
        }
        test.stages.push_back(stage);
    }
    return test;
}

Template plain(const QString &text)
{
    ProblemList problems{QStringLiteral("shop.yaml")};
    return parseTemplate(text, {}, problems);
}

SourceConfig source(const QString &id, const QString &type)
{
    SourceConfig config;
    config.id = id;
    config.type = type;
    return config;
}

Workspace shopWith(const SourceConfig &config)
{
    Workspace workspace;
    workspace.file = QStringLiteral("/home/m/shop.yaml");
    workspace.sources = {config};
    return workspace;
}

QStringList textsOf(const RowFacts &row)
{
    QStringList texts;
    for (const CellFacts &cell : row.cells)
        texts << cell.text;
    return texts;
}

} // namespace

class TestConnectionRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aTestComesToAVerdict_data()
    {
        QTest::addColumn<QString>("failed");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("words");
        QTest::addColumn<Health>("health");
        QTest::addColumn<bool>("ready");
        const auto row = [](const char *stage, int cause, const char *words, Health health, bool ready) {
            QTest::addRow("%s %d", stage, cause)
                << QString::fromLatin1(stage) << cause << QString::fromLatin1(words) << health << ready;
        };
        row("", -1, "Ready", Health::Normal, true);
        row("name", int(Kind::Unreachable), "Not reachable", Health::Unknown, false);
        row("connect", int(Kind::Timeout), "Not reachable", Health::Unknown, false);
        row("tls", int(Kind::Unreachable), "Not reachable", Health::Unknown, false);
        row("sign-in", int(Kind::Auth), "No permission", Health::Degraded, false);
        row("sign-in", int(Kind::Full), "Full", Health::Unknown, false);
        row("read", int(Kind::Auth), "No permission", Health::Degraded, false);
        row("read", int(Kind::Protocol), "Not reachable", Health::Unknown, false);
        row("act", int(Kind::Auth), "Reads, may not act", Health::Degraded, true);
        row("clock", -1, "Clock off", Health::Degraded, true);
        row("newest", -1, "No recent data", Health::Unknown, false);
        row("name", int(Kind::Config), "Wrong setting", Health::Degraded, false);
    }
    void aTestComesToAVerdict()
    {
        QFETCH(QString, failed);
        QFETCH(int, cause);
        QFETCH(QString, words);
        QFETCH(Health, health);
        QFETCH(bool, ready);
        const auto why = cause < 0 ? std::nullopt : std::optional(Kind(cause));
        QCOMPARE(verdictOf(testThatFailed(failed, why)), (ConnectionVerdict{health, words, ready}));
    }

    void advisesWhereAllIsReady()
    {
        ConnectionTest test = testThatFailed({}, {});
        test.stages[2].advice = QStringLiteral("the TLS certificate of db1 ends in 6 d");
        QCOMPARE(verdictOf(test), (ConnectionVerdict{Health::Attention, QStringLiteral("Ready, with advice"), true}));
    }

    void whatWasNotTestedIsNoVerdict()
    {
        QCOMPARE(verdictOf({QStringLiteral("db")}).words, QStringLiteral("not tested"));
        QVERIFY(!verdictOf({QStringLiteral("db")}).ready);
        QVERIFY(!verdictOf({QStringLiteral("db"), ConnectionTest::State::Running}).ready);
    }

    void theFirstFailureExplainsTheRest()
    {
        SourceConfig db = source(QStringLiteral("db"), QStringLiteral("postgresql"));
        db.read.dsn = plain(QStringLiteral("postgresql://ops:${file:pw}@db1:5432/shop"));
        const auto rows =
            connectionRows(shopWith(db), {testThatFailed(QStringLiteral("connect"), Kind::Timeout)}, PlatformView{});
        const QString dash = QStringLiteral("\u2014");
        QCOMPARE(textsOf(rows.front()),
                 (QStringList{QStringLiteral("db"), QStringLiteral("2 ms"), QStringLiteral("timed out"),
                              QStringLiteral("not reached"), dash, dash, dash, dash, dash,
                              QStringLiteral("Not reachable"), QStringLiteral("waiting"), dash}));
        QCOMPARE(rows.front().cells[2].health, Health::Unknown);
        QCOMPARE(rows.front().cells[0].trail, QStringLiteral("postgresql · db1:5432"));
    }

    void summarises()
    {
        QCOMPARE(
            connectionSummary({testThatFailed({}, {}),
                               testThatFailed(QStringLiteral("read"), Kind::Auth),
                               testThatFailed(QStringLiteral("connect"), Kind::Timeout),
                               {QStringLiteral("x")}}),
            QStringLiteral("1 of 4 ready, 1 without permission or wrongly set, 1 not reachable, 1 not tested yet"));
    }

    void tellsNoSecret_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("facts");
        QTest::newRow("reference") << "postgresql://ops:${file:pw}@db1:5432,db2/shop"
                                   << "db1:5432, db2"
                                   << "Address=db1:5432, db2|Account=ops|Secret from=file pw";
        QTest::newRow("plain") << "mysql://ops:hunter2@db2:3306/"
                               << "db2:3306"
                               << "Address=db2:3306|Account=ops";
        QTest::newRow("host from a secret") << "mysql://ops@${env:DB_HOST}/"
                                            << "(secret)"
                                            << "Address=(secret)|Account=ops|Secret from=environment variable DB_HOST";
        QTest::newRow("keywords") << "host=db3 user=ops password=hunter2"
                                  << "db3"
                                  << "Address=db3|Account=ops";
        QTest::newRow("service") << "service=orders"
                                 << "service orders"
                                 << "Address=service orders";
    }
    void tellsNoSecret()
    {
        QFETCH(QString, endpoint);
        QFETCH(QString, address);
        QFETCH(QString, facts);
        SourceConfig db = source(QStringLiteral("db"), QStringLiteral("postgresql"));
        db.read.dsn = plain(endpoint);
        QCOMPARE(addressOf(db), address);
        QStringList told;
        for (const auto &[label, value] : sourceFacts(shopWith(db), db))
            told << label + QLatin1Char('=') + value;
        QVERIFY2(told.join(QLatin1Char('|')).startsWith(facts), qPrintable(told.join(QLatin1Char('|'))));
        QVERIFY(!told.join(QLatin1Char('|')).contains(QStringLiteral("hunter2")));
    }

    void tellsWhatDependsOnASource()
    {
        Workspace workspace = shopWith(source(QStringLiteral("prom"), QStringLiteral("prometheus")));
        IndicatorConfig success;
        success.id = QStringLiteral("success");
        success.name = QStringLiteral("Checkout success");
        success.expr.text = QStringLiteral("x");
        workspace.indicators = {success};
        RouteConfig route;
        route.id = QStringLiteral("checkout");
        route.control.source.id = QStringLiteral("prom");
        workspace.traffic.routes = {route};
        QCOMPARE(whatDependsOn(workspace, workspace.sources.front()),
                 (QStringList{QStringLiteral("Figures: Checkout success"), QStringLiteral("Weights of: checkout")}));
    }

    void takesAdviceApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("statement");
        QTest::newRow("words") << "check the firewall"
                               << "check the firewall"
                               << "";
        QTest::newRow("statement") << "GRANT PROCESS ON *.* TO a@b"
                                   << ""
                                   << "GRANT PROCESS ON *.* TO a@b";
        QTest::newRow("both") << "an account that is enough: ACL SETUSER v +info"
                              << "an account that is enough"
                              << "ACL SETUSER v +info";
    }
    void takesAdviceApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(QString, statement);
        QCOMPARE(adviceOf(text), (Advice{words, statement}));
    }
};

QTEST_APPLESS_MAIN(TestConnectionRows)
#include "tst_connectionrows.moc"
