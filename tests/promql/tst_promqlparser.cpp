// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/functionsignatures.h"
#include "tests/support/testrules.h"
#ifndef Q_MOC_RUN
#include "tests/promql/refusals.h"
#endif

#include <QFile>
#include <QTest>

using namespace surgedeck;
using metrics::Compat;
using metrics::parseExpression;

namespace {

/// "" when the expression parses, else "position message".
QString verdict(const QString &text, Compat compat = Compat::V3)
{
    const auto parsed = parseExpression(text.toStdString(), compat);
    if (parsed)
        return {};
    return QStringLiteral("%1 %2").arg(parsed.error().position).arg(QString::fromStdString(parsed.error().message));
}

QString repeated(const char *text, int times)
{
    return QString::fromLatin1(text).repeated(times);
}

} // namespace

class TestPromqlParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void accepts_data()
    {
        QTest::addColumn<QString>("text");
        const auto group = [](const char *what, std::initializer_list<const char *> texts) {
            int number = 0;
            for (const char *text : texts)
                QTest::addRow("%s %d", what, ++number) << QString::fromUtf8(text);
        };
        group("numbers", {"7", ".25", "7.", "6e-4", "6E+4", "0xAbCd", "0X10", "017", "09", "1_250", ".12_5", "0x_ff",
                          "Inf", "+inf", "-INF", "nan", "0x1e5", "9223372036854775808"});
        group("durations", {"2h", "1y2w3d4h5m6s7ms", "x > 90s", "0s + 1"});
        group("strings", {"\"a\\\"b\\\\\\t\"", "'it\\'s'", "`raw \\d \"x\" 'y'`", "\"\\x41\\101\\u00e9\\U0001F600\"",
                          "\"caf\xc3\xa9\""});
        group("selectors", {"m", "m{}", "m{a=\"1\"}", "m{a=\"1\",}", "{a!=\"\"}", "m{a=~\"x|y\",b!~'z'}", "a:b:c", ":m",
                            "m{on=\"1\"}", "{__name__=\"m\"}", "{\"my.metric\"}", "{\"my.metric\",\"a.b\"=\"c\"}",
                            "m{'a-b'=~`.+`}", "{x=\"1\",\"m\"}", "m { a = \"1\" , b = \"2\" }"});
        group("words", {"sum", "by", "offset", "and and and", "or or or", "unless", "without", "start", "end",
                        "start{end=\"1\"}", "count_values", "limitk", "avg / on(bool) max",
                        "sum by (by, on, bool, start, offset) (x)"});
        group("shifts", {"m offset 5m", "m OFFSET -5m", "m offset +5m", "m offset 90", "m offset 0s", "m @ 12",
                         "m @ -1.5", "m @ 1h", "m @ start()", "m @ end ()", "m @ 5 offset 1m", "m offset 1m @ 5",
                         "m[5m] offset 1m", "m[5m] @ end()", "m[5m:] @ 3 offset 1m", "m @ start() [5m]"});
        group("ranges", {"m[5m]", "m[90]", "m[1.5]", "m[ 5m ]", "m[+5m]", "m[5m:1m]", "m[5m:]", "m[1h30m:90]",
                         "(m)[5m:]", "rate(m[5m])[1h:]", "sum(m)[1h:5m]"});
        group("operators", {"1 + 2 * 3 ^ 4 % 5 / 6 - 7 atan2 8",
                            "a == b",
                            "a == bool 1",
                            "1 <= bool 2",
                            "a and b or c unless d",
                            "a + on(x) b",
                            "a + ignoring(x,y,) b",
                            "a * on(x) group_left b",
                            "a * on(x) group_right(y) b",
                            "a * ignoring() group_left(y, z) b",
                            "a > bool on(x) b",
                            "a and on() b",
                            "-a",
                            "+a",
                            "-+-a",
                            "--1",
                            "-1 ^ 2",
                            "2 ^ -1",
                            "a AND b",
                            "a % ON(x) b"});
        group("aggregations", {"sum(m)", "SUM(m)", "sum by (a) (m)", "sum(m) by (a)", "sum without (a, b,) (m)",
                               "sum by () (m)", "topk(3, m)", "quantile(0.9, m) by (a)", "count_values('v', m)",
                               "group(m)", "sum by (\"a b\", c) (m)", "sum by (a:b) (m)", "bottomk(scalar(m), m)"});
        group("calls",
              {"time()", "rate(m[5m])", "round(m)", "round(m, 5)", "hour()", "hour(m)", "label_join(m, 'a', ',')",
               "label_join(m, 'a', ',', 'b', 'c', 'd')", "label_replace(m, 'a', '$1', 'b', '(.*)')", "vector(pi())",
               "histogram_quantile(0.9, m)", "histogram_avg(m)", "histogram_count(m)", "absent_over_time(m[5m:])"});
        group("spaces", {" \t\n m \r\n ", "m # comment", "# first\nm", "sum(# why\nm)", "m{#x\n}"});
    }
    void accepts()
    {
        QFETCH(QString, text);
        QCOMPARE(verdict(text), QString());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        for (const auto &[text, expected] : refusals)
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QTEST(verdict(text), "expected");
    }

    void theOldRulesKnowLess_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("1_000", "0 bad number or duration syntax: \"1\"");
        row("x > 5m", "4 unexpected duration \"5m\"");
        row("m[300]", "2 missing unit character in duration");
        row("m[]", "2 missing unit character in duration");
        row("m[5mm]", "2 bad duration syntax: \"5mm\"");
        row("m[0s]", "2 duration must be greater than 0");
        row("m offset 0s", "9 duration must be greater than 0");
        row("m offset 60", "9 unexpected number \"60\" in offset, expected duration");
        row("m offset +5m", "9 unexpected <op:+> in offset, expected duration");
        row("m @ 5m", "4 unexpected duration \"5m\" in @, expected timestamp");
        row("{\"m\"}", "1 unexpected string \"\\\"m\\\"\" in label matching, expected identifier or \"}\"");
        row("sum by (\"a\") (m)", "8 unexpected string \"\\\"a\\\"\" in grouping opts, expected label");
        row("sum by (a:b) (m)", "8 unexpected metric identifier \"a:b\" in grouping opts, expected label");
        row("limitk(1, m)", "0 unknown function with name \"limitk\"");
        row("histogram_avg(m)", "0 unknown function with name \"histogram_avg\"");
        row("mad_over_time(m[5m])", "0 unknown function with name \"mad_over_time\"");
        row("holt_winters(m[5m], 0.5, 0.5)", "");
        row("m offset -5m @ 5 [5m:1m]", "");
        row("rate(m[1h30m])", "");
    }
    void theOldRulesKnowLess()
    {
        QFETCH(QString, text);
        QTEST(verdict(text, Compat::V2), "expected");
    }

    void typesAreThoseOfTheServer()
    {
        using metrics::ValueType;
        const auto typeOf = [](const char *text) { return (*parseExpression(text))->type; };
        QCOMPARE(typeOf("1 + 2"), ValueType::Scalar);
        QCOMPARE(typeOf("-time()"), ValueType::Scalar);
        QCOMPARE(typeOf("(1)"), ValueType::Scalar);
        QCOMPARE(typeOf("1 + m"), ValueType::Vector);
        QCOMPARE(typeOf("m > 1"), ValueType::Vector);
        QCOMPARE(typeOf("m[5m]"), ValueType::Matrix);
        QCOMPARE(typeOf("m[5m:]"), ValueType::Matrix);
        QCOMPARE(typeOf("\"x\""), ValueType::String);
        QCOMPARE(typeOf("scalar(m)"), ValueType::Scalar);
    }

    void whatIsTooDeepIsAnError()
    {
        QCOMPARE(verdict(repeated("(", 150) + QLatin1Char('1') + repeated(")", 150)), QString());
        QVERIFY(
            verdict(repeated("(", 5000) + QLatin1Char('1') + repeated(")", 5000)).startsWith(QLatin1String("200 ")));
        QVERIFY(verdict(repeated("abs(", 5000)).startsWith(QLatin1String("800 ")));
        QCOMPARE(verdict(QLatin1Char('m') + repeated(" + m", 900)), QString());
        QCOMPARE(verdict(QLatin1Char('m') + repeated(" + m", 15000)),
                 QStringLiteral("0 expression is longer than 1000 operators in a row"));
        QCOMPARE(verdict(repeated("-", 40000) + QLatin1Char('1')), QString());
        QVERIFY(!verdict(repeated("-", 40000) + QLatin1Char('m')).isEmpty());
        QVERIFY(!verdict(repeated("1^", 20000) + QLatin1Char('1')).isEmpty());
        // An error of types counts only when there is none of syntax, wherever the latter stands.
        QCOMPARE(verdict(QLatin1Char('(') + repeated("-{}-1", 10000) + QLatin1Char(')') + repeated("[1m:]", 1000)),
                 QStringLiteral("2 vector selector must contain at least one non-empty matcher"));
        QCOMPARE(verdict(QStringLiteral("rate(m) + (")), QStringLiteral("11 unclosed left parenthesis"));
    }

    /// The differential run counts what it covers by the list in functions.txt.
    void theListOfFunctionsIsComplete()
    {
        QFile file(QString::fromUtf8(qgetenv("SURGEDECK_SOURCE")) + QStringLiteral("/tests/promql/functions.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList listed;
        for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            if (!line.startsWith(QLatin1Char('#')))
                listed << line;
        QStringList known;
        for (const auto &function : metrics::allFunctions()) {
            QString line = QString::fromUtf8(function.name.data(), static_cast<qsizetype>(function.name.size()));
            for (const Compat compat : {Compat::V2, Compat::V3})
                if (metrics::findFunction(function.name, compat))
                    line += QStringLiteral(" %1").arg(static_cast<int>(compat));
            known << line;
        }
        QCOMPARE(listed, known);
    }
};

QTEST_GUILESS_MAIN(TestPromqlParser)
#include "tst_promqlparser.moc"
