// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/yamlnode.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

QString place(Position at)
{
    return QStringLiteral("%1:%2").arg(at.line).arg(at.column);
}

/// The tree in one line, each value with its place: {a@1:1=b@1:4}.
QString printed(const YamlNode &node)
{
    QStringList parts;
    for (const YamlNode &item : node.items)
        parts << printed(item);
    for (const YamlEntry &entry : node.entries)
        parts << entry.key + QLatin1Char('@') + place(entry.at) + QLatin1Char('=') + printed(entry.value);
    switch (node.kind) {
    case YamlNode::Kind::Empty:
        return QStringLiteral("~@") + place(node.at);
    case YamlNode::Kind::Refused:
        return QStringLiteral("!");
    case YamlNode::Kind::List:
        return QLatin1Char('[') + parts.join(QLatin1Char(' ')) + QLatin1Char(']');
    case YamlNode::Kind::Map:
        return QLatin1Char('{') + parts.join(QLatin1Char(' ')) + QLatin1Char('}');
    case YamlNode::Kind::Text:
        break;
    }
    const QString text = QString(node.text).replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return (node.quoted ? QLatin1Char('\'') + text + QLatin1Char('\'') : text) + QLatin1Char('@') + place(node.at);
}

struct Reading
{
    QString tree;
    QStringList problems;
};

Reading read(const QByteArray &text, const YamlLimits &limits = {})
{
    ProblemList problems(QStringLiteral("f"));
    const auto root = readYaml(text, limits, problems);
    Reading reading{root ? printed(*root) : QString(), {}};
    for (const Problem &problem : problems.sorted())
        reading.problems << place(problem.at) + QLatin1Char(' ') + problem.rule;
    return reading;
}

} // namespace

