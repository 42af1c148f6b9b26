// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/recordedrun.h"
#include "models/runbook/runmachine.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;
using namespace std::chrono_literals;

namespace {

const QString kim = QStringLiteral("Kim");

/// A run that is told events, second by second.
struct Bench
{
    Runbook runbook;
    State state;
    std::vector<Effect> effects;
    QString refusal;
    Milliseconds now{0};

    explicit Bench(const QByteArray &steps, bool rehearsal = false, const QStringList &missing = {})
        : runbook(parsed(withSteps(steps)))
    {
        const Next first = begin(
            runbook, {QStringLiteral("T1-1"), QStringLiteral("orders-db"), kim, rehearsal, missing, WallTime(now)});
        state = first.state;
        effects = first.effects;
    }

    Bench &tell(const Happening &what, Milliseconds after = 1s)
    {
        now += after;
        const Next step = next(state, {WallTime(now), what}, runbook);
        state = step.state;
        effects = step.effects;
        refusal = step.refusal;
        return *this;
    }
    Bench &look(Truth truth, Milliseconds after = 1s)
    {
        return tell(Looked{{reading("waiters", 1, truth)}, {}, {}, {}}, after);
    }
    Bench &accept() { return tell(Accepted{kim}); }

    QString steps() const
    {
        QStringList words;
        for (const StepRun &step : state.steps)
            words << step.id + QLatin1Char('=') + toWord(step.state);
        return words.join(QLatin1Char(' '));
    }
    QString outcome() const { return toWord(state.outcome); }
    template <typename Wanted>
    bool asked() const
    {
        return std::any_of(effects.begin(), effects.end(),
                           [](const Effect &effect) { return std::holds_alternative<Wanted>(effect); });
    }
};

const QByteArray twoChecks = "  - {id: a, kind: check, title: A, expect: waiters >= 3, otherwise: c}\n"
                             "  - {id: b, kind: note, title: B}\n"
                             "  - {id: c, kind: handover, title: C, look: [root]}\n";

QByteArray act(const char *undo, const char *more = "")
{
    return QByteArray("  - id: a\n"
                      "    kind: act\n"
                      "    title: A\n"
                      "    on: db\n"
                      "    action: session.end\n"
                      "    session: root\n"
                      "    level: 2\n"
                      "    before: [waiters >= 1]\n"
                      "    verify: [waiters < 3]\n"
                      "    within: 10s\n"
                      "    look: [root]\n") +
           undo + more + "  - {id: z, kind: note, title: Z}\n";
}

const char noUndo[] = "    undo: none\n    because: It does not come back.\n";
const char undo[] = "    undo: {action: session.cancel, session: root}\n";

/// Up to where the command is under way.
Bench sent(const char *how)
{
    Bench bench{act(how)};
    bench.look(Truth::Holds).accept().tell(TargetLocked{}).tell(Inspected{{reading("waiters", 1, Truth::Holds)}});
    return bench;
}

} // namespace

class TestRunMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aCheckIsAcceptedWithItsValue()
    {
        Bench bench{twoChecks};
        QCOMPARE(bench.steps(), QStringLiteral("a=waiting b=pending c=pending"));
        bench.look(Truth::Holds).accept();
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded b=ready c=pending"));
        QCOMPARE(bench.state.steps[0].evidence.front().value, std::optional(1.0));
        QCOMPARE(bench.state.steps[0].by, kim);
        bench.accept().accept();
        QCOMPARE(bench.outcome(), QStringLiteral("succeeded"));
    }

    void aCheckThatFailsTakesItsOtherWay()
    {
        Bench bench{twoChecks};
        bench.look(Truth::Fails).accept();
        QCOMPARE(bench.steps(), QStringLiteral("a=failed b=skipped c=ready"));
    }

    void unknownEvidenceAsksAPerson()
    {
        Bench bench{twoChecks};
        bench.look(Truth::Unknown);
        QCOMPARE(pauseOf(bench.state, bench.runbook), QStringLiteral("answer"));
        bench.accept();
        QVERIFY(bench.refusal.contains(QStringLiteral("not known")));
        QCOMPARE(bench.steps(), QStringLiteral("a=waiting b=pending c=pending"));
        bench.tell(Answered{kim, QStringLiteral("I counted nine")});
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded b=ready c=pending"));
    }

    void aBranchTakesTheFirstCaseThatHolds()
    {
        const QByteArray steps = "  - {id: a, kind: branch, title: A, cases: [{when: waiters >= 5, goto: c}, {when: "
                                 "waiters >= 3, goto: b}], otherwise: d}\n"
                                 "  - {id: b, kind: note, title: B}\n  - {id: c, kind: note, title: C}\n  - {id: d, "
                                 "kind: note, title: D, look: [root]}\n";
        const auto looked = [](Truth first, Truth second) {
            return Looked{{}, {}, {{reading("waiters", 1, first)}, {reading("waiters", 1, second)}}, {}};
        };
        QCOMPARE(Bench{steps}.tell(looked(Truth::Fails, Truth::Holds)).accept().state.current, 1);
        QCOMPARE(Bench{steps}.tell(looked(Truth::Holds, Truth::Holds)).accept().state.current, 2);
        QCOMPARE(Bench{steps}.tell(looked(Truth::Fails, Truth::Fails)).accept().state.current, 3);
        Bench unknown{steps};
        unknown.tell(looked(Truth::Unknown, Truth::Holds)).accept();
        QCOMPARE(unknown.state.current, 0);
        QCOMPARE(unknown.tell(Answered{kim, QStringLiteral("elsewhere")}).state.current, 0);
        QCOMPARE(unknown.tell(Answered{kim, QStringLiteral("c")}).state.current, 2);
    }

    void aWaitHoldsWithoutABreak()
    {
        const QByteArray steps = "  - {id: a, kind: wait, title: A, until: waiters == 0, hold: 5s, timeout: 1m}\n  - "
                                 "{id: b, kind: note, title: B, look: [root]}\n";
        Bench bench{steps};
        for (int i = 0; i < 4; ++i)
            bench.look(Truth::Holds);
        bench.look(Truth::Fails);
        for (int i = 0; i < 5; ++i)
            bench.look(Truth::Holds);
        QCOMPARE(bench.steps(), QStringLiteral("a=waiting b=pending"));
        bench.look(Truth::Holds);
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded b=ready"));
        Bench blind{steps};
        blind.look(Truth::Holds).look(Truth::Holds, 31s); // nobody looked in between
        QCOMPARE(blind.steps(), QStringLiteral("a=waiting b=pending"));
        Bench late{steps};
        late.look(Truth::Fails).look(Truth::Unknown, 60s);
        QCOMPARE(late.outcome(), QStringLiteral("timed_out"));
        QCOMPARE(late.steps(), QStringLiteral("a=timed_out b=cancelled"));
    }

    void anActIsReadAgainRightBefore()
    {
        Bench bench{act(noUndo)};
        bench.look(Truth::Unknown).accept();
        QVERIFY(!bench.refusal.isEmpty()); // stale evidence locks it
        bench.look(Truth::Fails).accept();
        QVERIFY(!bench.refusal.isEmpty());
        bench.look(Truth::Holds).accept();
        QVERIFY(bench.asked<LockTarget>() && !bench.asked<Perform>());
        bench.tell(TargetLocked{});
        QVERIFY(bench.asked<Inspect>() && !bench.asked<Perform>());
        bench.tell(Inspected{{reading("waiters", 0, Truth::Fails)}});
        QVERIFY(bench.asked<FreeTarget>() && !bench.asked<Perform>());
        QCOMPARE(bench.steps(), QStringLiteral("a=waiting z=pending"));
        bench.look(Truth::Holds).accept().tell(TargetBusy{QStringLiteral("another")});
        QVERIFY(bench.state.steps[0].detail.contains(QStringLiteral("another")));
        bench.look(Truth::Holds).accept().tell(TargetLocked{}).tell(Inspected{{reading("waiters", 2, Truth::Holds)}});
        QVERIFY(bench.asked<Perform>());
    }

    void anAcknowledgementIsNoEvidence()
    {
        Bench bench = sent(noUndo);
        bench.tell(ActAnswered{ActAnswered::Kind::Accepted, {}}).look(Truth::Fails);
        QCOMPARE(bench.steps(), QStringLiteral("a=verifying z=pending"));
        bench.look(Truth::Holds);
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded z=ready"));
        Bench without = sent(noUndo);
        without.tell(ActAnswered{ActAnswered::Kind::Accepted, {}}).look(Truth::Fails, 11s);
        QCOMPARE(without.outcome(), QStringLiteral("failed"));
    }

    void aFailureIsUndone()
    {
        Bench bench = sent(undo);
        bench.tell(ActAnswered{ActAnswered::Kind::Accepted, {}}).look(Truth::Fails, 11s);
        QVERIFY(bench.asked<Perform>());
        QCOMPARE(std::get<Perform>(bench.effects.front()).what, Perform::What::Undo);
        Bench failed = bench;
        bench.tell(ActAnswered{ActAnswered::Kind::Accepted, {}});
        QCOMPARE(bench.steps(), QStringLiteral("a=undone z=cancelled"));
        failed.tell(ActAnswered{ActAnswered::Kind::Refused, QStringLiteral("no")});
        QCOMPARE(failed.steps(), QStringLiteral("a=undo_failed z=cancelled"));
    }

    void noAnswerIsNotUndoneAndNotRepeated()
    {
        Bench bench = sent(undo);
        bench.look(Truth::Fails, 31s);
        QCOMPARE(bench.steps(), QStringLiteral("a=stalled z=pending"));
        bench.tell(ActAnswered{ActAnswered::Kind::Unanswered, {}}).look(Truth::Fails, 11s);
        QCOMPARE(bench.steps(), QStringLiteral("a=unknown z=cancelled"));
        QVERIFY(!bench.asked<Perform>());
    }

    void aRefusalEndsTheAct()
    {
        Bench bench = sent(noUndo);
        bench.tell(ActAnswered{ActAnswered::Kind::Refused, QStringLiteral("a viewer changes nothing")});
        QCOMPARE(bench.outcome(), QStringLiteral("failed"));
        QVERIFY(bench.asked<FreeTarget>());
        QVERIFY(bench.state.reason.contains(QStringLiteral("a viewer changes nothing")));
    }

    void aCrashSendsNothingAgain()
    {
        Bench bench = sent(noUndo);
        bench.tell(Restarted{});
        QVERIFY(bench.effects.empty());
        bench.look(Truth::Holds);
        QCOMPARE(bench.state.steps[0].state, StepState::Running); // nothing follows before a person says go
        bench.tell(Skipped{kim, QStringLiteral("because")});
        QVERIFY(!bench.refusal.isEmpty());
        bench.tell(Accepted{QStringLiteral("Lee")}).look(Truth::Holds);
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded z=ready"));
        QCOMPARE(bench.state.person, QStringLiteral("Lee"));
    }

    void aRehearsalChangesNothing()
    {
        Bench bench{act(noUndo, "  - {id: w, kind: wait, title: W, until: waiters == 0, timeout: 1m}\n"), true};
        bench.look(Truth::Holds).accept().tell(TargetLocked{}).tell(Inspected{{reading("waiters", 1, Truth::Holds)}});
        bench.tell(ActAnswered{ActAnswered::Kind::LeftOut, QStringLiteral("nothing was changed")}).look(Truth::Fails);
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded w=skipped z=ready"));
    }

    void aGuardStopsTheRun()
    {
        Bench bench{"  - {id: g, kind: guard, title: G, while: waiters < 9, hold: 3s, until: b}\n"
                    "  - {id: a, kind: note, title: A}\n  - {id: b, kind: note, title: B}\n  - {id: c, kind: note, "
                    "title: C, look: [root]}\n"};
        const auto seen = [](Truth truth) { return Looked{{}, {}, {}, {{reading("waiters", 1, truth)}}}; };
        bench.tell(seen(Truth::Fails)).tell(seen(Truth::Unknown)).tell(seen(Truth::Fails)).tell(seen(Truth::Fails));
        QCOMPARE(bench.outcome(), QString());
        bench.tell(seen(Truth::Fails)).tell(seen(Truth::Fails));
        QCOMPARE(bench.outcome(), QStringLiteral("stopped"));
    }

    void approvalNeedsOthers()
    {
        Bench bench{"  - {id: a, kind: approve, title: A, people: 2}\n  - {id: b, kind: note, title: B, look: [root, "
                    "waiters]}\n"};
        bench.tell(Approved{kim});
        QVERIFY(!bench.refusal.isEmpty());
        bench.tell(Approved{QStringLiteral("Lee")}).tell(Approved{QStringLiteral("Lee")});
        QCOMPARE(bench.state.current, 0);
        bench.tell(Skipped{kim, QStringLiteral("no time")});
        QCOMPARE(bench.outcome(), QStringLiteral("failed")); // an approval is not skipped: its other way is taken
        Bench two{"  - {id: a, kind: approve, title: A, people: 2}\n  - {id: b, kind: note, title: B, look: [root, "
                  "waiters]}\n"};
        two.tell(Approved{QStringLiteral("Lee")}).tell(Approved{QStringLiteral("Ana")});
        QCOMPARE(two.state.current, 1);
    }

    void anActWithoutItsBindIsLeftOut()
    {
        Bench bench{act(noUndo), false, {QStringLiteral("db")}};
        QCOMPARE(bench.steps(), QStringLiteral("a=skipped z=ready"));
    }

    void goingBackIsARecordOfItsOwn()
    {
        Bench bench{twoChecks};
        bench.look(Truth::Holds).accept().tell(WentBack{kim, QStringLiteral("a")});
        QCOMPARE(bench.steps(), QStringLiteral("a=waiting b=pending c=pending"));
        bench.tell(WentBack{kim, QStringLiteral("c")});
        QVERIFY(!bench.refusal.isEmpty());
    }

    void questionsTakeTheirAnswersOnly()
    {
        Bench bench{"  - {id: a, kind: ask, title: A, answers: [{answer: 'yes', goto: c}, {answer: 'no'}]}\n"
                    "  - {id: b, kind: note, title: B}\n  - {id: c, kind: note, title: C, look: [root]}\n"};
        bench.tell(Answered{kim, QStringLiteral("perhaps")});
        QVERIFY(bench.refusal.contains(QStringLiteral("yes, no")));
        bench.tell(Answered{kim, QStringLiteral("Yes")});
        QCOMPARE(bench.steps(), QStringLiteral("a=succeeded b=skipped c=ready"));
    }

    void theDocumentHasItsShape()
    {
        Bench bench{twoChecks};
        bench.look(Truth::Holds).accept().tell(Stopped{kim, QStringLiteral("enough")});
        const QJsonObject document = runDocument(bench.state);
        QCOMPARE(document.value("outcome").toString(), QStringLiteral("stopped"));
        const QJsonObject step = document.value("steps").toArray().at(0).toObject();
        QCOMPARE(step.value("evidence").toObject().value("waiters").toObject().value("value").toDouble(), 1.0);
        QCOMPARE(step.value("state").toString(), QStringLiteral("succeeded"));
        QVERIFY(step.value("started").isString() && step.value("ended").isString());
    }

    /// A replay shows a run as its document tells it, also where its runbook has other steps by now, or is gone.
    void aDocumentIsReadForThoseWhoLook()
    {
        Bench bench{twoChecks};
        bench.look(Truth::Holds).accept();
        QJsonObject document = runDocument(bench.state);
        document.remove(QStringLiteral("digest")); // of the text that a machine goes on with
        const auto run = recordedRun(document, &bench.runbook);
        QVERIFY(run);
        QJsonObject again = runDocument(run->state);
        again.remove(QStringLiteral("digest"));
        QJsonArray steps = document[u"steps"].toArray();
        QCOMPARE(again[u"current"], document[u"current"]);
        QCOMPARE(again[u"started"], document[u"started"]);
        QCOMPARE(again[u"steps"].toArray().size(), steps.size());
        for (qsizetype i = 0; i < steps.size(); ++i)
            for (const char *key : {"id", "kind", "state", "started", "ended", "answer", "by", "detail", "next"})
                QCOMPARE(again[u"steps"][i][QLatin1String(key)], steps[i][QLatin1String(key)]);
        QCOMPARE(run->runbook.steps[0].title, bench.runbook.steps[0].title);
        const auto unknown = recordedRun(document, nullptr);
        QVERIFY(unknown && unknown->runbook.steps[0].title == unknown->runbook.steps[0].id);
        QVERIFY(!recordedRun({}, nullptr));
        document[u"started"] = QStringLiteral("yesterday");
        QVERIFY(!recordedRun(document, nullptr));
    }
};

QTEST_GUILESS_MAIN(TestRunMachine)
#include "tst_runmachine.moc"
