// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "models/domain/alertwords.h"
#include "models/rules/liverules.h"
#include "models/rules/remoterules.h"
#endif
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::rules;

namespace {

RuleSet setOf(const QByteArray &rules)
{
    RuleSet set;
    addRuleFile(set, "groups:\n- name: g\n  interval: 1s\n  rules:\n" + rules, QStringLiteral("r.yml"));
    return set;
}

WallTime at(std::int64_t ms)
{
    return WallTime(Milliseconds(ms));
}

/// A store that two targets fill, and the rules over it. Time begins at 1,000 s.
class Rig
{
public:
    explicit Rig(const QByteArray &rules)
        : m_rules(setOf(rules), m_samples)
    {
    }

    void put(const char *name, const char *instance, double value)
    {
        metrics::SharedSamples::Appending store(*m_samples);
        store->append(store->seriesFor(metrics::Labels{{"__name__", name}, {"instance", instance}}), {m_nowMs, value});
    }

    RuleAlerts step()
    {
        const auto alerts = m_rules.evaluate({at(m_nowMs), {}, {}});
        m_nowMs += 1'000;
        return alerts.value_or(RuleAlerts{});
    }

    std::optional<RuleAlerts> again() { return m_rules.evaluate({at(m_nowMs - 1'000), {}, {}}); }

    std::size_t countOf(const char *name) const
    {
        const auto matcher = metrics::Matcher::make(metrics::MatchType::Equal, "__name__", name);
        const std::vector<metrics::Matcher> matchers{*matcher};
        return m_samples->reading().find(matchers).size();
    }

private:
    std::shared_ptr<metrics::SharedSamples> m_samples = std::make_shared<metrics::SharedSamples>();
    LiveRules m_rules;
    std::int64_t m_nowMs = 1'000'000;
};

Matrix vectorOf(double value)
{
    return {{{{QStringLiteral("job"), QStringLiteral("web")}}, {{at(1'000'000), value}}}};
}

} // namespace

class TestLiveRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void severities()
    {
        QCOMPARE(severityOf(QStringLiteral("critical")), Health::Critical);
        QCOMPARE(severityOf(QStringLiteral("page")), Health::Critical);
        QCOMPARE(severityOf(QStringLiteral("warning")), Health::Degraded);
        QCOMPARE(severityOf(QStringLiteral("info")), Health::Attention);
        QCOMPARE(severityOf(QString()), Health::Degraded);
        QCOMPARE(severityOf(QStringLiteral("sev7")), Health::Degraded);
    }

    void idsTellAlertsOfARuleApart()
    {
        const QString prefix = QStringLiteral("rule"), name = QStringLiteral("A"),
                      instance = QStringLiteral("instance");
        QCOMPARE(alertId(prefix, name, {{QStringLiteral("severity"), QStringLiteral("page")}}),
                 QStringLiteral("rule/A"));
        const QString one = alertId(prefix, name, {{instance, QStringLiteral("a")}});
        QVERIFY(one.startsWith(QLatin1String("rule/A/")));
        QVERIFY(one != alertId(prefix, name, {{instance, QStringLiteral("b")}}));
    }

    void whatRulesGiveIsInTheStore()
    {
        Rig rig("  - {record: double, expr: 2 * x}\n  - {alert: A, expr: double > 5, labels: {severity: critical}}\n");
        rig.put("x", "a", 3);
        rig.put("up", "a", 1);
        const RuleAlerts alerts = rig.step();
        QCOMPARE(alerts.alerts.size(), 1u);
        QCOMPARE(alerts.alerts[0].state, AlarmState::Firing);
        QCOMPARE(alerts.alerts[0].value, std::optional(6.0));
        QCOMPARE(alerts.rules, 2);
        QVERIFY(rig.countOf("double") == 1 && rig.countOf("ALERTS") == 1 && rig.countOf("ALERTS_FOR_STATE") == 1);
        QVERIFY(!rig.again()); // nothing is due twice in a second
    }

    /// Of two targets one goes: what it said is lost, what the other one says ends as ever.
    void anAlertWhoseTargetGoesIsLost()
    {
        Rig rig("  - {alert: A, expr: x > 5}\n");
        const auto both = [&](double a, double b) {
            rig.put("x", "a", a);
            rig.put("x", "b", b);
            rig.put("up", "a", 1);
            rig.put("up", "b", 1);
        };
        both(9, 9);
        QCOMPARE(rig.step().alerts.size(), 2u);
        rig.put("x", "a", metrics::staleMarker());
        rig.put("up", "a", 0);
        rig.put("x", "b", 1);
        rig.put("up", "b", 1);
        const RuleAlerts lost = rig.step();
        QCOMPARE(lost.alerts.size(), 1u);
        QCOMPARE(lost.alerts[0].state, AlarmState::SourceLost);
        QCOMPARE(lost.alerts[0].labels[0].second, QStringLiteral("a"));
        rig.put("up", "a", 0);
        QCOMPARE(rig.step().alerts.size(), 1u); // for as long as nobody can tell
        both(1, 1);
        QVERIFY(rig.step().alerts.empty());
    }

    void aRuleThatFailsKeepsItsAlertsAsLost()
    {
        Rig rig("  - {alert: A, expr: x * on(one) y > 5}\n");
        rig.put("x", "a", 9);
        rig.put("y", "a", 1);
        QCOMPARE(rig.step().alerts[0].state, AlarmState::Firing);
        rig.put("x", "a", 9);
        rig.put("x", "b", 9);
        rig.put("y", "a", 1);
        rig.put("y", "b", 1); // many to many
        const RuleAlerts alerts = rig.step();
        QCOMPARE(alerts.faults.size(), 1u);
        QCOMPARE(alerts.alerts[0].state, AlarmState::SourceLost);
    }

    void aRateOverAYoungStore()
    {
        Rig rig("  - {alert: Quiet, expr: rate(x_total[5m]) < 9}\n");
        for (int i = 0; i < 5; ++i) {
            rig.put("x_total", "a", 1'000 + i * 10);
            QVERIFY(rig.step().alerts.empty()); // ten a second, from the second sample on
        }
    }

    void aFileThatCanNotBeUsedIsAFault()
    {
        RuleSet set = setOf("  - {alert: A, expr: 'x >'}\n");
        QCOMPARE(set.faults.size(), 1u);
        LiveRules rules(set, std::make_shared<metrics::SharedSamples>());
        const auto alerts = rules.evaluate({at(1'000'000), {}, {}});
        QVERIFY(alerts && alerts->faults.size() == 1);
    }

    void aServerIsAskedAndItsErrorsAreFaults()
    {
        RemoteRules rules(setOf("  - {alert: A, expr: x > 5, for: 2s}\n  - {alert: B, expr: y > 5}\n"));
        const auto turn = [&](std::int64_t ms, Result<Matrix> a, Result<Matrix> b) {
            const auto questions = rules.questions(at(ms));
            if (questions.size() != 2)
                return RuleAlerts{};
            return rules.evaluate({at(ms), {std::move(a), std::move(b)}, {}}).value_or(RuleAlerts{});
        };
        const Error refused{Error::Kind::Timeout, QStringLiteral("too slow")};
        const RuleAlerts first = turn(1'000'000, vectorOf(7), refused);
        QCOMPARE(first.alerts.size(), 1u);
        QCOMPARE(first.alerts[0].state, AlarmState::Pending);
        QCOMPARE(first.faults.at(0).second, QStringLiteral("too slow"));
        QVERIFY(rules.questions(at(1'000'500)).empty());
        turn(1'001'000, vectorOf(7), Matrix{});
        QCOMPARE(turn(1'002'000, vectorOf(7), Matrix{}).alerts.at(0).state, AlarmState::Firing);
        QCOMPARE(turn(1'003'000, refused, Matrix{}).alerts.at(0).state, AlarmState::SourceLost);
        QVERIFY(turn(1'004'000, Matrix{}, Matrix{}).alerts.empty());
    }

    void aRecordedSeriesThatTheServerDoesNotHave()
    {
        RemoteRules rules(setOf("  - {record: a:b, expr: 2 * x}\n  - {alert: A, expr: a:b > 5}\n"));
        const auto questions = rules.questions(at(1'000'000));
        QCOMPARE(questions,
                 (std::vector<QString>{QStringLiteral("a:b > 5"), QStringLiteral("count({__name__=\"a:b\"})")}));
        const auto alerts = rules.evaluate({at(1'000'000), {Matrix{}, Matrix{}}, {}});
        QVERIFY(alerts && alerts->faults.size() == 1);
        QVERIFY(alerts->faults[0].second.contains(QLatin1String("a:b")));
    }

    /// What a template asks is asked once a turn, and what can not be asked is an error in its text, never silence.
    void templatesAskWithinTheTurn()
    {
        RemoteRules rules(setOf("  - {alert: A, expr: x > 1, annotations: {summary: '{{ query \"y\" | first | value }}'}}\n"
                                "  - {alert: B, expr: x > 1, annotations: {summary: 'at {{ query \"y\" | first | value }}'}}\n"));
        QStringList asked;
        const auto turnAt = [&](std::int64_t ms) {
            QStringList summaries;
            rules.questions(at(ms));
            RuleTurn turn{at(ms), {Result<Matrix>(vectorOf(3)), Result<Matrix>(vectorOf(3))}, {}, {}};
            turn.ask = [&](const QString &expression) {
                asked << expression;
                return Result<Matrix>(vectorOf(42));
            };
            const auto alerts = rules.evaluate(turn);
            for (const RuleAlert &alert : alerts.value_or(RuleAlerts{}).alerts)
                summaries << alert.summary;
            return summaries;
        };
        QCOMPARE(turnAt(1'000'000), (QStringList{QStringLiteral("42"), QStringLiteral("at 42")}));
        QCOMPARE(asked, QStringList{QStringLiteral("y")});
        QCOMPARE(turnAt(1'001'000).size(), 2);
        QCOMPARE(asked.size(), 2);
        rules.questions(at(1'002'000));
        const auto alone = rules.evaluate({at(1'002'000), {Result<Matrix>(vectorOf(3)), Result<Matrix>(vectorOf(3))}, {}, {}});
        QVERIFY(alone && alone->alerts.at(0).summary.contains(QLatin1String("the server can not be asked")));
    }
};

QTEST_GUILESS_MAIN(TestLiveRules)
#include "tst_liverules.moc"
