// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "models/health/alarmcare.h"
#endif
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime noon{std::chrono::hours(12)};

Alarm firing(const char *id, Health severity = Health::Degraded)
{
    Alarm alarm;
    alarm.id = QString::fromLatin1(id);
    alarm.name = QStringLiteral("Check ") + alarm.id;
    alarm.severity = severity;
    alarm.state = AlarmState::Firing;
    alarm.since = noon;
    return alarm;
}

Silence silence(const char *match, Milliseconds lasting)
{
    Silence made;
    made.id = QStringLiteral("s1");
    made.match = QString::fromLatin1(match);
    made.by = QStringLiteral("ada");
    made.reason = QStringLiteral("known");
    made.from = noon;
    made.until = noon + lasting;
    return made;
}

QString states(const std::vector<Alarm> &alarms)
{
    QStringList words;
    for (const Alarm &alarm : alarms)
        words << toWord(alarm.state);
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestAlarmCare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void matchers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::addColumn<bool>("matches"); // the alarm "x", degraded
        const auto row = [](const char *text, bool good, bool matches) {
            QTest::newRow(text) << QString::fromLatin1(text) << good << matches;
        };
        row("severity=degraded", true, true);
        row("{severity=\"degraded\", id=x}", true, true);
        row("severity=critical", true, false);
        row("name=~\"Check.*\"", true, true);
        row("name=~Check", true, false); // anchored
        row("id!=x,severity=degraded", true, false);
        row("severity=~\"(\"", false, false);
        row("severity", false, false);
        row("", false, false);
        row("id=~\".*\"", false, false); // everything
        row("a=b c=d", false, false);
    }

    void matchers()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QFETCH(bool, matches);
        const auto parsed = parseMatchers(text);
        QCOMPARE(static_cast<bool>(parsed), good);
        if (good)
            QCOMPARE(AlarmCare::preview(*parsed, {firing("x")}).size(), matches ? 1u : 0u);
    }

    void acknowledgedUntilItIsOver()
    {
        AlarmCare care;
        QVERIFY(!AlarmCare::acknowledgeEvent({QStringLiteral("x"), QStringLiteral("ada"), {}, noon}));
        const auto event = AlarmCare::acknowledgeEvent(
            {QStringLiteral("x"), QStringLiteral("ada"), QStringLiteral("on it"), noon + 1s});
        QVERIFY(event);
        QVERIFY(care.fold(*event));
        std::vector<Alarm> alarms{firing("x"), firing("y")};
        care.apply(alarms, noon + 2s);
        QCOMPARE(states(alarms), QStringLiteral("acknowledged firing"));
        QCOMPARE(care.acknowledgement(QStringLiteral("x"))->by, QStringLiteral("ada"));

        alarms = {firing("x")};
        alarms[0].state = AlarmState::Resolved;
        care.apply(alarms, noon + 60s);
        QCOMPARE(care.acknowledgement(QStringLiteral("x")), nullptr);

        // Its next life is a new alarm.
        QVERIFY(care.fold(*event));
        alarms = {firing("x")};
        alarms[0].since = noon + 300s;
        care.apply(alarms, noon + 300s);
        QCOMPARE(states(alarms), QStringLiteral("firing"));
    }

    void silencesNeedAnOwnerAReasonAndAnEnd()
    {
        QVERIFY(AlarmCare::silenceEvent(silence("id=x", 1h)));
        Silence anonymous = silence("id=x", 1h);
        anonymous.by.clear();
        QVERIFY(!AlarmCare::silenceEvent(anonymous));
        Silence unexplained = silence("id=x", 1h);
        unexplained.reason.clear();
        QVERIFY(!AlarmCare::silenceEvent(unexplained));
        QVERIFY(!AlarmCare::silenceEvent(silence("id=x", 0s)));
        QVERIFY(!AlarmCare::silenceEvent(silence("id=x", std::chrono::hours(24 * 31))));
        QVERIFY(!AlarmCare::silenceEvent(silence("id=~\".*\"", 1h)));
    }

    void silencedForATime()
    {
        AlarmCare care;
        QVERIFY(care.fold(*AlarmCare::silenceEvent(silence("severity=degraded", 1h))));
        std::vector<Alarm> alarms{firing("x"), firing("y", Health::Critical)};
        care.apply(alarms, noon + 1s);
        QCOMPARE(states(alarms), QStringLiteral("silenced firing"));
        QVERIFY(!care.silences(noon + 49min).front().endsSoon(noon + 49min));
        QVERIFY(care.silences(noon + 50min).front().endsSoon(noon + 50min));
        alarms = {firing("x")};
        care.apply(alarms, noon + 1h);
        QCOMPARE(states(alarms), QStringLiteral("firing"));
        QVERIFY(care.silences(noon + 1h).empty());
    }

    void silencesEndEarly()
    {
        AlarmCare care;
        QVERIFY(care.fold(*AlarmCare::silenceEvent(silence("severity=degraded", 1h))));
        QVERIFY(care.fold(AlarmCare::expireEvent(QStringLiteral("s1"), QStringLiteral("bob"), noon + 5min)));
        QVERIFY(care.silences(noon + 6min).empty());
        QVERIFY(!care.fold({{QStringLiteral("type"), QStringLiteral("something.else")}}));
    }
};

QTEST_GUILESS_MAIN(TestAlarmCare)
#include "tst_alarmcare.moc"
