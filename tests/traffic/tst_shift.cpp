// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traffic/shift.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck::traffic;

namespace {

Rules rules()
{
    return {{5, 25, 100}, 0, true, true, 3, 2, 25};
}

const char *name(Phase phase)
{
    static constexpr const char *names[] = {"idle",     "planned",    "approved",    "leasing",   "preparing",
                                            "storing",  "sending",    "unknown",     "verifying", "confirming",
                                            "baking",   "held",       "rolled-back", "aborted",   "done",
                                            "conflict", "recovering", "drifted"};
    return names[static_cast<int>(phase)];
}

Reading weights(Percent canary, Generation generation, bool confirmed = true)
{
    return {Reading::Kind::Weights, canary, generation, confirmed};
}

/// Plays events against the machine and keeps the names of the phases it went through.
struct Play
{
    State state;
    Rules rule = rules();
    Effects last;

    Play &with(const Event &event)
    {
        const Next step = next(state, event, rule);
        state = step.state;
        last = step.effects;
        return *this;
    }
    template <typename T>
    bool has() const
    {
        return std::any_of(last.begin(), last.end(), [](const Effect &e) { return std::holds_alternative<T>(e); });
    }
    /// One verified and confirmed write from Preparing on, the router being at `from` and of this generation.
    Play &write(Percent from, Generation generation)
    {
        with(ReadBack{weights(from, generation)})
            .with(IntentStored{state.intent})
            .with(Answered{state.intent, Answered::Kind::Accepted});
        for (int i = 0; i < 3; ++i)
            with(ReadBack{weights(state.target, static_cast<Generation>(generation + 1), false)});
        return with(ConfirmAnswered{state.intent, true});
    }
    Play &start() { return with(PlanMade{}).with(ApprovedBy{false}).with(StartAsked{}).with(LeaseGranted{1}); }
    Play &baked() { return with(GuardsJudged{GuardVerdict::Pass}).with(BakeOver{}); }
};

} // namespace

