// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/decisive.h"
#include "models/runbook/runscore.h"
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;
using namespace std::chrono_literals;

namespace {

const QString kim = QStringLiteral("Kim");

const QByteArray steps =
    "  - {id: look, kind: check, title: Look, expect: waiters >= 3, otherwise: end, usual: 10s}\n"
    "  - {id: way, kind: branch, title: Way, cases: [{when: waiters >= 5, goto: last}], otherwise: ask}\n"
    "  - {id: ask, kind: ask, title: Ask, answers: [\"yes\", \"no\"]}\n"
    "  - id: act\n"
    "    kind: act\n"
    "    title: Act\n"
    "    on: db\n"
    "    action: session.end\n"
    "    session: root\n"
    "    level: 2\n"
    "    before: [waiters >= 1]\n"
    "    verify: [waiters < 3]\n"
    "    within: 10s\n"
    "    undo: {action: session.cancel, session: root}\n"
    "    otherwise: last\n"
    "  - {id: last, kind: note, title: Last}\n";

Looked looked(Truth truth, std::vector<Readings> cases = {})
{
    return {{reading("waiters", 4, truth)}, {}, std::move(cases), {}};
}

/// Told to the machine by the scoring alone, as a record on disk would be.
struct Story
{
    Runbook runbook = parsed(withSteps(steps));
    RunStart start{QStringLiteral("T1-1"), QStringLiteral("orders-db"), kim, false, {}, WallTime(0s)};
    std::vector<Event> events;
    Milliseconds now{0};

    Story &tell(const Happening &what, Milliseconds after)
    {
        now += after;
        events.push_back({WallTime(now), what});
        return *this;
    }
    Score score() const { return scoreOf(runbook, start, events, WallTime(now)); }
};

QStringList words(const Score &score)
{
    QStringList all;
    for (const Deviation &deviation : score.deviations)
        all << deviation.step + QStringLiteral(": ") + deviation.what;
    return all;
}

} // namespace