class TestYaml : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void documents_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("tree");
        QTest::newRow("block") << QByteArray("a: b\nc:\n  - d\n  - e: f\n")
                               << "{a@1:1=b@1:4 c@2:1=[d@3:5 {e@4:5=f@4:8}]}";
        QTest::newRow("flow") << QByteArray("{a: [b, \"c\"], d: {}}") << "{a@1:2=[b@1:6 'c'@1:9] d@1:15={}}";
        QTest::newRow("quoted is a text") << QByteArray("a: \"5\"\nb: '6'\nc: 7\nd: |\n  8\n")
                                          << "{a@1:1='5'@1:4 b@2:1='6'@2:4 c@3:1=7@3:4 d@4:1='8\\n'@4:4}";
        QTest::newRow("nothing stands at its key")
            << QByteArray("a:\n\n\nb: ~\nc: null\n") << "{a@1:1=~@1:1 b@4:1=~@4:1 c@5:1=~@5:1}";
        QTest::newRow("columns count characters")
            << QByteArray("- {\xC3\xA9: \xE2\x82\xAC, b: \xF0\x9F\x98\x80, c: d}\n")
            << QString::fromUtf8("[{é@1:4=€@1:7 b@1:10=😀@1:13 c@1:16=d@1:19}]");
        QTest::newRow("CRLF") << QByteArray("a: b\r\nc: d\r\n") << "{a@1:1=b@1:4 c@2:1=d@2:4}";
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a: b\n")
                                         << "{a@1:1=b@1:4}";
        QTest::newRow("directive and end") << QByteArray("%YAML 1.2\n---\na: b\n...\n") << "{a@3:1=b@3:4}";
        QTest::newRow("words stay texts")
            << QByteArray("[no, on, 012, 1_0, .inf]") << "[no@1:2 on@1:6 012@1:10 1_0@1:15 .inf@1:20]";
        QTest::newRow("PromQL unquoted") << QByteArray("a: sum(rate(x{b=\"c\"}[5m])) by (d)\n")
                                         << "{a@1:1=sum(rate(x{b=\"c\"}[5m])) by (d)@1:4}";
        QTest::newRow("quote closed on a later line") << QByteArray("a: \"b\n  c\"\n") << "{a@1:1='b c'@1:4}";
        QTest::newRow("doubled and escaped quotes")
            << QByteArray("a: 'it''s'\nb: \"x\\\"y\"\n") << "{a@1:1='it's'@1:4 b@2:1='x\"y'@2:4}";
    }

    void documents()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, tree);
        const Reading reading = read(text);
        QCOMPARE(reading.problems, QStringList());
        QCOMPARE(reading.tree, tree);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &text, const QStringList &problems) {
            QTest::newRow(name) << text << problems;
        };
        row("empty", "", {"1:1 empty-file"});
        row("only comments", "# a\n# b\n", {"1:1 empty-file"});
        row("duplicate key", "a: 1\nb: 2\na: 3\n", {"3:1 duplicate-key"});
        row("duplicate key in a flow map", "x: {a: 1, \"a\": 2, a: 3}", {"1:11 duplicate-key", "1:19 duplicate-key"});
        row("anchor and alias", "a: &x 1\nb: *x\n", {"1:4 anchor", "2:4 alias"});
        row("alias of itself", "a: &a [*a]", {"1:4 anchor", "1:8 alias"});
        row("alias of nothing", "a: *x\n", {"1:4 alias"});
        row("merge key", "a: {b: 1}\nc:\n  <<: {d: 1}\n", {"3:3 merge-key"});
        row("tag", "a: !!str 5\nb: !x {c: 1}\n", {"1:4 tag", "2:4 tag"});
        row("two documents", "a: 1\n---\nb: 2\n", {"2:1 multiple-documents"});
        row("key that is a list", "? [a, b]\n: c\n? {d: e}\n: f\n", {"1:3 bad-key", "3:3 bad-key"});
        row("key that is nothing", "~: c\n", {"1:1 bad-key"});
        row("tab as indentation", "a:\n\tb: 1\n", {"2:3 syntax"});
        row("quote that is never closed", "a: \"b\nc: d\n", {"1:4 syntax"});
        row("quote at the end", "a: 'b", {"1:6 syntax"});
        row("bracket that is never closed", "a: [b, c\nd: e\n", {"2:2 syntax"});
        row("comparison without quotes", "a: >= 5\n", {"1:5 syntax"});
        row("wrong indentation", "a: 1\n  b: 2\n", {"2:4 syntax"});
        row("NUL", QByteArray("a: b\nc: \0d\n", 11), {"2:4 control-character"});
        row("escape", "a: \x1B[31m\n", {"1:4 control-character"});
        row("lone carriage return", "a: b\rc: d\n", {"1:5 control-character"});
        row("not UTF-8", "a: b\xFF\n", {"1:5 encoding"});
        row("overlong", "a: \xC0\xAF\n", {"1:4 encoding"});
        row("surrogate", "a: \xED\xA0\x80\n", {"1:4 encoding"});
        row("cut in a character", "a: \xE2\x82", {"1:4 encoding"});
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "a\0:\0",
                       6),
            {"1:1 encoding"});
        row("bidi override",
            "a: x\xE2\x80\xAE"
            "y\n",
            {"1:5 hidden-character"});
    }

    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, problems);
        QCOMPARE(read(text).problems, problems);
    }

    void limits()
    {
        QCOMPARE(read("[[[1]]]", {100, 2, 100}).problems, QStringList{"1:3 too-deep"});
        QCOMPARE(read("[[[1]]]", {100, 3, 100}).problems, QStringList());
        QCOMPARE(read("[1, 2, 3]", {100, 9, 3}).problems, QStringList{"1:8 too-large"});
        QCOMPARE(read("[1, 2, 3]", {100, 9, 4}).problems, QStringList());
        QCOMPARE(read("[1, 2, 3]", {8, 9, 9}).problems, QStringList{"1:1 too-large"});
    }
};

QTEST_GUILESS_MAIN(TestYaml)
#include "tst_yaml.moc"
