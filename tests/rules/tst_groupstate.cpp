// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "models/rules/groupstate.h"
#include "models/rules/unittest/teststorage.h"
#endif
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::rules;

namespace {

/// A group over one series x, evaluated once a minute with one value a step; '.' is no sample.
class Rig
{
public:
    explicit Rig(const QByteArray &rules)
    {
        const RuleFileReading reading =
            readRuleFile("groups:\n- name: g\n  rules:\n" + rules, QStringLiteral("r.yml"), RuleSyntax::Prometheus3);
        for (const Problem &problem : reading.problems)
            qWarning("%s", qPrintable(toLine(problem)));
        m_state.emplace(std::make_shared<const RuleGroup>(reading.groups.at(0)));
    }

    void step(char value)
    {
        if (value != '.')
            m_storage.append({{"__name__", "x"}}, {m_nowMs, static_cast<double>(value - '0')});
        else
            m_storage.append({{"__name__", "x"}}, {m_nowMs, metrics::staleMarker()});
        m_state->evaluate(m_nowMs, {m_storage, m_storage, {}, {}, {}, std::nullopt, 0});
        m_nowMs += 60'000;
    }

    /// First letter of the alert's state, '-' without one.
    char letter() const
    {
        const auto &alerts = m_state->states().back().alerts;
        if (alerts.empty())
            return '-';
        switch (alerts.begin()->second.state) {
        case AlertInstance::State::Pending:
            return 'p';
        case AlertInstance::State::Firing:
            return 'f';
        case AlertInstance::State::Inactive:
            return 'r';
        }
        return '?';
    }

    std::string error() const { return m_state->states().back().error; }
    const RuleState &last() const { return m_state->states().back(); }

private:
    TestStorage m_storage;
    std::optional<GroupState> m_state;
    std::int64_t m_nowMs = 0;
};

} // namespace

class TestGroupState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void lives_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("values"); // x > 5 holds
        QTest::addColumn<QByteArray>("states");
        const auto row = [](const char *name, const char *options, const char *values, const char *states) {
            QTest::newRow(name) << QByteArray(options) << QByteArray(values) << QByteArray(states);
        };
        row("at once", "", "0990", "-ffr");
        row("after for", "for: 2m", "0999990", "-ppfffr");
        row("a spike", "for: 2m", "0990999", "-pp-ppf");
        row("keeps firing", "keep_firing_for: 2m", "9900000", "ffffrrr");
        row("keeps firing over a gap", "keep_firing_for: 3m", "9009000", "fffffff");
        row("missing data ends it", "", "99..9", "ffrrf");
        row("resolved ones are forgotten after 15 minutes", "", "90000000000000000000", "frrrrrrrrrrrrrrrr---");
    }

    void lives()
    {
        QFETCH(QByteArray, options);
        QFETCH(QByteArray, values);
        QFETCH(QByteArray, states);
        Rig rig("  - {alert: A, expr: x > 5" + (options.isEmpty() ? QByteArray() : ", " + options) + "}\n");
        QByteArray seen;
        for (const char value : values) {
            rig.step(value);
            seen += rig.letter();
        }
        QCOMPARE(seen, states);
    }

    void laterRulesSeeEarlierOnes()
    {
        Rig rig(
            "  - {record: twice, expr: x * 2}\n  - {alert: A, expr: twice > 15, annotations: {t: 'v {{ $value }}'}}\n");
        rig.step('8');
        QCOMPARE(rig.letter(), 'f');
        QCOMPARE(rig.last().alerts.begin()->second.annotations.at(0).value, std::string("v 16"));
        rig.step('.');
        QCOMPARE(rig.letter(), 'r'); // the record became stale with its source
    }

    void errorsAreTold()
    {
        Rig range(
            "  - {record: r, expr: 'vector(1) + on () (label_replace(x, \"a\", \"1\", \"\", \"\") or vector(2))'}\n");
        range.step('1');
        QVERIFY(!range.error().empty());
    }
};

QTEST_GUILESS_MAIN(TestGroupState)
#include "tst_groupstate.moc"
