// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/alarmflow.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

Alarm alarm(const QString &id, AlarmState state = AlarmState::Firing)
{
    Alarm made;
    made.id = id;
    made.severity = Health::Degraded;
    made.state = state;
    return made;
}

/// The rows in one line: cause(consequence consequence).
QString printed(const AlarmRows &rows)
{
    QStringList words;
    for (const AlarmRow &row : rows.rows) {
        QStringList inside;
        for (const Alarm &consequence : row.consequences)
            inside << consequence.id;
        words << row.alarm.id +
                     (inside.isEmpty() ? QString() : QStringLiteral("(%1)").arg(inside.join(QLatin1Char(' '))));
    }
    return words.join(QLatin1Char(' ')) + (rows.beyond > 0 ? QStringLiteral(" +%1").arg(rows.beyond) : QString());
}

} // namespace

class TestAlarmFlow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void fourTransitionsFlap()
    {
        AlarmFlow flow;
        WallTime now{};
        QList<int> seen;
        for (int i = 0; i < 6; ++i, now += 60s) {
            flow.update(i % 2 == 0 ? std::vector{alarm(QStringLiteral("x"))} : std::vector<Alarm>(), now);
            seen << flow.flaps(QStringLiteral("x"));
        }
        QCOMPARE(seen, (QList<int>{0, 0, 0, 4, 5, 6}));
        flow.update({}, now + 20min);
        QCOMPARE(flow.flaps(QStringLiteral("x")), 0);
    }

    void pendingIsNotRaised()
    {
        AlarmFlow flow;
        flow.update({alarm(QStringLiteral("x"), AlarmState::Pending), alarm(QStringLiteral("y"), AlarmState::Resolved),
                     alarm(QStringLiteral("z"), AlarmState::SourceLost)},
                    WallTime{});
        QCOMPARE(flow.active(), 1);
        QCOMPARE(flow.raisedLately(), 1);
    }

    void floodsBeginAboveTenAndEndBelowFive()
    {
        AlarmFlow flow;
        std::vector<Alarm> alarms;
        WallTime now{};
        for (int i = 0; i < 10; ++i, now += 30s) {
            alarms.push_back(alarm(QString::number(i)));
            flow.update(alarms, now);
        }
        QVERIFY(!flow.floodSince());
        alarms.push_back(alarm(QStringLiteral("eleventh")));
        flow.update(alarms, now);
        QVERIFY(flow.floodSince() == now);
        QCOMPARE(flow.raisedInFlood(), 11);
        flow.update(alarms, now + 6min); // those of the first minute are out of the window
        QVERIFY(flow.floodSince());
        flow.update(alarms, now + 9min);
        QVERIFY(!flow.floodSince());
        QCOMPARE(flow.active(), 11);
        QCOMPARE(flow.peak(), 11);
    }

    void consequencesStandUnderTheirCause()
    {
        const AlarmFlow flow;
        const std::vector<Alarm> alarms{alarm(QStringLiteral("checkout")), alarm(QStringLiteral("database")),
                                        alarm(QStringLiteral("pool")), alarm(QStringLiteral("other"))};
        const AlarmCauses causes{{QStringLiteral("checkout"), QStringLiteral("pool")},
                                 {QStringLiteral("pool"), QStringLiteral("database")},
                                 {QStringLiteral("other"), QStringLiteral("not raised")}};
        QCOMPARE(printed(groupedAlarms(alarms, causes, flow, 10)), QStringLiteral("database(checkout pool) other"));
        const AlarmCauses circle{{QStringLiteral("checkout"), QStringLiteral("pool")},
                                 {QStringLiteral("pool"), QStringLiteral("checkout")}};
        QCOMPARE(printed(groupedAlarms(alarms, circle, flow, 3)), QStringLiteral("checkout database pool +1"));
    }
};

QTEST_GUILESS_MAIN(TestAlarmFlow)
#include "tst_alarmflow.moc"
