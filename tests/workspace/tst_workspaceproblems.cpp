// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/workspace/reading.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace surgedeck;

namespace {

/// What stands around a mistake, so that it is the only one: %1 is its place.
QByteArray surrounded(const QString &surroundings, const QByteArray &text)
{
    static const QByteArray head = "version: 1\nname: n\nenvironment: test\n";
    static const QByteArray prom = "{id: a, type: prometheus, url: \"https://p\"}";
    static const QByteArray edge = "{id: e, type: haproxy, address: \"tcp://h:1\", act_address: \"unix:/s\"}";
    static const QByteArray route = "sources: [" + prom + ", " + edge + "]\ntraffic: {routes: [{id: r, ";
    static const QByteArray control = "control: {source: e, backend: b, stable: s, canary: c}, guards: [{id: g, ";
    static const QHash<QString, QByteArray> all = {
        {QStringLiteral("file"), "%1"},
        {QStringLiteral("head"), head + "%1\n"},
        {QStringLiteral("with"), head + "sources: [" + prom + "]\n%1\n"},
        {QStringLiteral("source"), head + "sources: [{id: a, %1}]\n"},
        {QStringLiteral("indicator"), head + "sources: [" + prom + "]\nindicators: [{id: i, expr: up, %1}]\n"},
        {QStringLiteral("service"), head + "sources: [" + prom + "]\nservices: [{id: s, %1}]\n"},
        {QStringLiteral("action"), head + "sources: [" + prom + "]\nactions: [{id: x, level: 1, %1}]\n"},
        {QStringLiteral("route"), head + route + "%1}]}\n"},
        {QStringLiteral("guard"), head + route + control + "%1}]}]}\n"},
    };
    return QByteArray(all.value(surroundings)).replace("%1", text);
}

struct Mistake
{
    QByteArray name;
    QByteArray text;
    QString problem; ///< "level: message [rule]", or "fine"
};

std::vector<Mistake> mistakes()
{
    static const QRegularExpression form(QStringLiteral("^\\[(\\w+)\\] ([^\\n]+)\\n(.*?)\\n= ([^\\n]+)$"),
                                         QRegularExpression::MultilineOption |
                                             QRegularExpression::DotMatchesEverythingOption);
    std::vector<Mistake> all;
    auto matches = form.globalMatch(QString::fromUtf8(testData("mistakes.txt")));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        all.push_back(
            {match.captured(2).toUtf8(), surrounded(match.captured(1), match.captured(3).toUtf8()), match.captured(4)});
    }
    return all;
}

/// Where the mark @@ stands, which is taken out; the start of the file without one.
Position takeMark(QByteArray &text)
{
    const qsizetype mark = text.indexOf("@@");
    if (mark < 0)
        return {1, 1};
    text.remove(mark, 2);
    const QByteArray before = text.left(mark);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {static_cast<int>(before.count('\n')) + 1,
            static_cast<int>(QString::fromUtf8(before.mid(lineStart)).size()) + 1};
}

} // namespace

