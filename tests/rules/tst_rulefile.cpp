// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "models/rules/rulefile.h"
#endif
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::rules;

namespace {

QStringList problems(const QByteArray &text, RuleSyntax syntax = RuleSyntax::Either)
{
    QStringList lines;
    for (const Problem &problem : readRuleFile(text, QStringLiteral("r.yml"), syntax).problems)
        lines << QStringLiteral("%1:%2 %3").arg(problem.at.line).arg(problem.at.column).arg(problem.rule);
    return lines;
}

} // namespace

/// Where problems stand and what they are called; which files have any is the differential test's.
class TestRuleFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void places_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *text, const QStringList &expected) {
            QTest::newRow(name) << QByteArray(text) << expected;
        };
        row("nothing", "", {});
        row("into a plain expression", "groups:\n- name: g\n  rules:\n  - {record: a, expr: rate(up)}\n",
            {"4:28 expression"});
        row("into a block", "groups:\n- name: g\n  rules:\n  - record: a\n    expr: |\n      up +\n      rate(up)\n",
            {"7:12 expression"});
        row("all at once",
            "groups:\n- name: g\n  intervall: 5m\n  rules:\n  - {alert: A, expr: up, for: 5}\n"
            "  - {record: b-c, labels: {__name__: x}}\n- name: g\n",
            {"3:3 unknown-key", "5:31 duration", "6:5 missing-expr", "6:28 label-name", "7:3 duplicate-group"});
        row("a template", "groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, labels: {s: '{{ $x }}'}}\n",
            {"4:38 template"});
        row("twice", "groups:\n- name: g\n  rules:\n  - {record: a, expr: up}\n  - {record: a, expr: down}\n",
            {"5:5 duplicate-rule"});
        row("only for the old one",
            "groups:\n- name: g\n  rules:\n  - {record: a, expr: 'holt_winters(x[1h], 0.3, 0.3)'}\n",
            {"4:24 prometheus-2-only"});
    }

    void places()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, expected);
        QCOMPARE(problems(text), expected);
    }

    void newerKeysAreOfTheNewerSyntax()
    {
        const QByteArray text =
            "groups: [{name: g, query_offset: 1m, labels: {a: b}, rules: [{record: r, expr: up, labels: {c: d}}]}]";
        QCOMPARE(problems(text, RuleSyntax::Prometheus3), QStringList());
        QCOMPARE(problems(text, RuleSyntax::Prometheus2).size(), 2);
        const auto groups = readRuleFile(text, {}, RuleSyntax::Prometheus3).groups;
        QCOMPARE(groups[0].queryOffsetMs.value_or(0), 60'000);
        QCOMPARE(groups[0].rules[0].labels.size(), 2u);
        QCOMPARE(groups[0].rules[0].labels[0].name, std::string("a"));
    }

    void aliasesAreBounded()
    {
        QByteArray laughs = "groups:\n- &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char name = 'b'; name < 'k'; ++name) {
            const QByteArray before = QByteArray("*") + static_cast<char>(name - 1);
            laughs += QByteArray("- &") + name + " [" + before;
            for (int i = 0; i < 9; ++i)
                laughs += ", " + before;
            laughs += "]\n";
        }
        QVERIFY(problems(laughs).last().endsWith(QStringLiteral("too-large")));
    }
};

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