class TestShift : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void everyStepToTheEnd()
    {
        Play play;
        play.start().write(0, 1);
        QCOMPARE(name(play.state.phase), "baking");
        play.baked().write(5, 2).baked();
        QCOMPARE(name(play.state.phase), "held"); // 75 points: a second person
        QCOMPARE(play.state.why, Why::SecondPerson);
        play.with(ApprovedBy{true}).with(GuardsJudged{GuardVerdict::Pass}).with(ResumeAsked{});
        play.baked().write(25, 3).baked();
        QCOMPARE(name(play.state.phase), "done");
        QCOMPARE(int(play.state.confirmed), 100);
        QVERIFY(play.has<ReleaseLease>());
    }

    void nothingIsSentBeforeTheIntentIsOnDisk()
    {
        Play play;
        play.start().with(ReadBack{weights(0, 1)});
        QCOMPARE(name(play.state.phase), "storing");
        QVERIFY(play.has<StoreIntent>() && !play.has<Send>());
        play.with(IntentStored{play.state.intent});
        QVERIFY(play.has<Send>());
    }

    void aLostAnswerIsLookedForAndSentAgainWithTheSameKey()
    {
        Play play;
        play.start().with(ReadBack{weights(0, 1)}).with(IntentStored{1}).with(Answered{1, Answered::Kind::Unanswered});
        QCOMPARE(name(play.state.phase), "unknown");
        play.with(ReadBack{weights(0, 1)});
        QVERIFY(!play.has<Send>()); // it may still land
        play.with(QuietNow{1}).with(ReadBack{weights(0, 1)});
        QVERIFY(play.has<Send>());
        QCOMPARE(int(play.state.intent), 1);
        play.with(Answered{1, Answered::Kind::Unanswered}).with(ReadBack{weights(5, 2, false)});
        QCOMPARE(name(play.state.phase), "verifying");
    }

    void somebodyElsesChangeIsAConflict()
    {
        Play play;
        play.start()
            .with(ReadBack{weights(0, 1)})
            .with(IntentStored{1})
            .with(Answered{1, Answered::Kind::StaleGeneration});
        QCOMPARE(name(play.state.phase), "conflict");
        play.with(BakeOver{}).with(GuardsJudged{GuardVerdict::Pass});
        QCOMPARE(name(play.state.phase), "conflict");
    }

    void aWorseCanaryGoesHomeAndStaysThere()
    {
        Play play;
        play.start().write(0, 1).with(GuardsJudged{GuardVerdict::Worse});
        QCOMPARE(int(play.state.target), 0);
        play.write(5, 2);
        QCOMPARE(name(play.state.phase), "rolled-back");
        play.with(GuardsJudged{GuardVerdict::Pass}).with(BakeOver{}).with(ResumeAsked{});
        QCOMPARE(name(play.state.phase), "rolled-back");
    }

    void whatFailsAlikeOrIsNotKnownHolds_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::newRow("alike") << int(GuardVerdict::Hold);
        QTest::newRow("no data") << int(GuardVerdict::NoData);
    }
    void whatFailsAlikeOrIsNotKnownHolds()
    {
        QFETCH(int, verdict);
        Play play;
        play.start().write(0, 1).with(BakeOver{}).with(GuardsJudged{GuardVerdict(verdict)});
        QCOMPARE(name(play.state.phase), "held");
        QVERIFY(!play.has<Send>());
        play.with(ResumeAsked{});
        QCOMPARE(name(play.state.phase), "held"); // the guard does not pass yet
    }

    void aRestartWaitsForAPerson()
    {
        Play play;
        play.start().with(ReadBack{weights(0, 1)}).with(IntentStored{1}).with(Restarted{});
        QCOMPARE(name(play.state.phase), "recovering");
        QVERIFY(!play.has<Send>());
        play.with(ReadBack{weights(5, 2, false)}).with(RecoverAsked{RecoverAsked::Choice::Hold}).with(LeaseGranted{2});
        QCOMPARE(name(play.state.phase), "verifying");
        for (int i = 0; i < 3; ++i)
            play.with(ReadBack{weights(5, 2, false)});
        play.with(ConfirmAnswered{1, true});
        QCOMPARE(name(play.state.phase), "held");
        QCOMPARE(int(play.state.confirmed), 5);
    }

    void aVerifiedStepIsHeldAfterARestart()
    {
        Play play;
        play.start().write(0, 1).with(Restarted{});
        QCOMPARE(name(play.state.phase), "held");
        QCOMPARE(int(play.state.confirmed), 5);
        play.with(GuardsJudged{GuardVerdict::Worse}); // without a lease nothing goes by itself
        QCOMPARE(name(play.state.phase), "held");
    }

    void aBalancerThatForgetsHasDrifted()
    {
        Play play;
        play.start().write(0, 1).with(ReadBack{weights(0, 9)});
        QCOMPARE(name(play.state.phase), "drifted");
    }

    void theWayOutIsNeverLocked_data()
    {
        QTest::addColumn<int>("events");
        for (int i = 3; i <= 9; ++i)
            QTest::addRow("after %d events", i) << i;
    }
    void theWayOutIsNeverLocked()
    {
        QFETCH(int, events);
        const Event all[] = {PlanMade{},
                             ApprovedBy{},
                             StartAsked{},
                             LeaseGranted{1},
                             ReadBack{weights(0, 1)},
                             IntentStored{1},
                             Answered{1, Answered::Kind::Accepted},
                             ReadBack{weights(5, 2, false)},
                             ReadBack{{}}};
        Play play;
        for (int i = 0; i < events; ++i)
            play.with(all[i]);
        play.with(AbortAsked{});
        QCOMPARE(int(play.state.target), 0);
        QCOMPARE(play.state.motion, Motion::Back);
        if (play.state.phase == Phase::Leasing)
            play.with(LeaseGranted{1});
        play.write(5, 2);
        QCOMPARE(name(play.state.phase), "aborted");
    }

    void aJournalThatFailsSendsNothing()
    {
        Play play;
        play.start().with(ReadBack{weights(0, 1)}).with(IntentFailed{1});
        QCOMPARE(name(play.state.phase), "held");
        QCOMPARE(play.state.why, Why::JournalFailed);
    }
};

QTEST_GUILESS_MAIN(TestShift)
#include "tst_shift.moc"