class TestWorkspaceProblems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void twentyMistakesAreTwentyMessages()
    {
        const QStringList expected =
            QString::fromUtf8(testData("twenty.expected")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(expected.size(), 20);
        const WorkspaceReading reading = readText(testData("twenty.yaml"));
        remember(reading.problems);
        QCOMPARE(lines(reading.problems), expected);
    }

    void oneMistake_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QVERIFY(mistakes().size() > 120);
        for (const Mistake &mistake : mistakes())
            QTest::newRow(mistake.name.constData()) << mistake.text << mistake.problem;
    }

    void oneMistake()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const Position at = takeMark(text);
        const WorkspaceReading reading = readText(text);
        remember(reading.problems);
        QStringList expected;
        if (problem != QLatin1String("fine"))
            expected << QStringLiteral("%1:%2: %3").arg(QString::number(at.line), QString::number(at.column), problem);
        QCOMPARE(lines(reading.problems), expected);
    }

    void syntax_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &text, const char *problem) {
            QTest::newRow(name) << text << QString::fromUtf8(problem);
        };
        row("duplicate key", "a: 1\na: 2\n",
            "2:1: error: duplicate key \"a\": it stands at 1:1 already [duplicate-key]");
        row("anchor", "a: &x 1\n",
            "1:4: error: the anchor \"x\" is not allowed: write the value out where it is needed [anchor]");
        row("alias", "a: *x\n", "1:4: error: aliases are not allowed; a text that begins with * needs quotes [alias]");
        row("merge key", "<<: {}\n", "1:1: error: merge keys are not allowed: write the keys out [merge-key]");
        row("tag", "a: !!int 1\n", "1:4: error: tags such as !!str are not allowed; a text is marked by quotes [tag]");
        row("list as key", "[a]: 1\n", "1:1: error: a key must be a text [bad-key]");
        row("two documents", "a: 1\n---\nb: 1\n",
            "2:1: error: a second document begins: one file holds one [multiple-documents]");
        row("tab", "a:\n\t- b\n", "2:2: error: indent with spaces, not with tabs [syntax]");
        row("comparison", "a: >= 5\n", "1:5: error: a value that begins with > needs quotes [syntax]");
        row("at sign", "a: @b\n", "1:4: error: a value that begins with @ needs quotes [syntax]");
        row("unclosed quote", "a: \"b\nc: d\n", "1:4: error: the quote that opens here is never closed [syntax]");
        row("unclosed bracket", "a: {b: 1\nc: 2\n",
            "2:2: error: a { is not closed by }, or a comma is missing, or a value needs quotes [syntax]");
        row("encoding", "a: \xFF\n", "1:4: error: this is not UTF-8: save the file as UTF-8 [encoding]");
        row("control character", "a: \x01\n",
            "1:4: error: the control character U+0001 is not allowed [control-character]");
        row("hidden character", "a: 1 # \xE2\x80\xAE\n",
            "1:8: warning: the character U+202E can not be seen, or makes text read otherwise than it is "
            "[hidden-character]");
        row("endless text", "store: " + QByteArray(5000, 'h'),
            "1:8: error: this is longer than 4096 characters [too-long]");
        row("too deep", QByteArray("[").repeated(40) + QByteArray("]").repeated(40),
            "1:33: error: nested more than 32 levels deep [too-deep]");
        row("too large", QByteArray("#").repeated(300'000), "1:1: error: the file is larger than 256 KiB [too-large]");
    }

    void syntax()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const WorkspaceReading reading = readText(text);
        remember(reading.problems);
        QVERIFY2(lines(reading.problems).contains(problem),
                 qPrintable(lines(reading.problems).join(QLatin1Char('\n'))));
    }

    void whatTheMachineLacks()
    {
        FakeSurroundings here;
        here.files = QStringList{"alerts/a.yml", "ca.pem"};
        here.openFiles = QStringList{"pw"};
        here.folders = QStringList{"books"};
        const QByteArray text =
            surrounded("head", "sources:\n"
                               "- {id: a, type: prometheus, url: \"https://${env:HOST}\", bearer: "
                               "\"${file:token}\", tls: {ca: nope.pem}}\n"
                               "- {id: b, type: redis, url: \"rediss://u:${file:pw}@h\", tls: {ca: ca.pem}}\n"
                               "- {id: c, type: deployment, url: \"https://h\", token: \"${keyring:a/b}\"}\n"
                               "alerts: {rule_files: [\"alerts/*.yml\", \"rules/*.yml\", alerts/b.yml]}\n"
                               "runbooks: {dirs: [books, boks]}\n");
        const Problems problems = readText(text, &here).problems;
        remember(problems);
        QCOMPARE(
            lines(problems),
            (QStringList{
                "5:34: warning: the environment variable HOST is not set here [unset-variable]",
                "5:65: error: there is no file \"token\" [missing-file]",
                "5:92: error: there is no file \"nope.pem\" [missing-file]",
                "6:29: warning: others may read \"pw\": chmod 600 [open-secret]",
                "7:54: warning: this version does not read the keyring yet: use ${env:NAME} or ${file:PATH} [keyring]",
                "8:39: warning: no file matches \"rules/*.yml\" [no-match]",
                "8:54: error: there is no file \"alerts/b.yml\" [missing-file]",
                "9:26: error: there is no folder \"boks\" [missing-file]"}));
    }

    void runbooksOfTheWorkspace()
    {
        FakeSurroundings here;
        here.folders = QStringList{"books"};
        here.files = QStringList{"books/h.yaml"};
        here.runbook = "id: house-1\ntitle: x\n";
        const QByteArray text = surrounded(
            "head", "sources: [{id: a, type: prometheus, url: \"https://p\"}]\nrunbooks: {dirs: [books]}\n"
                    "indicators: [{id: i, expr: up, runbook: house-1}, {id: j, expr: up, runbook: house-2}]\n");
        QCOMPARE(lines(readText(text, &here).problems),
                 QStringList{"6:78: error: unknown runbook \"house-2\": did you mean \"house-1\"? [unknown-runbook]"});
    }

    void typesThatThisBuildLacks()
    {
        const QByteArray text = surrounded("source", "type: kubernetes, context: shop");
        const Problems problems =
            readWorkspace(text, {QStringLiteral("w.yaml"), {}, {QStringLiteral("redis")}, nullptr}).problems;
        remember(problems);
        QCOMPARE(lines(problems), QStringList{"4:11: warning: this version does not read sources of type kubernetes "
                                              "yet: \"a\" stays unknown [type-not-available]"});
    }

    void tooMany()
    {
        QByteArray text;
        for (int i = 0; i < 600; ++i)
            text += "k" + QByteArray::number(i) + ": 1\n";
        const Problems problems = readText(text).problems;
        remember(problems);
        QCOMPARE(problems.size(), ProblemList::most + 1);
        QCOMPARE(problems.back().rule, QStringLiteral("too-many-problems"));
    }

    /// No message holds a secret, however broken the text around it is.
    void secretsStayOut()
    {
        for (const char *broken :
             {"postgresql://u:geheim/x@h/d", "postgresql://u:geheim@h:99999/d", "mysql://u:geheim@h/d",
              "host=h password=geheim sslmode=x", "u:geheim@h", "postgresql://u:geheim@h/d?sslmode=no"})
            for (const Problem &problem :
                 readText(surrounded("source", "type: postgresql, dsn: \"" + QByteArray(broken) + "\"")).problems)
                QVERIFY2(!problem.message.contains(QLatin1String("geheim")), qPrintable(problem.message));
    }

    /// Runs last: every rule that a message named is in the manual, and the manual has no rule that no row above
    /// provokes.
    void theManualKnowsEveryRule()
    {
        QFile manual(QString::fromLocal8Bit(qgetenv("SURGEDECK_SOURCE")) +
                     QStringLiteral("/docs/manual/workspace-rules.md"));
        QVERIFY(manual.open(QIODevice::ReadOnly));
        static const QRegularExpression entry(QStringLiteral("^\\| `([a-z-]+)` \\|"),
                                              QRegularExpression::MultilineOption);
        QSet<QString> documented;
        auto matches = entry.globalMatch(QString::fromUtf8(manual.readAll()));
        while (matches.hasNext())
            documented.insert(matches.next().captured(1));
        QCOMPARE(QStringList((m_rules - documented).values()), QStringList());
        QCOMPARE(QStringList((documented - m_rules).values()), QStringList());
    }

private:
    void remember(const Problems &problems)
    {
        for (const Problem &problem : problems)
            m_rules.insert(problem.rule);
    }

    QSet<QString> m_rules;
};

QTEST_GUILESS_MAIN(TestWorkspaceProblems)
#include "tst_workspaceproblems.moc"
