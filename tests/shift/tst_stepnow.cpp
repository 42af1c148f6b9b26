// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/stepnow.h"
#include "models/store/platformview.h"

#include <QTest>

using namespace surgedeck;

/// Without a shift what flows is judged by what the router has set, never by 0 %.
class TestStepNow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAShiftTheRoutersShareCounts()
    {
        RouteView view;
        view.desired = decltype(view.desired)::value_type{90, 10};
        const auto step = stepNow(std::nullopt, view, WallTime{});
        QVERIFY(step);
        QCOMPARE(step->percent, 10);
        QVERIFY(!step->next);
    }

    void withoutEitherNothingIsJudged() { QVERIFY(!stepNow(std::nullopt, RouteView{}, WallTime{})); }

    void aShiftUnderWayCountsBeforeTheRouter()
    {
        ShiftRecord record;
        record.state.phase = traffic::Phase::Baking;
        record.state.confirmed = 25;
        RouteView view;
        view.desired = decltype(view.desired)::value_type{90, 10};
        QCOMPARE(stepNow(record, view, WallTime{})->percent, 25);
    }
};

QTEST_GUILESS_MAIN(TestStepNow)
#include "tst_stepnow.moc"
