// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/ast.h"
#include "models/metrics/parse/literals.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <cstdint>
#include <random>

using namespace surgedeck;
using metrics::parseExpression;
using metrics::printed;

namespace {

QString printedOf(const std::string &text)
{
    const auto parsed = parseExpression(text);
    return parsed ? QString::fromStdString(printed(**parsed)) : QString::fromStdString(parsed.error().message);
}

/// Random expressions that parse: every kind of node at every place where it may stand.
class Expressions
{
public:
    explicit Expressions(unsigned seed)
        : m_random(seed)
    {
    }

    std::string vector(int depth)
    {
        switch (depth > 0 ? below(9) : 0) {
        case 1:
            return "(" + vector(depth - 1) + ")";
        case 2:
            return pick({"-", "+", "- -", "+-"}) + operand(depth - 1);
        case 3:
            return operand(depth - 1) + " " + arithmetic() + " " + matching(false) + operand(depth - 1);
        case 4:
            return operand(depth - 1) + pick({" and ", " or ", " unless "}) +
                   pick({"", "on(a, \"b c\") ", "ignoring() "}) + operand(depth - 1);
        case 5:
            return operand(depth - 1) + " " + pick({"==", "!=", "<", "<=", ">", ">="}) + pick({" ", " bool "}) +
                   matching(true) + operand(depth - 1);
        case 6:
            return pick({"sum", "MAX", "group"}) + grouping() + "(" + vector(depth - 1) + ")";
        case 7:
            return pick({"topk(2, ", "quantile(0.5, ", "count_values('v', "}) + vector(depth - 1) + ")" + grouping();
        case 8:
            return pick({"rate(", "max_over_time("}) + matrix(depth - 1) + ")";
        default:
            return selector() + shift();
        }
    }

    std::string matrix(int depth)
    {
        const std::string length = pick({"5m", "1h30m", "90", "1.5", "1w2d", "1y", "90d", "250ms"});
        if (below(2) == 0)
            return selector() + "[" + length + "]" + shift();
        return "(" + vector(depth) + ")[" + length + ":" + pick({"", "1m", "30"}) + "]" + shift();
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random()) % bound; }
    std::string pick(std::initializer_list<const char *> choices)
    {
        return *(choices.begin() + below(static_cast<unsigned>(choices.size())));
    }
    std::string operand(int depth)
    {
        const std::string number =
            pick({"1", "-2.5", "1e30", "1e-9", "0x1F", "Inf", "-Inf", "NaN", "5m", "-90s", "1_000"});
        return below(3) == 0 ? number + " ^ " + vector(depth) : vector(depth);
    }
    std::string arithmetic() { return pick({"+", "-", "*", "/", "%", "^", "atan2"}); }
    std::string selector()
    {
        return pick({"m", "a:b", "sum{}", "m{b=\"2\",a=~'x|\\'y'}", "{\"dotted.name\",\"k y\"!=\"\"}", "by",
                     "{__name__=~\"x.+\"}", "m{a!~`\\d`,NaN=\"1\"}", "offset"});
    }
    std::string shift()
    {
        return pick({"", "", "", " offset 5m", " offset -1h", " offset 0.5", " @ 12.345", " @ -3", " @ start()",
                     " @ end() offset 1w"});
    }
    std::string matching(bool comparison)
    {
        const std::string side = pick({"", " group_left", " group_left(c, \"nan\")", " group_right(c)"});
        (void)comparison;
        return below(2) == 0 ? "" : pick({"on(a)", "ignoring(a,b)"}) + side + " ";
    }
    std::string grouping()
    {
        return pick({"", " by (a)", " by ()", " without (a, b)", " without ()", " by (\"x y\", \"nan\")"});
    }

    std::mt19937 m_random;
};

} // namespace

class TestPromqlPrinter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void printsAsTheServer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("sum  by(a,b)(rate(m [ 300 ]))", "sum by (a, b) (rate(m[5m]))");
        row("SUM(m)by()", "sum(m)");
        row("sum(m) without ()", "sum without () (m)");
        row("m{b=\"2\",a='1'}", "m{a=\"1\",b=\"2\"}");
        row("{'x.y'}", "{__name__=\"x.y\"}");
        row("m{'x.y'=\"1\"}", "m{\"x.y\"=\"1\"}");
        row("m{}", "m");
        row("m offset 5m @ 3", "m @ 3.000 offset 5m");
        row("m[1h][30m:]", "subquery is only allowed on instant vector, got matrix instead");
        row("m[5m:60s] @ end() offset -90s", "m[5m:1m] @ end() offset -1m30s");
        row("a+ignoring()group_left(x)b", "a + ignoring () group_left (x) b");
        row("a == bool on(x) b", "a == bool on (x) b");
        row("a and b", "a and b");
        row("1e3 + 1_000 + 5m + -1h30m", "1000 + 1000 + 5m + -1h30m");
        row("1e21", "1000000000000000000000");
        row("0x1F", "31");
        row("-1^2", "-1 ^ 2");
        row("+m", "+m");
        row("'a\\tb\"'", "\"a\\tb\\\"\"");
        row("topk(3,m)by(a)", "topk by (a) (3, m)");
        row("label_replace(m,'a','b','c','d')", "label_replace(m, \"a\", \"b\", \"c\", \"d\")");
        row("90d + 12w6d", "90d + 90d");
        row("m[1y]", "m[1y]");
        row("m @ -0.5", "m @ -0.500");
    }
    void printsAsTheServer()
    {
        QFETCH(QString, text);
        QTEST(printedOf(text.toStdString()), "expected");
    }

    void whatIsPrintedReadsBackTheSame()
    {
        Expressions expressions(4711);
        int parsedWell = 0;
        for (int i = 0; i < 1'500; ++i) {
            const std::string text = i % 10 == 0 ? expressions.matrix(3) : expressions.vector(4);
            const auto first = parseExpression(text);
            if (!first)
                continue;
            ++parsedWell;
            const std::string once = printed(**first);
            const auto second = parseExpression(once);
            QVERIFY2(second, (text + " -> " + once + ": " + (second ? "" : second.error().message)).c_str());
            QCOMPARE(printed(**second), once);
            QCOMPARE((*second)->type, (*first)->type);
            QCOMPARE((*second)->node.index(), (*first)->node.index());
        }
        QVERIFY2(parsedWell > 1'100, qPrintable(QString::number(parsedWell)));
    }

    void durationsReadBackTheSame()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 20'000; ++i) {
            const auto length = static_cast<std::int64_t>(random() % (1ULL << (1 + random() % 43)));
            const auto read = metrics::parseDuration(metrics::durationText(length));
            QVERIFY(read);
            QCOMPARE(*read, length);
        }
    }
};

QTEST_GUILESS_MAIN(TestPromqlPrinter)
#include "tst_promqlprinter.moc"
