// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/incidentfacts.h"
#include "models/items/probablecause.h"
#include "models/items/readiness.h"
#include "models/store/watched.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);

/// Two indicators, a database and Prometheus.
class Shop
{
public:
    Shop()
        : workspace(std::make_shared<Workspace>())
    {
        workspace->currency = QStringLiteral("USD");
        SourceConfig prom;
        prom.id = QStringLiteral("prom");
        prom.type = QStringLiteral("prometheus");
        SourceConfig db;
        db.id = QStringLiteral("db");
        db.type = QStringLiteral("mysql");
        workspace->sources = {prom, db};
        workspace->indicators = {indicator("success", ">= 99.95", "< 99.5"), indicator("orders", ">= 100", "< 50")};
        workspace->indicators[0].unit = QStringLiteral("percent");
        workspace->indicators[1].orderValue = 36;
        workspace->indicators[1].expected.text = QStringLiteral("e");
        platform = std::make_unique<Platform>(workspace);
    }

    static IndicatorConfig indicator(const char *id, const char *objective, const char *critical)
    {
        IndicatorConfig config;
        config.id = QLatin1String(id);
        config.name = QLatin1String(id);
        config.unit = QStringLiteral("per_minute");
        config.expr.text = QStringLiteral("x");
        config.objective = parseComparison(QLatin1String(objective));
        config.critical = parseComparison(QLatin1String(critical));
        return config;
    }

    /// One second of these figures.
    void tell(double success, double orders, std::optional<double> expected = 500)
    {
        now += 1s;
        for (const char *source : {"prom", "db"}) {
            SourceHealth health;
            health.state = SourceState::Ok;
            health.interval = 1s;
            health.newestSample = now;
            fold(source, health);
        }
        fold("prom", MetricSample{now,
                                  {{watched::indicator(QStringLiteral("success")), success, now, {}, {}},
                                   {watched::indicator(QStringLiteral("orders")), orders, now, {}, {}},
                                   {watched::expected(QStringLiteral("orders")), expected, now, {}, {}}}});
        platform->evaluate(now);
    }

    void fold(const char *source, Observation body)
    {
        platform->fold({now, MonoTime(now.time_since_epoch()), QLatin1String(source), std::move(body)});
    }

    void lock(int waiters)
    {
        LockGraph graph;
        graph.waiters = waiters;
        LockParticipant root;
        root.id = QStringLiteral("48211");
        root.application = QStringLiteral("stock-sync");
        root.object = QStringLiteral("shop.inventory");
        graph.participants = {root};
        for (int i = 0; i < waiters; ++i) {
            LockParticipant waiter;
            waiter.id = QString::number(i);
            waiter.blockedBy = {root.id};
            graph.participants.push_back(waiter);
        }
        fold("db", graph);
        platform->evaluate(now);
    }

    QString fact(const QString &label) const
    {
        for (const IncidentFact &fact : incidentFacts(*platform).facts)
            if (fact.label == label)
                return (fact.value + QLatin1Char(' ') + fact.unit).trimmed();
        return QStringLiteral("missing");
    }

    std::shared_ptr<Workspace> workspace;
    std::unique_ptr<Platform> platform;
    WallTime now = start;
};

} // namespace

