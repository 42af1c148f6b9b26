// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/tonerules.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime noon{std::chrono::hours(12)};

Alarm alarm(const char *id, Health severity, AlarmState state = AlarmState::Firing)
{
    Alarm made;
    made.id = QString::fromLatin1(id);
    made.severity = severity;
    made.state = state;
    return made;
}

/// How many tones sound in a minute in which nothing changes.
int tonesInAMinute(ToneRules &rules, const std::vector<Alarm> &alarms, ToneRules::Rate rate)
{
    int tones = 0;
    for (auto at = 0s; at < 60s; at += 1s)
        tones += rules.due(alarms, rate, noon + at) != Tone::None ? 1 : 0;
    return tones;
}

} // namespace

class TestToneRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void calmIsSilent()
    {
        ToneRules rules;
        QCOMPARE(tonesInAMinute(rules, {}, ToneRules::Rate::Usual), 0);
        QCOMPARE(tonesInAMinute(rules, {alarm("a", Health::Attention)}, ToneRules::Rate::Usual), 0);
        QCOMPARE(tonesInAMinute(rules, {alarm("a", Health::Critical, AlarmState::Pending)}, ToneRules::Rate::Usual), 0);
    }

    void degradedSoundsOnce()
    {
        ToneRules rules;
        QCOMPARE(rules.due({alarm("a", Health::Degraded)}, ToneRules::Rate::Usual, noon), Tone::Soft);
        QCOMPARE(tonesInAMinute(rules, {alarm("a", Health::Degraded)}, ToneRules::Rate::Usual), 0);
    }

    void criticalRepeatsUntilSomebodyTakesIt()
    {
        ToneRules rules;
        QCOMPARE(tonesInAMinute(rules, {alarm("a", Health::Critical)}, ToneRules::Rate::Usual), 12);
        ToneRules taken;
        for (const AlarmState state : {AlarmState::Acknowledged, AlarmState::Silenced, AlarmState::Resolved})
            QCOMPARE(tonesInAMinute(taken, {alarm("a", Health::Critical, state)}, ToneRules::Rate::Usual), 0);
        QCOMPARE(tonesInAMinute(taken, {alarm("a", Health::Critical, AlarmState::SourceLost)}, ToneRules::Rate::Usual),
                 12);
    }

    void aFloodIsTwoTonesAMinute()
    {
        ToneRules rules;
        QCOMPARE(tonesInAMinute(rules, {alarm("a", Health::Critical)}, ToneRules::Rate::Flood), 2);
    }
};

QTEST_APPLESS_MAIN(TestToneRules)
#include "tst_tonerules.moc"