class TestRunScore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void timeBelongsToTheStepThatWasCurrent()
    {
        Story record;
        record.tell(looked(Truth::Holds), 1s).tell(Accepted{kim}, 20s);
        record.tell(looked(Truth::Holds, {{reading("waiters", 4, Truth::Fails)}}), 1s).tell(Accepted{kim}, 2s);
        record.tell(Answered{kim, QStringLiteral("yes")}, 5s);
        record.tell(Skipped{kim, QStringLiteral("somebody did it")}, 3s).tell(Accepted{kim}, 1s);
        const Score score = record.score();
        QCOMPARE(score.outcome, Outcome::Succeeded);
        QCOMPARE(score.took, Milliseconds(33s));
        QCOMPARE(score.steps.size(), std::size_t(5));
        QCOMPARE(score.steps[0].took, Milliseconds(21s));
        QVERIFY(score.steps[0].isLate());
        QCOMPARE(score.steps[2].took, Milliseconds(5s));
        QVERIFY(!score.steps[2].isLate());
        QCOMPARE(words(score), QStringList{QStringLiteral("act: skipped: somebody did it")});
        QCOMPARE(score.notLookedAt, QStringList{QStringLiteral("Root")});
        QVERIFY(score.notReached.isEmpty());
        const QJsonObject json = toJson(score);
        QCOMPARE(json.value(QStringLiteral("took_s")).toDouble(), 33.0);
        QCOMPARE(json.value(QStringLiteral("steps")).toArray().at(1).toObject().value(QStringLiteral("usual_s")),
                 QJsonValue(QJsonValue::Null));
    }

    void whatWasDoneOtherwiseIsADeviation()
    {
        Story record;
        record.tell(looked(Truth::Unknown), 1s).tell(Answered{kim, QStringLiteral("yes, many")}, 1s);
        record.tell(looked(Truth::Holds, {{reading("waiters", 4, Truth::Fails)}}), 1s);
        record.tell(Answered{kim, QStringLiteral("last")}, 1s);
        record.tell(WentBack{kim, QStringLiteral("look")}, 1s);
        record.tell(Stopped{kim, QStringLiteral("enough")}, 1s);
        const Score score = record.score();
        const QStringList all = words(score);
        QVERIFY2(all.size() == 4, qPrintable(all.join(QLatin1Char('\n'))));
        QVERIFY(all[0].startsWith(QStringLiteral("look: answered by hand")));
        QVERIFY(all[1].startsWith(QStringLiteral("way: took the way to last")));
        QVERIFY(all[2].startsWith(QStringLiteral("last: went back to look")));
        QVERIFY(all[3].startsWith(QStringLiteral("look: stopped the run")));
        QCOMPARE(score.steps.front().passes, 2);
        QCOMPARE(score.notReached, (QStringList{QStringLiteral("Ask"), QStringLiteral("Act")}));
    }

    void anUndoIsTold()
    {
        Story record;
        record.tell(looked(Truth::Holds), 1s).tell(Accepted{kim}, 1s);
        record.tell(looked(Truth::Holds, {{reading("waiters", 4, Truth::Fails)}}), 1s).tell(Accepted{kim}, 1s);
        record.tell(Answered{kim, QStringLiteral("no")}, 1s);
        record.tell(looked(Truth::Holds), 1s).tell(Accepted{kim}, 1s).tell(TargetLocked{}, 0s);
        record.tell(Inspected{{reading("waiters", 4, Truth::Holds)}}, 0s);
        record.tell(ActAnswered{ActAnswered::Kind::Accepted, {}}, 1s);
        record.tell(looked(Truth::Fails), 11s); // the effect does not show: it is taken back
        record.tell(ActAnswered{ActAnswered::Kind::Accepted, {}}, 1s).tell(Accepted{kim}, 1s);
        const Score score = record.score();
        QCOMPARE(score.outcome, Outcome::Succeeded);
        QCOMPARE(score.deviations.size(), std::size_t(1));
        QVERIFY2(words(score).front().startsWith(QStringLiteral("act: taken back")), qPrintable(words(score).front()));
    }

    void anUndoThatTheWorkspaceLacksIsNone()
    {
        const Runbook whole = parsed(withSteps(steps));
        QVERIFY(whole.steps[3].act->undo.has_value());
        QVERIFY(withoutMissingUndo(whole, {}).steps[3].act->undo.has_value());
        const Runbook without = withoutMissingUndo(whole, {QStringLiteral("db")});
        QVERIFY(!without.steps[3].act->undo.has_value());
        QVERIFY(without.steps[3].act->noUndo.contains(QStringLiteral("db")));
    }

    void theLimitThatCountsIsThatOfTheStep()
    {
        const Runbook runbook = parsed(withSteps(steps));
        State state = begin(runbook, Story().start).state;
        QCOMPARE(decisiveSignals(runbook, state, 5).size(), std::size_t(1)); // nothing is decided by the root's name
        QCOMPARE(limitText(decisiveSignals(runbook, state, 5).front()), QStringLiteral(">= 3"));
        state.current = 1;
        QCOMPARE(limitText(decisiveSignals(runbook, state, 5).front()),
                 QStringLiteral("< 3")); // a branch limits nothing
        state.current = 3;
        QCOMPARE(limitText(decisiveSignals(runbook, state, 5).front()), QStringLiteral(">= 1"));
        state.phase = ActPhase::Verifying;
        QCOMPARE(limitText(decisiveSignals(runbook, state, 5).front()), QStringLiteral("< 3"));
        QVERIFY(decisiveSignals(runbook, state, 0).empty());
    }

    void parametersHaveBounds()
    {
        const Runbook runbook = readRunbook(withSteps(steps), QStringLiteral("t.yaml")).runbook;
        const auto value = [&](int parameter, const char *text) {
            return valueOf(runbook.parameters.at(std::size_t(parameter)), QLatin1String(text));
        };
        QCOMPARE(*value(0, "30s"), 30.0);
        QCOMPARE(*value(1, "5"), 5.0);
        for (const char *wrong : {"50", "five", ""})
            QVERIFY(!value(1, wrong));
        for (const char *wrong : {"2m", "-1s", "soon"})
            QVERIFY(!value(0, wrong));
        QVERIFY(value(1, "50").error().message.contains(QStringLiteral("1 to 9")));
    }
};

QTEST_GUILESS_MAIN(TestRunScore)
#include "tst_runscore.moc"
