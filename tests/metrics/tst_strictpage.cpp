// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/strictpage.h"
#include "models/metrics/quoting.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck::metrics;

namespace {

/// "3:14 label", a warning as "3:14 ~label"; the samples when there is no error.
QByteArray outcomeOf(PageFormat format, const QByteArray &page)
{
    const StrictPage read = readStrictly(format, {page.data(), static_cast<std::size_t>(page.size())});
    std::string text;
    for (const PageProblem &problem : read.problems) {
        text += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " ";
        text += (problem.severity == PageProblem::Severity::Warning ? "~" : "") + problem.rule + "; ";
    }
    if (!read.hasErrors()) {
        for (const StrictSample &sample : read.samples) {
            std::vector<Label> labels = sample.labels;
            labels.push_back({std::string(nameLabel), sample.name});
            text += Labels(labels).text() + " " + numberText(sample.value);
            if (sample.timestampMs)
                text += " @" + numberText(*sample.timestampMs);
            text += "; ";
        }
    }
    return QByteArray::fromStdString(text.substr(0, text.empty() ? 0 : text.size() - 2));
}

struct Row
{
    const char *name;
    QByteArray page;
    const char *outcome;
};

void addRows(std::initializer_list<Row> rows)
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("outcome");
    for (const Row &row : rows)
        QTest::newRow(row.name) << row.page << QByteArray(row.outcome);
}

} // namespace

class TestStrictPage : public QObject
{
    Q_OBJECT

    /// `page` has no # EOF: it is added.
    static void compareOpenMetrics()
    {
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, outcome);
        QCOMPARE(outcomeOf(PageFormat::OpenMetrics, page + "# EOF\n"), outcome);
    }

    static void compareWhole(PageFormat format)
    {
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, outcome);
        QCOMPARE(outcomeOf(format, page), outcome);
    }

