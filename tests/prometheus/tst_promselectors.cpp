// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/promselectors.h"
#include "tests/support/testrules.h"

#include <QStringList>
#include <QTest>

using namespace surgedeck;

namespace {

/// a{b="c"} -3600s ~ : text, offset when there is one, ~ when its series have several names.
QString print(const std::vector<PromSelector> &selectors)
{
    QStringList parts;
    for (const PromSelector &selector : selectors) {
        QString part = selector.text;
        if (selector.offset.count() != 0)
            part += QStringLiteral(" %1ms").arg(-selector.offset.count());
        if (!selector.oneName)
            part += QStringLiteral(" ~");
        parts << part;
    }
    return parts.join(QStringLiteral(" ; "));
}

struct Row
{
    const char *expression;
    const char *selectors;
};

const Row rows[] = {
    // one selector
    {"up", "up"},
    {"  up  ", "up"},
    {"job:requests:rate5m", "job:requests:rate5m"},
    {":global", ":global"},
    {"up{job=\"web\"}", "up{job=\"web\"}"},
    {"up { job = \"web\" , code =~ \"5..\" , }", "up{job=\"web\",code=~\"5..\",}"},
    {"up{}", "up{}"},
    {"{job=\"web\"}", "{job=\"web\"} ~"},
    {"{__name__=\"up\", job=\"web\"}", "{__name__=\"up\",job=\"web\"}"},
    {"{__name__=~\"go_.*\"}", "{__name__=~\"go_.*\"} ~"},
    {"{\"metric.name\", job=\"web\"}", "{\"metric.name\",job=\"web\"}"},
    {"{job=\"web\", \"metric.name\"}", "{job=\"web\",\"metric.name\"}"},
    {"{\"label.name\"=\"web\"}", "{\"label.name\"=\"web\"} ~"},
    {"(up)", "up"},
    {"((up))", "up"},
    {"-up", "up"},
    {"+up", "up"},
    // strings hide what looks like PromQL
    {"up{path=\"/a{b}(c)[d]\"}", "up{path=\"/a{b}(c)[d]\"}"},
    {"up{a=\"say \\\"}\\\" x\"}", "up{a=\"say \\\"}\\\" x\"}"},
    {"up{a='it\\'s}'}", "up{a='it\\'s}'}"},
    {"up{a=`raw \\`}", "up{a=`raw \\`}"},
    {"up{a=\"# no comment\"}", "up{a=\"# no comment\"}"},
    {"label_replace(up, \"dst\", \"$1\", \"src\", \"(.*)\")", "up"},
    {"count_values(\"version\", build_info)", "build_info"},
    {"\"just text\"", ""},
    // comments
    {"up # down", "up"},
    {"# first line\nup", "up"},
    {"up{ # which\n job=\"web\" # this\n}", "up{job=\"web\"}"},
    {"sum( # all\n up)", "up"},
    // ranges and sub-queries
    {"rate(requests_total[5m])", "requests_total"},
    {"rate(requests_total{code=\"500\"}[1h30m])", "requests_total{code=\"500\"}"},
    {"max_over_time(rate(x[5m])[1h:1m])", "x"},
    {"max_over_time(up[1h:])", "up"},
    {"max_over_time((a + b)[1h:1m])", "a ; b"},
    {"x[5m]", "x"},
    // offset and @
    {"up offset 5m", "up -300000ms"},
    {"up offset 1h30m", "up -5400000ms"},
    {"up offset -10s", "up 10000ms"},
    {"up OFFSET 1w", "up -604800000ms"},
    {"up offset 90", "up -90000ms"},
    {"up offset 1.5h", "up -5400000ms"},
    {"up offset 0s", "up"},
    {"rate(x[5m] offset 1d)", "x -86400000ms"},
    {"x / x offset 1w", "x ; x -604800000ms"},
    {"sum(rate(x[5m] offset 1h)) / sum(rate(y[5m]))", "x -3600000ms ; y"},
    {"max_over_time(rate(x[5m] offset 1h)[2h:1m] offset 1d)", "x -90000000ms"},
    {"max_over_time((a + b offset 1s)[1h:] offset 1m) + c", "a -60000ms ; b -61000ms ; c"},
    {"up @ end()", "up"},
    {"up @ start() offset 5m", "up -300000ms"},
    {"up offset 5m @ end()", "up -300000ms"},
    {"up @ 1609746000", ""},
    {"up @ -1.5e3 + x", "x"},
    {"rate(x[5m] @ 100) + y", "y"},
    {"max_over_time(rate(x[5m])[1h:] @ 100)", ""},
    {"up offset 1i", ""},
    {"up offset 99999999999999y", ""},
    // functions and aggregations
    {"time()", ""},
    {"vector(1)", ""},
    {"scalar(up)", "up"},
    {"time() - timestamp(up)", "up"},
    {"hour()", ""},
    {"sum(up)", "up"},
    {"sum by (job) (up)", "up"},
    {"sum by (job, instance) (rate(x[1m]))", "x"},
    {"sum(rate(x[1m])) by (job)", "x"},
    {"SUM(up) WITHOUT (instance)", "up"},
    {"sum without(instance)(up)", "up"},
    {"sum by () (up)", "up"},
    {"topk(5, up)", "up"},
    {"quantile by (le) (0.99, x)", "x"},
    {"histogram_quantile(0.99, sum by (le) (rate(h_bucket{path=\"/x\"}[5m])))", "h_bucket{path=\"/x\"}"},
    {"clamp_max(up, 1)", "up"},
    {"some_new_function(up, other)", "up ; other"},
    {"absent(up{job=\"x\"})", ""},
    {"absent_over_time(up[5m]) or y", "y"},
    {"absent(sum(up)) + z", "z"},
    // binary operators and matching
    {"a + b - c * d / e % f ^ g", "a ; b ; c ; d ; e ; f ; g"},
    {"a and b or c unless d", "a ; b ; c ; d"},
    {"a atan2 b", "a ; b"},
    {"a == bool b", "a ; b"},
    {"a > 5 and a < 10", "a"},
    {"a != b", "a ; b"},
    {"a >= bool 1", "a"},
    {"a * on(x) b", "a ; b"},
    {"a * on (x, y) group_left (z) b", "a ; b"},
    {"a * on(x) group_left b", "a ; b"},
    {"a / ignoring(code) group_right sum by (x) (b)", "a ; b"},
    {"sum(a) / on() (sum(b))", "a ; b"},
    {"a or vector(0)", "a"},
    {"up + up", "up"},
    {"up{a=\"1\"} + up{ a=\"1\" }", "up{a=\"1\"}"},
    // numbers
    {"1", ""},
    {"0x1F-x", "x"},
    {"0x1E-3", ""},
    {"1e-3 * x", "x"},
    {".5 * x", "x"},
    {"Inf + x", "x"},
    {"nan", ""},
    {"5m + x", "x"},
    // words of the language as names
    {"sum + by", "sum ; by"},
    {"offset offset 5m", "offset -300000ms"},
    {"and and or", "and ; or"},
    {"start + end", "start ; end"},
    {"sum by (sum, by, offset) (without)", "without"},
    {"up{by=\"x\",on=\"y\"}", "up{by=\"x\",on=\"y\"}"},
    {"avg(avg)", "avg"},
    // VictoriaMetrics
    {"rate(x[5m]) keep_metric_names + y", "x ; y"},
    {"a default 0", "a"},
    {"a if b ifnot c", "a ; b ; c"},
    {"up{job=\"a\" or job=\"b\"}", "up{job=\"a\" or job=\"b\"}"},
    // not PromQL: anything but an endless loop
    {"", ""},
    {"(", ""},
    {")", ""},
    {"up{", "up{"},
    {"up[", "up"},
    {"up offset", ""},
    {"up @", ""},
    {"sum by (", ""},
    {"\"unclosed", ""},
    {"up{a=\"unclosed", "up{a=\"unclosed"},
    {"))) + up", "up"},
    {"absent(up", "up"},
    {"$#@! \\ é", ""},
};

} // namespace

class TestPromSelectors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void findsWhatAgesAnExpression_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("selectors");
        for (const Row &row : rows)
            QTest::addRow("%d", int(&row - rows))
                << QString::fromUtf8(row.expression) << QString::fromUtf8(row.selectors);
    }

    void findsWhatAgesAnExpression()
    {
        QFETCH(QString, expression);
        QFETCH(QString, selectors);
        QCOMPARE(print(promSelectors(expression)), selectors);
    }

    void isDoneWithHostileTextInNoTime()
    {
        const QString deep = QStringLiteral("sum(").repeated(50'000);
        QCOMPARE(promSelectors(deep).size(), std::size_t{0});
        QCOMPARE(promSelectors(deep + QStringLiteral("up")).size(), std::size_t{1});
        QVERIFY(promSelectors(QStringLiteral("[").repeated(100'000)).empty());
    }
};

QTEST_GUILESS_MAIN(TestPromSelectors)
#include "tst_promselectors.moc"