class TestIncidentFacts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void calmSaysSinceWhenItIsQuiet()
    {
        Shop shop;
        for (int i = 0; i < 100; ++i)
            shop.tell(99.99, 500);
        const IncidentFacts bar = incidentFacts(*shop.platform);
        QCOMPARE(bar.health, Health::Normal);
        QCOMPARE(bar.title, QStringLiteral("No active incident"));
        QVERIFY(bar.subtitle.contains(QStringLiteral("when watching began"))); // what was before is not known
        QCOMPARE(shop.fact(QStringLiteral("Quiet for")), QStringLiteral("1 min 39 s"));
        QVERIFY(shop.fact(QStringLiteral("Alarms, last 24 h")).startsWith(QStringLiteral("0 since")));
        QCOMPARE(shop.fact(QStringLiteral("Sources")), QStringLiteral("2 of 2 answer"));
        QCOMPARE(shop.fact(QStringLiteral("Next planned event")), QStringLiteral("missing"));
        QCOMPARE(shop.fact(QStringLiteral("On call")), QStringLiteral("missing")); // no source of it
    }

    void anIncidentSaysWhatSinceWhenAndWhatItCosts()
    {
        Shop shop;
        for (int i = 0; i < 61; ++i)
            shop.tell(97.8, 342);
        const IncidentFacts bar = incidentFacts(*shop.platform);
        QCOMPARE(bar.health, Health::Critical);
        QCOMPARE(bar.title, QStringLiteral("success below 99.50 %"));
        QCOMPARE(shop.fact(QStringLiteral("Elapsed")), QStringLiteral("1 min 0 s").replace(QStringLiteral(" 0 s"), QString()));
        QCOMPARE(shop.fact(QStringLiteral("At risk (estimate)")), QStringLiteral("$5\u2009688 /min"));
        QCOMPARE(shop.fact(QStringLiteral("Acknowledged by")), QStringLiteral("nobody yet"));
        const auto lost = moneyAtRisk(*shop.platform, start + 1s);
        QVERIFY(lost && lost->lost);
        // A minute of it, less the part of the first 5 s that the history does not keep.
        QVERIFY(lost->known >= 55s && std::abs(*lost->lost - 5688 * toSeconds(lost->known) / 60) < 1);
        for (const IncidentFact &fact : bar.facts)
            if (fact.label.contains(QStringLiteral("estimate")))
                QVERIFY2(fact.explanation.contains(QStringLiteral("500 expected \u2212 342 orders /min) \u00d7 $36")), qPrintable(fact.explanation));
    }

    void whatIsNotKnownHasNoFigure()
    {
        Shop shop;
        shop.workspace->indicators[1].objective.reset();
        for (int i = 0; i < 20; ++i)
            shop.tell(97.8, 342, std::nullopt);
        QCOMPARE(shop.fact(QStringLiteral("At risk (estimate)")), QString());
        shop.workspace->indicators[1].orderValue.reset();
        QCOMPARE(shop.fact(QStringLiteral("At risk (estimate)")), QStringLiteral("missing"));
    }

    void itIsTakenBySomebody()
    {
        Shop shop;
        for (int i = 0; i < 20; ++i)
            shop.tell(97.8, 500);
        QVERIFY(shop.platform->acknowledge(QStringLiteral("indicator/success"), QStringLiteral("M. Okafor")));
        QVERIFY(!shop.platform->acknowledge(QStringLiteral("indicator/success"), QStringLiteral("another"))); // the first one has it
        QVERIFY(!shop.platform->acknowledge(QStringLiteral("indicator/nothing"), QStringLiteral("another")));
        shop.tell(97.8, 500);
        QCOMPARE(shop.fact(QStringLiteral("Acknowledged by")), QStringLiteral("M. Okafor"));
    }

    void theHeadlineIsTheFirstOfTheWorst()
    {
        Shop shop;
        for (int i = 0; i < 30; ++i)
            shop.tell(99.99, 30); // orders first
        for (int i = 0; i < 20; ++i)
            shop.tell(97.8, 30);
        QVERIFY(incidentFacts(*shop.platform).title.startsWith(QStringLiteral("orders below")));
        const auto cause = probableCause(*shop.platform, shop.platform->view().alarms[0]);
        QVERIFY(cause); // success is the newest; what came before it is suspected
        QCOMPARE(cause->kind, ProbableCause::Kind::FirstDeviation);
        QVERIFY(toWords(*cause).contains(QStringLiteral("orders below")));
        QCOMPARE(cause->earlier, Milliseconds(30s));
    }

    void aLockChainIsTheProbableCause()
    {
        Shop shop;
        for (int i = 0; i < 20; ++i)
            shop.tell(97.8, 500);
        shop.lock(2);
        QVERIFY(!incidentFacts(*shop.platform).subtitle.contains(QStringLiteral("lock convoy"))); // two are no convoy
        shop.lock(63);
        QCOMPARE(incidentFacts(*shop.platform).subtitle,
                 QStringLiteral("Probable cause (inferred): lock convoy on inventory, db: 48211 stock-sync blocks 63"));
    }

    void anUnseenPlatformIsNotCalm()
    {
        Shop shop;
        shop.tell(99.99, 500);
        shop.platform->evaluate(shop.now + 30s);
        const IncidentFacts bar = incidentFacts(*shop.platform);
        QCOMPARE(bar.health, Health::Unknown); // the alarm of the source is still pending
        QCOMPARE(bar.title, QStringLiteral("Not everything can be seen"));
        QVERIFY2(bar.subtitle.contains(QStringLiteral("prom stale")), qPrintable(bar.subtitle));
        shop.platform->evaluate(shop.now + 50s);
        QVERIFY(incidentFacts(*shop.platform).title.startsWith(QStringLiteral("Source ")));
    }

    void readinessIsCountedFromWhatIsSeen()
    {
        Shop shop;
        EventConfig event;
        event.name = QStringLiteral("Flash Friday");
        event.start = start + 1h;
        event.end = start + 2h;
        shop.workspace->events = {event};
        shop.tell(99.99, 500);
        SessionSample sample;
        sample.connections = 40;
        sample.connectionLimit = 200;
        shop.fold("db", sample);
        Readiness ready = readiness(*shop.platform);
        QCOMPARE(ready.title, QStringLiteral("Ready for Flash Friday"));
        const auto check = [&](const char *id) {
            const auto found = std::find_if(ready.checks.begin(), ready.checks.end(),
                                            [&](const ReadinessCheck &c) { return c.id == QLatin1String(id); });
            return found == ready.checks.end() ? QStringLiteral("missing") : found->response;
        };
        QCOMPARE(check("sources"), QStringLiteral("2 of 2"));
        QCOMPARE(check("connections"), QStringLiteral("20 % of the limit, db"));
        QCOMPARE(check("replicas"), QStringLiteral("missing")); // nothing tells of one
        QCOMPARE(check("journal"), QStringLiteral("missing"));  // nobody keeps one here
        shop.lock(5);
        ready = readiness(*shop.platform);
        QVERIFY(ready.title.startsWith(QStringLiteral("Not ready for Flash Friday: 1 of")));
        QCOMPARE(check("locks"), QStringLiteral("5 on db"));
    }
};

QTEST_GUILESS_MAIN(TestIncidentFacts)
#include "tst_incidentfacts.moc"