private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void theEnd_data()
    {
        addRows({
            {"empty page", "", "1:1 missing-eof"},
            {"end alone", "# EOF", ""},
            {"end with a line feed", "# EOF\n", ""},
            {"no end", "a 1\n", "2:1 missing-eof"},
            {"cut within a line", "a 1", "2:1 missing-eof"},
            {"cut within the end", "a 1\n# EO", "2:1 comment; 3:1 missing-eof"},
            {"sample behind the end", "a 1\n# EOF\nb 1\nc 1\n", "3:1 after-eof"},
            {"blank line behind the end", "# EOF\n\n", "2:1 after-eof"},
            {"end twice", "# EOF\n# EOF\n", "2:1 after-eof"},
            {"end with a tail", "# EOFx", "1:1 comment; 2:1 missing-eof"},
            {"end with a blank", "# EOF \n", "1:1 comment; 2:1 missing-eof"},
            {"end indented", " # EOF\n", "1:1 metric-name; 2:1 missing-eof"},
            {"carriage returns", "a 1\r\n# EOF\r\n", "1:4 line-ending; 2:6 line-ending; 3:1 missing-eof"},
            {"byte order mark", "\xef\xbb\xbf# EOF\n", "1:1 byte-order-mark; 1:1 metric-name; 2:1 missing-eof"},
        });
    }
    void theEnd() { compareWhole(PageFormat::OpenMetrics); }

    void syntaxOfSamples_data()
    {
        addRows({
            {"plain", "a 1\n", "a 1"},
            {"empty braces", "a{} 1\n", "a 1"},
            {"labels", "a{c=\"2\",b=\"1\"} 1\n", "a{b=\"1\", c=\"2\"} 1"},
            {"empty value", "a{b=\"\"} 1\n", "a 1"},
            {"escapes", "a{b=\"\\\\ \\\" \\n\"} 1\n", "a{b=\"\\\\ \\\" \\n\"} 1"},
            {"undefined escape", "a{b=\"\\x\"} 1\n", "1:6 ~undefined-escape; a{b=\"\\\\x\"} 1"},
            {"braces and hashes", "a{b=\"} # {\"} 1\n", "a{b=\"} # {\"} 1"},
            {"NUL", QByteArray("a{b=\"c\0d\"} 1\n", 13), "a{b=\"c\\x00d\"} 1"},
            {"unicode", "a{b=\"\xc3\xa4\"} 1\n", "a{b=\"\xc3\xa4\"} 1"},
            {"columns count characters", "a{b=\"\xc3\xa4\xe2\x82\xac\"}1\n", "1:10 blank"},
            {"not UTF-8", "a{b=\"\xff\"} 1\n", "1:6 encoding"},
            {"blank line", "a 1\n\nb 1\n", "2:1 blank-line"},
            {"indented", " a 1\n", "1:1 metric-name"},
            {"digit first", "0a 1\n", "1:1 metric-name"},
            {"dot", "a.b 1\n", "1:2 blank"},
            {"colon", "a:b 1\n", "a:b 1"},
            {"no value", "a\n", "1:2 blank"},
            {"blank, no value", "a \n", "1:3 number"},
            {"two blanks", "a  1\n", "1:3 number"},
            {"tab", "a\t1\n", "1:2 blank"},
            {"blank at the end", "a 1 \n", "1:5 number"},
            {"tab at the end", "a 1\t\n", "1:4 end-of-line"},
            {"blank before the brace", "a {b=\"c\"} 1\n", "1:3 number"},
            {"no blank", "a{b=\"c\"}1\n", "1:9 blank"},
            {"comma last", "a{b=\"c\",} 1\n", "1:9 label-name"},
            {"comma first", "a{,b=\"c\"} 1\n", "1:3 label-name"},
            {"commas", "a{b=\"c\",,d=\"e\"} 1\n", "1:9 label-name"},
            {"no comma", "a{b=\"c\"d=\"e\"} 1\n", "1:8 label"},
            {"blank behind the comma", "a{b=\"c\", d=\"e\"} 1\n", "1:9 label-name"},
            {"no equals", "a{b} 1\n", "1:4 label"},
            {"no quotes", "a{b=c} 1\n", "1:5 label-value"},
            {"single quotes", "a{b='c'} 1\n", "1:5 label-value"},
            {"open quotes", "a{b=\"c} 1\n", "1:5 label-value"},
            {"open brace", "a{b=\"c\" 1\n", "1:8 label"},
            {"colon in a label", "a{b:c=\"d\"} 1\n", "1:4 label"},
            {"label twice", "a{b=\"c\",b=\"d\"} 1\n", "1:9 label-twice"},
            {"reserved", "_a{_b=\"c\",__d=\"e\"} 1\n",
             "1:1 ~reserved-name; 1:4 ~reserved-label; 1:11 ~reserved-label; _a{__d=\"e\", _b=\"c\"} 1"},
            {"name as a label", "a{__name__=\"b\"} 1\n", "1:3 reserved-label"},
            {"two errors in two lines", "a x\nb y\n", "1:3 number; 2:3 number"},
        });
    }
    void syntaxOfSamples() { compareOpenMetrics(); }

    void numbersAndTimes_data()
    {
        addRows({
            {"infinities", "a +Inf\nb -inf\nc Infinity\n", "a +Inf; b -Inf; c +Inf"},
            {"NaN", "a nAN\n", "a NaN"},
            {"signed NaN", "a -NaN\n", "1:3 number"},
            {"forms", "a 1.\nb .5\nc +1e+2\nd 007\n", "a 1; b 0.5; c 100; d 7"},
            {"hexadecimal", "a 0x1p-3\n", "1:3 number"},
            {"underscore", "a 1_2\n", "1:3 number"},
            {"beyond 64 bits", "a 1e999\n", "1:3 number"},
            {"seconds", "a 1 1.5\n", "a 1 @1500"},
            {"milliseconds are cut", "a 1 0.0019\n", "a 1 @1"},
            {"negative time", "a 1 -1\n", "a 1 @-1000"},
            {"exponent", "a 1 1.5e3\n", "a 1 @1500000"},
            {"far away", "a 1 12345678901234567890.123\n", "a 1 @1.2345678901234568e+22"},
            {"NaN time", "a 1 NaN\n", "1:8 number"},
            {"infinite time", "a 1 +Inf\n", "1:9 number"},
            {"no time", "a 1 z\n", "1:5 number"},
            {"two times", "a 1 1 1\n", "1:6 end-of-line"},
        });
    }
    void numbersAndTimes() { compareOpenMetrics(); }

    void metadata_data()
    {
        addRows({
            {"all", "# TYPE a_s counter\n# UNIT a_s s\n# HELP a_s text\na_s_total 1\n", "a_s_total 1"},
            {"any order", "# HELP a x\n# TYPE a gauge\na 1\n", "a 1"},
            {"empty texts", "# HELP a \n# UNIT a \n", ""},
            {"no family needs samples", "# TYPE a histogram\n# TYPE b info\n", ""},
            {"every type",
             "# TYPE a unknown\n# TYPE b gauge\n# TYPE c counter\n# TYPE d stateset\n# TYPE e info\n# TYPE f "
             "histogram\n"
             "# TYPE g gaugehistogram\n# TYPE h summary\n",
             ""},
            {"type of the older format", "# TYPE a untyped\n", "1:10 type"},
            {"blank behind the type", "# TYPE a gauge \n", "1:10 type"},
            {"two blanks", "# TYPE a  gauge\n", "1:10 type"},
            {"two blanks in front", "#  TYPE a gauge\n", "1:1 comment"},
            {"lower case", "# type a gauge\n", "1:1 comment"},
            {"comment", "# anything\n", "1:1 comment"},
            {"hash alone", "#\n", "1:1 comment"},
            {"no name", "# TYPE \n", "1:8 metric-name"},
            {"no text", "# TYPE a\n", "1:9 metadata"},
            {"help without a blank", "# HELP a\n", "1:9 metadata"},
            {"help with escapes", "# HELP a \\\\ \\n \\\" \\x\n", "1:19 ~help-escape"},
            {"help with a quote", "# HELP a \"b\"\n", "1:10 ~help-escape"},
            {"help not UTF-8", "# HELP a \xc3\n", "1:10 encoding"},
            {"unit that is no suffix", "# UNIT a_seconds bytes\n", "1:1 unit-suffix"},
            {"unit without underscore", "# UNIT aseconds seconds\n", "1:1 unit-suffix"},
            {"unit that is the name", "# UNIT seconds seconds\n", "1:1 unit-suffix"},
            {"unit with a blank", "# UNIT a_s s \n", "1:13 unit"},
            {"unit of an info", "# TYPE a_s info\n# UNIT a_s s\n", "2:1 unit-of-type"},
            {"unit before the type", "# UNIT a_s s\n# TYPE a_s stateset\n", "2:1 unit-of-type"},
            {"empty unit of an info", "# TYPE a info\n# UNIT a \n", ""},
            {"type twice", "# TYPE a gauge\n# TYPE a gauge\n", "2:1 metadata-twice"},
            {"help twice", "# HELP a \n# HELP a x\n", "2:1 metadata-twice"},
            {"unit twice", "# UNIT a_s s\n# UNIT a_s s\n", "2:1 metadata-twice"},
            {"type behind samples", "a 1\n# TYPE a gauge\n", "2:1 metadata-order"},
            {"help behind samples", "# TYPE a gauge\na 1\n# HELP a x\n", "3:1 metadata-order"},
        });
    }
    void metadata() { compareOpenMetrics(); }

    void familiesStandTogether_data()
    {
        addRows({
            {"two families", "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n", "a 1; b 1"},
            {"without metadata", "a 1\nb 1\n", "a 1; b 1"},
            {"again without metadata", "a 1\nb 1\na{c=\"d\"} 1\n", "3:1 interleaved-family"},
            {"again with metadata", "# TYPE a gauge\na 1\nb 1\n# HELP a x\n", "4:1 interleaved-family"},
            {"sample of a family that ended", "# TYPE a counter\na_total 1\nb 1\na_total{c=\"d\"} 1\n",
             "4:1 name-clash"},
            {"names clash", "# TYPE a_created gauge\n# TYPE a counter\n", "2:1 name-clash"},
            {"names clash, other order", "# TYPE a counter\n# TYPE a_created gauge\n", "2:1 name-clash"},
            {"no clash", "# TYPE a gauge\n# TYPE a_total gauge\n", ""},
            {"longer name is another family", "# TYPE a gauge\na 1\na_b 1\n", "a 1; a_b 1"},
            {"metrics interleaved", "# TYPE a summary\na_sum{b=\"1\"} 0\na_sum{b=\"2\"} 0\na_count{b=\"1\"} 0\n",
             "4:1 interleaved-metric"},
            {"order of labels does not matter",
             "# TYPE a summary\na_sum{b=\"1\",c=\"2\"} 0\na_count{c=\"2\",b=\"1\"} 0\n",
             "a_sum{b=\"1\", c=\"2\"} 0; a_count{b=\"1\", c=\"2\"} 0"},
            {"duplicate", "a 1\na 1\n", "2:1 duplicate"},
            {"duplicate by an empty label", "a 1\na{b=\"\"} 2\n", "2:1 duplicate"},
            {"duplicate at one time", "a 1 5\na 2 5\n", "2:1 duplicate"},
            {"points", "a 1 5\na 2 6\n", "a 1 @5000; a 2 @6000"},
            {"points closer than milliseconds", "a 1 0.0000000000\na 2 0.0000000001\n", "a 1 @0; a 2 @0"},
            {"time goes back", "a 1 6\na 2 5.5\n", "2:5 timestamp-order"},
            {"each metric has its own time", "a{b=\"1\"} 1 6\na{b=\"2\"} 1 5\n",
             "a{b=\"1\"} 1 @6000; a{b=\"2\"} 1 @5000"},
            {"with and without time", "a 1\na 2 5\n", "2:1 timestamp-mix"},
            {"with and without time in one point", "# TYPE a summary\na_sum 1 5\na_count 1\n", "3:1 timestamp-mix"},
            {"points interleaved", "# TYPE a summary\na_count 0 1\na_count 0 2\na_sum 0 1\n", "4:9 timestamp-order"},
        });
    }
    void familiesStandTogether() { compareOpenMetrics(); }

    void countersGaugesInfosStates_data()
    {
        addRows({
            {"counter", "# TYPE a counter\na_total 1\na_created 5\n", "a_total 1; a_created 5"},
            {"counter without suffix", "# TYPE a counter\na 1\n", "2:1 suffix"},
            {"counter without total", "# TYPE a counter\na_created 5\n", "2:1 missing-total"},
            {"NaN total", "# TYPE a counter\na_total NaN\n", "2:9 value"},
            {"negative total", "# TYPE a counter\na_total -1\n", "2:9 value"},
            {"infinite total", "# TYPE a counter\na_total +Inf\n", "a_total +Inf"},
            {"created is no time", "# TYPE a counter\na_total 1\na_created NaN\n", "3:11 value"},
            {"gauge", "# TYPE a gauge\na -1\n", "a -1"},
            {"gauge with a suffix is another family", "# TYPE a gauge\na_total 1\n", "a_total 1"},
            {"info", "# TYPE a info\na_info{b=\"c\"} 1\n", "a_info{b=\"c\"} 1"},
            {"info without suffix", "# TYPE a info\na 1\n", "2:1 suffix"},
            {"info is 1", "# TYPE a info\na_info 2\n", "2:8 value"},
            {"infos in any order of time",
             "# TYPE a info\na_info{b=\"1\"} 1 6\na_info{b=\"2\"} 1 5\na_info{b=\"1\"} 1 7\n",
             "a_info{b=\"1\"} 1 @6000; a_info{b=\"2\"} 1 @5000; a_info{b=\"1\"} 1 @7000"},
            {"info twice", "# TYPE a info\na_info 1\na_info 1\n", "3:1 duplicate"},
            {"states", "# TYPE a stateset\na{a=\"x\"} 0\na{a=\"y\"} 1.0\n", "a{a=\"x\"} 0; a{a=\"y\"} 1"},
            {"state is 0 or 1", "# TYPE a stateset\na{a=\"x\"} 2\n", "2:10 value"},
            {"NaN state", "# TYPE a stateset\na{a=\"x\"} NaN\n", "2:10 value"},
            {"state without its label", "# TYPE a stateset\na{b=\"x\"} 1\n", "2:1 missing-label"},
            {"state twice", "# TYPE a stateset\na{a=\"x\"} 1\na{a=\"x\"} 0\n", "3:1 duplicate"},
            {"unknown may be anything", "# TYPE a unknown\na -NaN\n", "2:3 number"},
        });
    }
    void countersGaugesInfosStates() { compareOpenMetrics(); }

    void histograms_data()
    {
        const QByteArray h = "# TYPE a histogram\n";
        const QByteArray g = "# TYPE a gaugehistogram\n";
        const QByteArray inf = "a_bucket{le=\"+Inf\"} 2\n";
        addRows({
            {"whole", h + "a_bucket{le=\"1.0\"} 1\n" + inf + "a_count 2\na_sum 3\na_created 4\n",
             "a_bucket{le=\"1.0\"} 1; a_bucket{le=\"+Inf\"} 2; a_count 2; a_sum 3; a_created 4"},
            {"buckets alone", h + inf, "a_bucket{le=\"+Inf\"} 2"},
            {"count first", h + "a_count 2\na_sum 3\n" + inf, "a_count 2; a_sum 3; a_bucket{le=\"+Inf\"} 2"},
            {"no infinity", h + "a_bucket{le=\"1\"} 1\n", "2:1 missing-infinity"},
            {"no buckets", h + "a_count 1\na_sum 1\n", "2:1 missing-infinity"},
            {"no label", h + "a_bucket 1\n", "2:1 missing-label; 2:1 missing-infinity"},
            {"bound is no number", h + "a_bucket{le=\"x\"} 1\n" + inf, "2:10 bound"},
            {"NaN bound", h + "a_bucket{le=\"NaN\"} 1\n" + inf, "2:10 bound"},
            {"other spelling of infinity", h + "a_bucket{le=\"Inf\"} 1\n", "2:10 bound"},
            {"bounds need not be canonical", h + "a_bucket{le=\"1e-04\"} 0\na_bucket{le=\"01\"} 1\n" + inf,
             "a_bucket{le=\"1e-04\"} 0; a_bucket{le=\"01\"} 1; a_bucket{le=\"+Inf\"} 2"},
            {"order", h + "a_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\n" + inf, "3:1 bucket-order"},
            {"equal bounds", h + "a_bucket{le=\"1\"} 1\na_bucket{le=\"1.0\"} 1\n" + inf, "3:1 bucket-order"},
            {"not cumulative", h + "a_bucket{le=\"1\"} 3\n" + inf, "3:1 bucket-values"},
            {"fraction", h + "a_bucket{le=\"1\"} 0.5\n" + inf, "2:18 value"},
            {"negative", h + "a_bucket{le=\"1\"} -1\n" + inf, "2:18 value"},
            {"NaN", h + "a_bucket{le=\"+Inf\"} NaN\n", "2:21 value"},
            {"infinite", h + "a_bucket{le=\"+Inf\"} +Inf\n", "2:21 value"},
            {"count differs", h + inf + "a_count 3\na_sum 1\n", "2:1 count"},
            {"count without sum", h + inf + "a_count 2\n", "2:1 count-and-sum"},
            {"sum without count", h + inf + "a_sum 2\n", "2:1 count-and-sum"},
            {"negative sum", h + inf + "a_count 2\na_sum -1\n", "4:7 value"},
            {"NaN sum", h + inf + "a_count 2\na_sum NaN\n", "4:7 value"},
            {"negative bound", h + "a_bucket{le=\"-1\"} 0\n" + inf, "a_bucket{le=\"-1\"} 0; a_bucket{le=\"+Inf\"} 2"},
            {"negative bound and sum", h + "a_bucket{le=\"-1\"} 0\n" + inf + "a_count 2\na_sum 1\n",
             "2:1 negative-bound"},
            {"le elsewhere", h + inf + "a_count{le=\"1\"} 2\na_sum 1\n", "3:9 reserved-label"},
            {"without suffix", h + "a 1\n", "2:1 suffix"},
            {"each metric is whole", h + "a_bucket{b=\"1\",le=\"+Inf\"} 0\na_bucket{b=\"2\",le=\"1\"} 0\n",
             "3:1 missing-infinity"},
            {"each point is whole", h + "a_bucket{le=\"+Inf\"} 0 1\na_bucket{le=\"1\"} 0 2\n", "3:1 missing-infinity"},
            {"gauge histogram", g + inf + "a_gcount 2\na_gsum 3\n", "a_bucket{le=\"+Inf\"} 2; a_gcount 2; a_gsum 3"},
            {"gauge histogram with a negative bound", g + "a_bucket{le=\"-1\"} 1\n" + inf + "a_gcount 2\na_gsum -3\n",
             "a_bucket{le=\"-1\"} 1; a_bucket{le=\"+Inf\"} 2; a_gcount 2; a_gsum -3"},
            {"negative gauge sum", g + inf + "a_gcount 2\na_gsum -3\n", "2:1 value"},
            {"NaN gauge sum", g + inf + "a_gcount 2\na_gsum NaN\n", "4:8 value"},
            {"gauge count without sum", g + inf + "a_gcount 2\n", "2:1 count-and-sum"},
            {"gauge count differs", g + inf + "a_gcount 1\na_gsum 3\n", "2:1 count"},
            {"count of the other kind", g + inf + "a_count 2\n", "a_bucket{le=\"+Inf\"} 2; a_count 2"},
        });
    }
    void histograms() { compareOpenMetrics(); }

    void summaries_data()
    {
        const QByteArray s = "# TYPE a summary\n";
        addRows({
            {"whole", s + "a_count 2\na_sum 3\na_created 4\na{quantile=\"0.5\"} 1\na{quantile=\"1\"} NaN\n",
             "a_count 2; a_sum 3; a_created 4; a{quantile=\"0.5\"} 1; a{quantile=\"1\"} NaN"},
            {"quantiles in any order", s + "a{quantile=\"1\"} 1\na{quantile=\"0\"} 1\n",
             "a{quantile=\"1\"} 1; a{quantile=\"0\"} 1"},
            {"no label", s + "a 1\n", "2:1 missing-label"},
            {"beyond 1", s + "a{quantile=\"1.01\"} 1\n", "2:3 quantile"},
            {"below 0", s + "a{quantile=\"-0.1\"} 1\n", "2:3 quantile"},
            {"NaN quantile", s + "a{quantile=\"NaN\"} 1\n", "2:3 quantile"},
            {"no number", s + "a{quantile=\"x\"} 1\n", "2:3 quantile"},
            {"negative value", s + "a{quantile=\"0.5\"} -1\n", "2:19 value"},
            {"negative count", s + "a_count -1\n", "2:9 value"},
            {"count is whole", s + "a_count 0.5\n", "2:9 value"},
            {"NaN sum", s + "a_sum NaN\n", "2:7 value"},
            {"negative sum", s + "a_sum -1\n", "2:7 value"},
            {"quantile elsewhere", s + "a_count{quantile=\"0.5\"} 1\n", "2:9 reserved-label"},
            {"bucket is another family", s + "a_bucket 1\n", "a_bucket 1"},
        });
    }
    void summaries() { compareOpenMetrics(); }

    void exemplars_data()
    {
        const QByteArray c = "# TYPE a counter\na_total 1";
        const QByteArray longest = "{b=\"" + QByteArray(127, 'x') + "\"}";
        const QByteArray wide = "{b=\"" + QByteArray("\xc3\xa4").repeated(127) + "\"}";
        addRows({
            {"of a counter", c + " # {b=\"c\"} 0.5\n", "a_total 1"},
            {"with times", c + " 5 # {} 0.5 4.5\n", "a_total 1 @5000"},
            {"of a bucket", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 # {} 9\n", "a_bucket{le=\"+Inf\"} 1"},
            {"of a gauge bucket", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1 # {} 9\n",
             "a_bucket{le=\"+Inf\"} 1"},
            {"beyond its bucket", "# TYPE a histogram\na_bucket{le=\"1\"} 1 # {} 1.5\na_bucket{le=\"+Inf\"} 1\n",
             "2:25 exemplar"},
            {"of created", c + "\na_created 1 # {} 1\n", "3:15 exemplar"},
            {"of a count", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1 # {} 1\na_sum 1\n", "3:13 exemplar"},
            {"of a gauge", "# TYPE a gauge\na 1 # {} 1\n", "2:7 exemplar"},
            {"of an unknown", "a_total 1 # {} 1\n", "1:13 exemplar"},
            {"128 characters", c + " # " + longest + " 1\n", "a_total 1"},
            {"128 wide characters", c + " # " + wide + " 1\n", "a_total 1"},
            {"129 characters", c + " # {bb=\"" + QByteArray(127, 'x') + "\"} 1\n", "2:13 exemplar"},
            {"no labels", c + " # 1\n", "2:13 exemplar"},
            {"a label twice", c + " # {a=\"1\",a=\"2\"} 1\n", "2:20 label-twice"},
            {"no value", c + " # {}\n", "2:15 blank"},
            {"no blank before", c + "# {} 1\n", "2:9 number"},
            {"no blank behind the hash", c + " #{} 1\n", "2:11 number"},
            {"no blank behind the labels", c + " # {}1\n", "2:15 blank"},
            {"blank at the end", c + " # {} 1 \n", "2:18 number"},
            {"two times", c + " # {} 1 2 3\n", "2:19 end-of-line"},
            {"infinite time", c + " # {} 1 Inf\n", "2:21 number"},
            {"comma last", c + " # {b=\"c\",} 1\n", "2:20 label-name"},
            {"hexadecimal", c + " # {} 0x1p-3\n", "2:16 number"},
        });
    }
    void exemplars() { compareOpenMetrics(); }

    void textSyntax_data()
    {
        addRows({
            {"empty page", "", ""},
            {"plain", "a 1\n", "a 1"},
            {"no line feed at the end", "a 1", "1:1 ~missing-line-feed; a 1"},
            {"blank lines", "\n\n \t\na 1\n\n", "a 1"},
            {"comments", "# x\n#\n# \n#x\n# EOF\n# HELPX a\na 1\n", "a 1"},
            {"blanks and tabs", "a\t{ b = \"c\" , d=\"e\"\t} \t1\t 5 \n", "a{b=\"c\", d=\"e\"} 1 @5"},
            {"comma last", "a{b=\"c\",} 1\n", "a{b=\"c\"} 1"},
            {"no blank before the value", "a{b=\"c\"}1\n", "a{b=\"c\"} 1"},
            {"blanks first", " a 1\n", "1:2 ~leading-blanks; a 1"},
            {"time in milliseconds", "a 1 1500\n", "a 1 @1500"},
            {"negative time", "a 1 -1500\n", "1:5 ~timestamp-sign; a 1 @-1500"},
            {"escapes", "a{b=\"\\\\ \\\" \\n \\x\"} 1\n", "1:15 ~undefined-escape; a{b=\"\\\\ \\\" \\n \\\\x\"} 1"},
            {"empty value", "a{b=\"\"} 1\n", "a 1"},
            {"numbers", "a NaN\nb +Inf\nc -inf\nd 1e3\ne .5\n", "a NaN; b +Inf; c -Inf; d 1000; e 0.5"},
            {"carriage return", "a 1\r\n", "1:4 line-ending"},
            {"carriage return in help", "# HELP a b\r\n", "1:11 line-ending"},
            {"hexadecimal", "a 0x1\n", "1:3 number"},
            {"underscore", "a 1_0\n", "1:3 number"},
            {"beyond 64 bits", "a 1e999\n", "1:3 number"},
            {"no value", "a\n", "1:2 number"},
            {"name", "0a 1\n", "1:1 metric-name"},
            {"name missing", "{a=\"b\"} 1\n", "1:1 metric-name"},
            {"dash", "a-b 1\n", "1:2 number"},
            {"comma alone", "a{,} 1\n", "1:3 label-name"},
            {"two commas", "a{b=\"c\",,} 1\n", "1:9 label-name"},
            {"comma missing", "a{b=\"c\" d=\"e\"} 1\n", "1:9 label"},
            {"quotes missing", "a{b=c} 1\n", "1:5 label-value"},
            {"single quotes", "a{b='c'} 1\n", "1:5 label-value"},
            {"line ends in a value", "a{b=\"c\nd\"} 1\n", "1:5 label-value; 2:2 number"},
            {"brace missing", "a{b=\"c\" 1\n", "1:9 label"},
            {"label twice", "a{b=\"c\",b=\"d\"} 1\n", "1:9 label-twice"},
            {"name as a label", "a{__name__=\"b\"} 1\n", "1:3 reserved-label"},
            {"internal label", "a{__b=\"c\"} 1\n", "1:3 ~reserved-label; a{__b=\"c\"} 1"},
            {"not UTF-8", "a{b=\"\xff\"} 1\n", "1:6 encoding"},
            {"time with a fraction", "a 1 1.5\n", "1:5 timestamp"},
            {"time is no number", "a 1 x\n", "1:5 timestamp"},
            {"time out of range", "a 1 99999999999999999999\n", "1:5 timestamp"},
            {"something behind the time", "a 1 1 x\n", "1:7 end-of-line"},
            {"exemplar", "a 1 # {} 1\n", "1:5 timestamp"},
        });
    }
    void textSyntax() { compareWhole(PageFormat::Text); }

    void textFamilies_data()
    {
        const QByteArray h = "# TYPE a histogram\n";
        addRows({
            {"metadata", "# HELP a some \\\\ \\n text\n# TYPE a counter\na 1\n", "a 1"},
            {"every type", "# TYPE a counter\n# TYPE b gauge\n# TYPE c histogram\n# TYPE d summary\n# TYPE e untyped\n",
             ""},
            {"types of the other format", "# TYPE a unknown\n# TYPE b info\n", "1:10 type; 2:10 type"},
            {"no type", "# TYPE a\n", "1:9 type"},
            {"blanks around the type", "# TYPE a  counter \na 1\n", "1:19 ~type-blanks; a 1"},
            {"something behind the type", "# TYPE a counter x\n", "1:18 ~type-blanks; 1:18 type"},
            {"no name", "# TYPE 0 counter\n", "1:8 metric-name"},
            {"help without a name", "# HELP\n# HELP \n", "1:7 ~metadata; 2:8 metric-name"},
            {"help without a text", "# HELP a\na 1\n", "a 1"},
            {"help of a bad name", "# HELP a-b c\n", "1:9 metric-name"},
            {"help with a backslash", "# HELP a b\\c\n", "1:11 ~help-escape"},
            {"help not UTF-8", "# HELP a \xff\n", "1:10 encoding"},
            {"type twice", "# TYPE a counter\n# TYPE a counter\n", "2:3 metadata-twice"},
            {"help twice", "# HELP a b\n# HELP a c\n", "2:3 metadata-twice"},
            {"empty help does not count", "# HELP a\n# HELP a b\n", ""},
            {"type behind a sample", "a 1\n# TYPE a counter\n", "2:3 type-after-sample"},
            {"type behind a sample with a suffix", "a_sum 1\n# TYPE a summary\n", "2:3 type-after-sample"},
            {"samples apart", "a 1\nb 1\na{c=\"d\"} 1\n", "3:1 ~interleaved; a 1; b 1; a{c=\"d\"} 1"},
            {"parts of a summary", "# TYPE a summary\na{quantile=\"0.5\"} 1\na_sum 1\na_count 1\n",
             "a{quantile=\"0.5\"} 1; a_sum 1; a_count 1"},
            {"the same line twice", "a 1\na 1\n", "2:1 ~duplicate; a 1; a 1"},
            {"two values", "a{b=\"c\"} 1\na{b=\"c\"} 2\n", "2:1 duplicate"},
            {"two times", "a 1 1\na 2 2\n", "2:1 ~duplicate; a 1 @1; a 2 @2"},
            {"two values at one time", "a 1 1\na 2 1\n", "2:1 duplicate"},
            {"quantile is no number", "# TYPE a summary\na{quantile=\"x\"} 1\n", "2:3 quantile"},
            {"quantile missing", "# TYPE a summary\na 1\n", "2:1 ~missing-label; a 1"},
            {"histogram", h + "a_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\na_sum 3\na_count 2\n",
             "a_bucket{le=\"1\"} 1; a_bucket{le=\"+Inf\"} 2; a_sum 3; a_count 2"},
            {"bound is no number", h + "a_bucket{le=\"x\"} 1\na_bucket{le=\"+Inf\"} 2\n", "2:10 bound"},
            {"bound missing", h + "a_bucket 1\n", "2:1 ~missing-label; 2:1 ~missing-infinity; a_bucket 1"},
            {"no infinity", h + "a_bucket{le=\"1\"} 1\n", "2:1 ~missing-infinity; a_bucket{le=\"1\"} 1"},
            {"count differs", h + "a_bucket{le=\"+Inf\"} 1\na_count 2\n",
             "2:1 ~count; a_bucket{le=\"+Inf\"} 1; a_count 2"},
            {"order of buckets", h + "a_bucket{le=\"+Inf\"} 1\na_bucket{le=\"1\"} 1\n",
             "3:1 ~bucket-order; a_bucket{le=\"+Inf\"} 1; a_bucket{le=\"1\"} 1"},
            {"without a type nothing is a histogram", "a_bucket{le=\"x\"} 1\n", "a_bucket{le=\"x\"} 1"},
        });
    }
    void textFamilies() { compareWhole(PageFormat::Text); }

    void theFormatIsGuessed()
    {
        QCOMPARE(guessFormat("a 1\n# EOF\n"), PageFormat::OpenMetrics);
        QCOMPARE(guessFormat("# EOF"), PageFormat::OpenMetrics);
        for (const char *page : {"", "a 1\n", "# EOF\na 1\n", "# EOF\n\n", "a # EOF", "x# EOF\n"})
            QCOMPARE(guessFormat(page), PageFormat::Text);
    }

    void problemsAreBounded()
    {
        const QByteArray many = QByteArray("!\n").repeated(5000);
        const StrictPage read = readStrictly(PageFormat::Text, many.toStdString());
        QVERIFY(read.problems.size() < 500);
        QCOMPARE(read.problems.back().rule, "more-problems");
        const QByteArray warnings = QByteArray(" a 1\n").repeated(1000) + "!\n";
        QVERIFY(readStrictly(PageFormat::Text, warnings.toStdString()).hasErrors());
    }
};

QTEST_GUILESS_MAIN(TestStrictPage)
#include "tst_strictpage.moc"
