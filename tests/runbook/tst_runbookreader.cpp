// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runbook/texts.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::runbook;

class TestRunbookReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void reads()
    {
        const RunbookReading reading = readRunbook(
            withSteps("  - {id: a, kind: check, title: A, expect: waiters >= $many, look: [root], otherwise: stop}\n"
                      "  - id: b\n"
                      "    kind: act\n"
                      "    title: B\n"
                      "    on: db\n"
                      "    action: session.end\n"
                      "    session: root\n"
                      "    level: 2\n"
                      "    before: [waiters >= 1]\n"
                      "    verify: [waiters < 3]\n"
                      "    undo: none\n"
                      "    because: It is gone.\n"
                      "  - {id: c, kind: wait, title: C, until: waiters == 0, hold: $hold, timeout: 5m}\n"),
            QStringLiteral("t.yaml"));
        QCOMPARE(reading.problems.size(), std::size_t(0));
        const Runbook filled =
            withParameters(reading.runbook, {{QStringLiteral("many"), 5}, {QStringLiteral("hold"), 2}});
        QCOMPARE(filled.steps.at(0).expect.front().limit.value, 5.0);
        QCOMPARE(filled.steps.at(2).hold.value, Milliseconds(2000));
        QCOMPARE(filled.steps.at(1).act->tier, QStringLiteral("responder"));
        QCOMPARE(limitText(reading.runbook.detects.front().front()), QStringLiteral(">= $many"));
        QCOMPARE(reading.runbook.digest.size(), 64);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const char *steps, const char *line) {
            QTest::newRow(name) << QByteArray(steps) << QString::fromLatin1(line);
        };
        row("unknown kind", "  - {id: a, kind: chek, title: A, look: [root]}\n",
            "15:19: error: \"chek\" is no kind: did you mean \"check\"? [unknown-kind]");
        row("unknown key", "  - {id: a, kind: note, title: A, loook: [root]}\n",
            "15:35: error: unknown key \"loook\" in note step: did you mean \"look\"? [unknown-key]");
        row("unknown signal", "  - {id: a, kind: check, title: A, look: [waiter]}\n",
            "15:43: error: unknown signal \"waiter\": did you mean \"waiters\"? [unknown-signal]");
        row("a cycle",
            "  - {id: a, kind: note, title: A}\n  - {id: b, kind: check, title: B, look: [root], otherwise: a}\n",
            "16:61: error: \"a\" is not further down: a run that goes in circles never ends [cycle]");
        row("a text compared", "  - {id: a, kind: check, title: A, expect: root >= 1}\n",
            "15:44: error: \"root\" is a text: it can be looked at, not compared [bad-condition]");
        row("no condition", "  - {id: a, kind: check, title: A, expect: 'waiters; drop table x'}\n",
            "15:44: error: \"waiters; drop table x\" is no condition: write SIGNAL, or SIGNAL >= 3, or SIGNAL < "
            "$parameter "
            "[bad-condition]");
        row("a template", "  - {id: a, kind: note, title: A, text: 'kill $(pidof mysqld)'}\n",
            "15:41: error: \"$(\": words are shown as they are; nothing is filled into them or run [no-templates]");
        row("another template", "  - {id: a, kind: note, title: 'A {{ root }}'}\n",
            "15:32: error: \"{{\": words are shown as they are; nothing is filled into them or run [no-templates]");
        row("an anchor", "  - &a {id: a, kind: note, title: A}\n", "anchor");
        row("a duplicate key", "  - {id: a, kind: note, title: A, title: B}\n", "duplicate");
    }

    void problems()
    {
        QFETCH(QByteArray, steps);
        QFETCH(QString, line);
        const QString all = problemLines(withSteps(steps)).join(QLatin1Char('\n'));
        QVERIFY2(all.contains(line), qPrintable(all));
    }

    void actsAreStrict()
    {
        const QString all = problemLines(withSteps("  - id: a\n"
                                                   "    kind: act\n"
                                                   "    title: A\n"
                                                   "    on: db\n"
                                                   "    action: session.end\n"
                                                   "    level: 3\n"
                                                   "    tier: responder\n"
                                                   "    with: {reason: \"x' OR 1=1 --\"}\n"
                                                   "    before: []\n"
                                                   "    verify: []\n"
                                                   "    undo: none\n"))
                                .join(QLatin1Char('\n'));
        for (const char *rule : {"[missing-key]", "[level-and-tier]", "[no-templates]", "[no-precondition]",
                                 "[no-verification]", "[undo-reason]"})
            QVERIFY2(all.contains(QLatin1String(rule)), qPrintable(all));
    }

    void hostileFilesAreRefused()
    {
        QByteArray many;
        for (int i = 0; i < 10'000; ++i)
            many += "  - {id: s" + QByteArray::number(i) + ", kind: note, title: T}\n";
        QVERIFY(hasErrors(readRunbook(withSteps(many), QStringLiteral("t.yaml")).problems));
        QByteArray sixtyOne;
        for (int i = 0; i < 61; ++i)
            sixtyOne += "  - {id: s" + QByteArray::number(i) + ", kind: note, title: T}\n";
        QVERIFY(problemLines(withSteps(sixtyOne))
                    .join(QLatin1Char('\n'))
                    .contains(QStringLiteral("75:5: error: more than 60 steps")));
        const QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n";
        QVERIFY(hasErrors(readRunbook(bomb, QStringLiteral("t.yaml")).problems));
        for (const char *text : {"", "- a\n", "text", "id: [", "id: T1\nsteps: 5\n", "\xff\xfe", "steps: {a: b}\n"})
            QVERIFY(hasErrors(readRunbook(text, QStringLiteral("t.yaml")).problems));
    }

    void memoryHasThreeItems()
    {
        QByteArray text = withSteps("  - {id: a, kind: note, title: A, look: [root, waiters]}\n");
        text.replace("steps:\n", "memory: [a, b, c, d]\nsteps:\n");
        QVERIFY(problemLines(text).join(QLatin1Char('\n')).contains(QStringLiteral("[too-many]")));
    }
};

QTEST_GUILESS_MAIN(TestRunbookReader)
#include "tst_runbookreader.moc"
