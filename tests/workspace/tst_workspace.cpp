// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "tests/support/testrules.h"
#include "tests/workspace/reading.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

class TestWorkspace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        const WorkspaceReading reading = readText(testData("example.yaml"));
        QCOMPARE(lines(reading.problems), QStringList());
        m_workspace = reading.workspace;
    }

    void theHead()
    {
        QCOMPARE(m_workspace.file, QStringLiteral("/shop/w.yaml"));
        QCOMPARE(m_workspace.name, QString::fromUtf8("Bücherladen"));
        QVERIFY(m_workspace.production);
        QCOMPARE(m_workspace.timezone, QStringLiteral("America/New_York"));
        QCOMPARE(m_workspace.currency, QStringLiteral("EUR"));
        QVERIFY(m_workspace.store.text.startsWith(QLatin1String("postgresql://")));
        QCOMPARE(m_workspace.promqlCompat, 2);
        QCOMPARE(m_workspace.dimensions, (QStringList{"store", "region", "provider", "version"}));
        QCOMPARE(m_workspace.runbookDirs.at(0).path, QStringLiteral("runbooks"));
        QCOMPARE(m_workspace.links.size(), 2U);
        QCOMPARE(m_workspace.alerts.ruleFiles.at(1).path, QStringLiteral("alerts/base.yml"));
    }

    void sources()
    {
        QCOMPARE(m_workspace.sources.size(), 10U);
        const SourceConfig &books = *m_workspace.source("books-db");
        QCOMPARE(books.at, (Position{11, 5}));
        QCOMPARE(books.interval, Milliseconds(2s));
        QCOMPARE(books.act.dsn.text, QStringLiteral("service=books-act"));
        QCOMPARE((QStringList{books.group, books.role, books.shard}), (QStringList{"core", "writer", "7"}));
        QVERIFY(books.changes);
        const SourceConfig &old = *m_workspace.source("old-db");
        QCOMPARE(old.sshHost, QStringLiteral("bastion.example"));
        QCOMPARE(old.read.dsn.secrets.size(), 1U);
        QCOMPARE(old.read.dsn.secrets.front().name, QStringLiteral("OLD_PW"));
        QCOMPARE(old.read.tls.ca.path, QStringLiteral("ca.pem"));
        const SourceConfig &pages = *m_workspace.source("pages");
        QCOMPARE(pages.targets.size(), 2U);
        QCOMPARE(pages.targetFiles.size(), 1U);
        QCOMPARE(pages.labels.at("shard"), QStringLiteral("3"));
        QVERIFY(pages.honorLabels);
        QCOMPARE(pages.read.basicAuth->user.text, QStringLiteral("scrape"));
        QCOMPARE(m_workspace.source("edge")->read.addresses.front().text, QStringLiteral("tcp://lb1:9999"));
        QCOMPARE(m_workspace.source("edges")->act.addresses.size(), 2U);
        QCOMPARE(m_workspace.source("releases")->act.token.secrets.front().name, QStringLiteral("DEPLOY_ACT"));
        QCOMPARE(m_workspace.source("later")->extra.value("index").toString(), QStringLiteral("orders-*"));
        QCOMPARE(m_workspace.source("prom")->promqlCompat, std::optional(3));
        QCOMPARE(m_workspace.defaultMetricSource()->id, QStringLiteral("pages"));
        QCOMPARE(m_workspace.source("nowhere"), nullptr);
    }

    void figures()
    {
        const IndicatorConfig &paid = m_workspace.indicators.at(0);
        QCOMPARE(paid.unit, QStringLiteral("percent"));
        QCOMPARE(paid.objective->limit, 99.95);
        QCOMPARE(paid.critical->op, Comparison::Operator::Less);
        QCOMPARE(paid.runbook.id, QStringLiteral("R14"));
        QCOMPARE(paid.source.at, (Position{27, 137}));
        QCOMPARE(paid.hold, Milliseconds(30s));
        QCOMPARE(paid.clear, Milliseconds(2min));
        const IndicatorConfig &orders = m_workspace.indicators.at(1);
        QCOMPARE(orders.orderValue, std::optional(36.5));
        QCOMPARE(orders.hold, Milliseconds(15s));
        QCOMPARE(orders.clear, Milliseconds(60s));
        QVERIFY(orders.expr.text.endsWith(QLatin1String("# per minute")));
        const ServiceConfig &checkout = m_workspace.services.at(0);
        QCOMPARE(checkout.objectives.p99Seconds, std::optional(2.0));
        QCOMPARE(checkout.objectives.errorRatio, std::optional(0.005));
        QCOMPARE(checkout.objectives.capacityPerMinute, std::optional(1000.0));
        QCOMPARE(checkout.saturation->limit, std::optional(0.7));
        QCOMPARE(m_workspace.services.at(1).objectives.p99Seconds, std::optional(0.25));
        QCOMPARE(m_workspace.services.at(1).name, QStringLiteral("search"));
        QCOMPARE(m_workspace.slos.at(0).window, std::chrono::seconds(30 * 24h));
        QCOMPARE(m_workspace.slos.at(0).objectivePercent, 99.95);
    }

    void traffic()
    {
        QCOMPARE(m_workspace.traffic.timing.driftWatch, Milliseconds(30min));
        const RouteConfig &checkout = m_workspace.traffic.routes.at(0);
        QCOMPARE(checkout.control.stable, (QStringList{"legacy1", "legacy2"}));
        QCOMPARE(checkout.steps, (std::vector<int>{1, 5, 10, 25, 50, 75, 100}));
        QCOMPARE(checkout.bake, Milliseconds(10min));
        QCOMPARE(checkout.capacityCanaryPerMinute, std::optional(12'000.0));
        const GuardConfig &success = checkout.guards.at(0);
        QCOMPARE(success.onFail, GuardConfig::OnFail::Rollback);
        QVERIFY(success.compareWithStable);
        QCOMPARE(success.worseBy, std::optional(0.1));
        QCOMPARE(success.minRequests, std::optional(100.0));
        QCOMPARE(checkout.guards.at(1).onFail, GuardConfig::OnFail::Hold);
        QCOMPARE(m_workspace.traffic.routes.at(1).control.stable, QStringList{"legacy"});
        QCOMPARE(m_workspace.traffic.routes.at(1).steps.back(), 100);
    }

    void actionsAndEvents()
    {
        const ActionConfig &pause = m_workspace.actions.at(0);
        QCOMPARE(pause.level, 1);
        QCOMPARE(pause.params.size(), 5U);
        QCOMPARE(pause.params.at(0).type, ActionParameter::Type::Integer);
        QCOMPARE(pause.params.at(0).max, std::optional(120.0));
        QCOMPARE(pause.params.at(0).preset, std::optional(QStringLiteral("15")));
        QCOMPARE(pause.params.at(4).max, std::optional(3600.0));
        QCOMPARE(pause.call.body.toObject().value("for").toArray(),
                 (QJsonArray{"$span", 1, 2.5, true, QJsonValue::Null}));
        QCOMPARE(pause.undo.id, QStringLiteral("resume-stock-sync"));
        QVERIFY(m_workspace.actions.at(1).undo.isEmpty());
        QCOMPARE(m_workspace.notify.at(0).type, NotifyConfig::Type::PagerDuty);
        QCOMPARE(m_workspace.notify.at(1).format, QStringLiteral("slack"));
        QCOMPARE(toRfc3339(m_workspace.events.at(0).start), QStringLiteral("2026-11-26T23:00:00.000Z"));
        QCOMPARE(toRfc3339(m_workspace.events.at(1).end), QStringLiteral("2026-12-02T17:30:00.000Z"));
    }

    void whatIsNotSaid()
    {
        const Workspace workspace = readText("version: 1\nname: x\n").workspace;
        QVERIFY(workspace.production); // nobody said that a mistake would be cheap here
        QVERIFY(workspace.timezone.isEmpty());
        QCOMPARE(workspace.promqlCompat, 3);
        QCOMPARE(workspace.defaultMetricSource(), nullptr);
        QVERIFY(!readText("version: 1\nenvironment: lab\n").workspace.production);
    }

private:
    Workspace m_workspace;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
