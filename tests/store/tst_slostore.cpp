// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/slostore.h"
#include "models/store/watched.h"
#include "models/workspace/workspace.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr WallTime began{Milliseconds(1'790'000'100'000)}; // on a full five minutes

Workspace workspaceWith(const char *sourceType)
{
    Workspace workspace;
    SourceConfig source;
    source.id = QStringLiteral("web");
    source.type = QLatin1String(sourceType);
    workspace.sources.push_back(source);
    SloConfig slo;
    slo.id = QStringLiteral("pay");
    slo.name = QStringLiteral("Paying");
    slo.objectivePercent = 99.9;
    slo.window = std::chrono::hours(30 * 24);
    slo.errors.text = QStringLiteral("e[$window]");
    slo.total.text = QStringLiteral("t[$window]");
    workspace.slos.push_back(slo);
    EventConfig event;
    event.name = QStringLiteral("Sale");
    event.start = began - 1h;
    event.end = began + 1h;
    workspace.events.push_back(event);
    return workspace;
}

/// A store that is told one ratio for every window that its source evaluates.
class Rig
{
public:
    explicit Rig(const char *sourceType)
        : m_workspace(workspaceWith(sourceType))
        , store(m_workspace)
    {
    }

    const SloView &step(double errors, double total, Milliseconds after = 5s)
    {
        MetricSample sample{m_now, {}};
        for (const Milliseconds window : sloWindows(m_workspace, m_workspace.slos[0])) {
            sample.values.push_back({watched::sloErrors(QStringLiteral("pay"), window), errors, m_now, {}, {}});
            sample.values.push_back({watched::sloTotal(QStringLiteral("pay"), window), total, m_now, {}, {}});
        }
        if (memory)
            sample.values.push_back({watched::sloKnown(QStringLiteral("pay")),
                                     static_cast<double>(*memory / sloMemoryStep(m_workspace.slos[0].window)),
                                     m_now,
                                     {},
                                     {}});
        m_metrics.fold({m_now, {}, QStringLiteral("web"), sample});
        return look(after);
    }

    const SloView &look(Milliseconds after = 5s)
    {
        store.evaluate(m_metrics, m_now, [](const QString &) { return Milliseconds(15s); });
        m_now += after;
        return store.views().at(0);
    }

    /// Steps of five seconds.
    const SloView &run(Milliseconds time, double errors)
    {
        for (Milliseconds passed{0}; passed < time; passed += 5s)
            step(errors, 100);
        return look();
    }

    WallTime now() const { return m_now; }

private:
    Workspace m_workspace;
    MetricStore m_metrics;
    WallTime m_now = began;

public:
    SloStore store;
    std::optional<Milliseconds> memory = std::chrono::hours(30 * 24); ///< of the server
};

} // namespace

class TestSloStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatIsAskedOfWhom()
    {
        const Workspace local = workspaceWith("metrics"), remote = workspaceWith("prometheus");
        QCOMPARE(sloWindows(local, local.slos[0]), (std::vector<Milliseconds>{1min, 5min, 30min, 1h}));
        QCOMPARE(sloWindows(remote, remote.slos[0]).back(), Milliseconds(std::chrono::hours(30 * 24)));
        const auto expressions = watchedExpressions(local, QStringLiteral("web"));
        QCOMPARE(expressions.size(), 8u);
        QCOMPARE(expressions[0].expression, QStringLiteral("e[1m]"));
        QVERIFY(expressions[0].every == Milliseconds(5s));
        QVERIFY(watchedExpressions(local, QStringLiteral("other")).empty());
    }

    void aServerKnowsThePeriodAtOnce()
    {
        Rig rig("prometheus");
        const SloView view = rig.step(0.05, 100);
        QCOMPARE(view.state, Health::Normal);
        QVERIFY(qAbs(*view.budgetLeft - 0.5) < 1e-9);
        QVERIFY(qAbs(*view.burn - 0.5) < 1e-9);
        QVERIFY(qAbs(*view.goodPercent - 99.95) < 1e-9);
        QCOMPARE(rig.step(5, 100).state, Health::Critical);
        QVERIFY(rig.step(5, 100).pair.has_value());
    }

    /// A budget rests on what the server has, not on what it was asked for.
    void aServerKnowsNoMoreThanItRemembers()
    {
        Rig rig("prometheus");
        rig.memory = std::chrono::hours(24);
        const SloView view = rig.step(0.05, 100);
        QVERIFY(view.known == Milliseconds(std::chrono::hours(24)));
        QVERIFY(qAbs(*view.budgetLeft - (1 - 0.5 / 30)) < 1e-9);
        QCOMPARE(view.state, Health::Normal);

        Rig young("prometheus");
        young.memory = Milliseconds(0);
        const SloView first =
            young.step(5, 100); // fifty times too fast in the short windows, which have what they need
        QVERIFY(!first.budgetLeft && first.known == Milliseconds(0));
        QCOMPARE(first.state, Health::Critical);

        Rig silent("prometheus"); // a server that does not say how far back it goes
        silent.memory.reset();
        QVERIFY(!silent.step(0.05, 100).budgetLeft);
    }

    /// Of three days a server has one: the pair that needs them all is not known, and what we counted ourselves counts.
    void rollupsGoFurtherBackThanTheServer()
    {
        Rig rig("prometheus");
        rig.memory = std::chrono::hours(24);
        std::vector<SloRollup> past;
        for (int i = 0; i < 3 * 288; ++i)
            past.push_back({began - i * SloStore::step, 0.05, 100});
        rig.store.load(QStringLiteral("pay"), past);
        const SloView view = rig.step(0.05, 100);
        QVERIFY(view.known == Milliseconds(std::chrono::hours(72)));
        QVERIFY(qAbs(*view.budgetLeft - (1 - 0.5 / 10)) < 1e-9);
    }

    void howMuchIsKnownIsAskedOfTheSeriesOfTotal()
    {
        SloConfig slo;
        slo.window = std::chrono::hours(30 * 24);
        slo.total.text = QStringLiteral("sum(increase(a{x=\"1\"}[$window])) + sum(increase(b[$window])) or vector(0)");
        QCOMPARE(sloMemoryQuestion(slo),
                 QStringLiteral("count_over_time((count(a{x=\"1\"}) or count(b))[43200m:15m])"));
        slo.window = std::chrono::hours(1);
        slo.total.text = QStringLiteral("vector(1)");
        QVERIFY(sloMemoryQuestion(slo).isEmpty());
        QVERIFY(sloMemoryStep(slo.window) == Milliseconds(1min));
    }

    /// The first minutes of a store prove nothing: half of a window has to be known.
    void ourOwnStoreHasToSeeHalfOfAWindow()
    {
        Rig rig("metrics");
        const SloView first = rig.step(5, 100);
        QCOMPARE(first.state, Health::Unknown);
        QVERIFY(!first.budgetLeft);
        QCOMPARE(rig.run(1min, 5).state, Health::Unknown); // the pair needs its five minutes too
        const SloView burning = rig.run(2min, 5);
        QCOMPARE(burning.state, Health::Critical);
        QVERIFY(burning.pair->longWindow == Milliseconds(5min));
    }

    void rollupsComeEveryFiveMinutesAndAreToldOnce()
    {
        Rig rig("metrics");
        rig.run(11min, 0.1);
        const auto fresh = rig.store.takeNew();
        QCOMPARE(fresh.size(), 2u);
        QCOMPARE(fresh[0].first, QStringLiteral("pay"));
        QVERIFY(fresh[0].second.end == began + 5min && fresh[1].second.end == began + 10min);
        QVERIFY(rig.store.takeNew().empty());
        const SloView &view = rig.look();
        QVERIFY(view.known == Milliseconds(10min));
        // Ten minutes at exactly the rate of the budget spend ten minutes of thirty days.
        QVERIFY(qAbs(*view.budgetLeft - (1 - 10.0 / (30 * 24 * 60))) < 1e-9);
    }

    void earlierDaysCountTowardsLongWindows()
    {
        Rig rig("metrics");
        std::vector<SloRollup> past;
        for (int i = 0; i < 3 * 288; ++i)
            past.push_back({began - i * SloStore::step, 2, 100});
        rig.store.load(QStringLiteral("pay"), past);
        rig.store.load(QStringLiteral("pay"), past); // twice is once
        rig.store.load(QStringLiteral("other"), past);
        const SloView view = rig.step(2, 100);
        QVERIFY(view.known == Milliseconds(std::chrono::hours(72)));
        QCOMPARE(view.state, Health::Critical); // twenty times too fast, over an hour and over five minutes
    }

    void anEventHasABudgetOfItsOwn()
    {
        Rig rig("metrics");
        std::vector<SloRollup> past;
        for (int i = 0; i < 12; ++i)
            past.push_back({began - i * SloStore::step, 0.1, 100});
        rig.store.load(QStringLiteral("pay"), past);
        const SloView view = rig.step(0.1, 100);
        QCOMPARE(view.event, QStringLiteral("Sale"));
        QVERIFY(qAbs(*view.eventBudgetLeft - 0.5) < 0.01); // half of the sale at the rate of its budget
    }

    void oldNewsIsNoNews()
    {
        Rig rig("prometheus");
        rig.step(0.05, 100);
        const SloView view = rig.look(10min);
        QVERIFY(view.state != Health::Unknown);
        QCOMPARE(rig.look().state, Health::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestSloStore)
#include "tst_slostore.moc"
