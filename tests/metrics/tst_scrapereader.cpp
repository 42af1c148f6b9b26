// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/scrapereader.h"
#include "models/metrics/labels.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <bit>
#include <random>

using namespace surgedeck::metrics;

namespace {

/// Numbers series in the order in which they come; equal labels are one series.
class Series final : public SeriesResolver
{
public:
    SeriesRef seriesFor(std::span<const LabelView> labels) override
    {
        ++asked;
        std::vector<Label> copy;
        for (const LabelView &label : labels)
            copy.push_back({std::string(label.name), std::string(label.value)});
        const Labels wanted(copy);
        if (wanted.all() != copy || (!refused.empty() && wanted.get("__name__") == refused))
            return {};
        const auto found = std::find(known.begin(), known.end(), wanted);
        const auto slot = static_cast<std::uint32_t>(found - known.begin());
        if (found == known.end())
            known.push_back(wanted);
        return {slot, 5};
    }

    std::vector<Labels> known;
    std::string refused;
    int asked = 0;
};

/// One target: pages in, text out.
class Target
{
public:
    explicit Target(PageFormat format = PageFormat::Text, PageLimits limits = {})
        : m_reader(format, limits)
    {
    }

    QByteArray scrape(std::string page, ScrapeOptions options = {.timeMs = 1000})
    {
        if (const auto error = m_reader.read(page, options, series, result))
            return "error " + QByteArray::number(error->line) + ':' + QByteArray::number(error->column) + ' ' +
                   QByteArray::fromStdString(error->message);
        std::string text;
        for (const BatchSample &sample : result.samples) {
            text +=
                series.known[sample.series.slot].text() + " " + QByteArray::number(sample.sample.value).toStdString();
            if (sample.sample.timeMs != options.timeMs)
                text += " @" + std::to_string(sample.sample.timeMs);
            text += "; ";
        }
        for (const SeriesRef gone : result.vanished)
            text += "gone " + series.known[gone.slot].text() + "; ";
        return QByteArray::fromStdString(text);
    }

    std::string tracked() const
    {
        std::string text;
        for (const SeriesRef each : m_reader.tracked())
            text += series.known[each.slot].text() + " ";
        return text;
    }

    void forget() { m_reader.forget(); }

    Series series;
    ScrapeResult result;

private:
    ScrapeReader m_reader;
};

std::string repeated(const std::string &text, int count)
{
    std::string result;
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

} // namespace

class TestScrapeReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void aPageAndTheNext()
    {
        Target target;
        const std::string first = "# HELP a x\n# TYPE a counter\na{b=\"c\"} 1\na{b=\"d\"} 2.5\nb NaN\n";
        QCOMPARE(target.scrape(first), "a{b=\"c\"} 1; a{b=\"d\"} 2.5; b nan; ");
        QCOMPARE(target.series.asked, 3);
        QCOMPARE(target.scrape("# HELP a x\n# TYPE a counter\na{b=\"c\"} 10\na{b=\"d\"} -Inf\nb 7\n"),
                 "a{b=\"c\"} 10; a{b=\"d\"} -inf; b 7; ");
        QCOMPARE(target.series.asked, 3);
        QCOMPARE(target.result.counts.known, 3u);
        QCOMPARE(target.scrape(""), "gone a{b=\"c\"}; gone a{b=\"d\"}; gone b; ");
        QCOMPARE(target.scrape(""), "");
    }

    void linesComeAndGo()
    {
        Target target;
        target.scrape("a 1\nb 1\nc 1\nd 1\n");
        QCOMPARE(target.scrape("a 2\nc 2\nd 2\n"), "a 2; c 2; d 2; gone b; ");
        QCOMPARE(target.scrape("a 3\nc 3\nd 3\n"), "a 3; c 3; d 3; ");
        QCOMPARE(target.scrape("z 4\na 4\nb 4\nc 4\nd 4\n"), "z 4; a 4; b 4; c 4; d 4; ");
        QCOMPARE(target.scrape("d 5\nc 5\nb 5\na 5\nz 5\n"), "d 5; c 5; b 5; a 5; z 5; ");
        QCOMPARE(target.series.asked, 6);
        QCOMPARE(target.scrape("d 5\nd 5\nc 5\n"), "d 5; d 5; c 5; gone a; gone b; gone z; ");
    }

    void commentsMayChange()
    {
        Target target;
        target.scrape("# HELP a one\n# TYPE a gauge\n\na 1\n# done\n");
        QCOMPARE(target.scrape("# HELP a two\na 2\n"), "a 2; ");
        QCOMPARE(target.scrape("# TYPE a foo\na 2\n"), "error 1:9 unknown type of metric");
        QCOMPARE(target.scrape("a 2\n# and"), "a 2; ");
        QCOMPARE(target.scrape("a 2\n# and more"), "a 2; ");
    }

    /// The beginning of a line that is known must not make another line out of what follows.
    void aKnownBeginningIsNotEnough_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, const char *first, const char *second, const char *result) {
            QTest::newRow(name) << QByteArray(first) << QByteArray(second) << QByteArray(result);
        };
        row("labels begin", "a 1\n", "a {b=\"c\"} 2\n", "a{b=\"c\"} 2; gone a; ");
        row("more blanks", "a 1\n", "a  2\n", "a 2; ");
        row("longer name", "a 1\n", "ab 2\n", "ab 2; gone a; ");
        row("brace behind the value", "a 1\n", "a 2{\n", "error 1:4 expected a timestamp or the end of the line");
        row("no value", "a 1\n", "a \n", "error 1:3 expected a number, not \"\"");
        row("no number", "a 1\n", "a x\n", "error 1:3 expected a number, not \"x\"");
        row("number goes on", "a 1\n", "a 1e5x\n", "error 1:3 expected a number, not \"1e5x\"");
        row("exponent", "a 1\n", "a 1e2\n", "a 100; ");
        row("a time comes", "a 1\n", "a 1 2000\n", "a 1 @2000; gone a; ");
        row("a time with a tail", "a 1 2000\n", "a 1 3000 \n", "a 1 @3000; ");
        row("time and rubbish", "a 1 2000\n", "a 1 2000 x\n", "error 1:10 expected the end of the line");
        row("time is none", "a 1 2000\n", "a 1 2000.5\n", "error 1:9 expected the end of the line");
        row("carriage return", "a 1\n", "a 1\r\n", "error 1:3 expected a number, not \"1\\r\"");
        row("page ends", "a 1\n", "a 2", "a 2; ");
        row("page ends within the name", "abc 1\n", "ab", "error 1:3 expected a number, not \"\"");
        row("value without a blank", "a{b=\"c\"}1\n", "a{b=\"c\"}23\n", "a{b=\"c\"} 23; ");
        row("quoted line break", "a{b=\"\n\"} 1\n", "a{b=\"\n\"} 2\n", "a{b=\"\\n\"} 2; ");
        row("the same twice", "a 1\na 2\n", "a 3\na 4\na 5\n", "a 3; a 4; a 5; ");
        row("other order of labels", "a{b=\"1\",c=\"2\"} 1\n", "a{c=\"2\",b=\"1\"} 2\n", "a{b=\"1\", c=\"2\"} 2; ");
    }

    void aKnownBeginningIsNotEnough()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QByteArray, result);
        Target target;
        target.scrape(first.toStdString());
        QCOMPARE(target.scrape(second.toStdString()), result);
    }

    void openMetricsPages()
    {
        Target target(PageFormat::OpenMetrics);
        QCOMPARE(target.scrape("# TYPE a counter\na_total 1 # {} 3\na_total{b=\"c\"} 2 1.5\n# EOF"),
                 "a_total 1; a_total{b=\"c\"} 2 @1500; ");
        QCOMPARE(target.scrape("# TYPE a counter\na_total 5 # {x=\"y\"} 3 4\na_total{b=\"c\"} 2 2.5\n# EOF\n"),
                 "a_total 5; a_total{b=\"c\"} 2 @2500; ");
        QCOMPARE(target.series.asked, 2);
        QCOMPARE(target.scrape("# TYPE a counter\na_total 5\n"), "error 3:1 the page does not end with # EOF");
        QCOMPARE(target.scrape("# TYPE a counter\na_total 5 NaN\n# EOF\n"), "error 2:14 a timestamp must be finite");
        QCOMPARE(target.scrape("# EOF\na_total 5\n"), "error 2:1 something follows # EOF");
        QCOMPARE(target.tracked(), "a_total ");
    }

    /// Prometheus 3 writes names that are not plain in quotes, the one of the metric among its labels.
    void namesInQuotes_data()
    {
        QTest::addColumn<PageFormat>("format");
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, PageFormat format, const char *page, const char *result) {
            const QByteArray end = format == PageFormat::OpenMetrics ? "# EOF\n" : "";
            QTest::addRow("%s, %s", name, format == PageFormat::Text ? "text" : "OpenMetrics")
                << format << QByteArray(page) + end << QByteArray(result);
        };
        for (const PageFormat format : {PageFormat::Text, PageFormat::OpenMetrics}) {
            row("metric", format, "{\"http.status\",code=\"200\"} 1\n", "http.status{code=\"200\"} 1; ");
            row("metric alone", format, "# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n", "a.b 1; ");
            row("metric last", format, "{code=\"200\",\"a.b\"} 1\n", "a.b{code=\"200\"} 1; ");
            row("label", format, "a{\"x.y\"=\"1\"} 1\n", "a{x.y=\"1\"} 1; ");
            row("quotes within", format, "{\"a\\\"b\"} 1\n", "a\"b 1; ");
            row("twice", format, "{\"a\",\"b\"} 1\n", "error 1:9 the name of the metric stands twice");
            row("twice, once plain", format, "a{\"b\"} 1\n", "error 1:6 the name of the metric stands twice");
            row("none", format, "{code=\"200\"} 1\n", "error 1:13 the sample has no name");
            row("empty", format, "{\"\"} 1\n", "error 1:4 a name is empty");
        }
        row("exemplar", PageFormat::OpenMetrics, "a_total 1 # {\"trace.id\"=\"1\"} 2\n", "a_total 1; ");
        row("exemplar with a metric", PageFormat::OpenMetrics, "a_total 1 # {\"trace.id\"} 2\n",
            "error 1:24 expected =");
    }

    void namesInQuotes()
    {
        QFETCH(PageFormat, format);
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, result);
        Target target(format);
        QCOMPARE(target.scrape(page.toStdString()), result);
        target.scrape(format == PageFormat::Text ? "" : "# EOF\n");
        QCOMPARE(target.scrape(page.toStdString()), result);
    }

    void aFailedPageChangesNothing()
    {
        Target target;
        target.scrape("a 1\nb 1\n");
        QCOMPARE(target.scrape("a 2\nc 2\n!\n"), "error 3:1 expected a metric name");
        QVERIFY(target.result.samples.empty());
        QCOMPARE(target.tracked(), "a b ");
        QCOMPARE(target.scrape("a 3\nb 3\n"), "a 3; b 3; ");
        target.forget();
        QCOMPARE(target.tracked(), "");
        QCOMPARE(target.scrape("a 3\n"), "a 3; ");
    }

    void timesOfTheirOwn()
    {
        Target target;
        const ScrapeOptions now{.timeMs = 1'000'000};
        QCOMPARE(target.scrape("a 1 999000\nb 1\n", now), "a 1 @999000; b 1; ");
        QCOMPARE(target.tracked(), "b ");
        QCOMPARE(target.scrape("", now), "gone b; ");
        QCOMPARE(target.scrape("a 1 1600000\na 2 1600001\n", now), "a 1 @1600000; ");
        QCOMPARE(target.result.counts.ahead, 1u);
        const ScrapeOptions own{.timeMs = 1'000'000, .honorTimestamps = false};
        QCOMPARE(target.scrape("a 1 999000\n", own), "a 1; ");
        QCOMPARE(target.tracked(), "a ");
        QCOMPARE(target.scrape("a 1 999000\n", now), "a 1 @999000; gone a; ");
    }

    void labelsAsTheStoreWantsThem()
    {
        Target target;
        QCOMPARE(target.scrape("a{z=\"1\",Z=\"2\",e=\"\",b=\"x\\ny\\\\z\\\"\\q\"} 1\n"),
                 "a{Z=\"2\", b=\"x\\ny\\\\z\\\"\\\\q\", z=\"1\"} 1; ");
        QCOMPARE(target.scrape("a{b=\"1\",c=\"2\",b=\"1\"} 1\n"), "error 1:1 label b stands twice");
        QCOMPARE(target.scrape("a{__name__=\"b\"} 1\n"), "error 1:1 label __name__ stands twice");
    }

    void whatTheResolverDoesNotWant()
    {
        Target target;
        target.series.refused = "b";
        QCOMPARE(target.scrape("a 1\nb 2\n"), "a 1; ");
        QCOMPARE(target.result.counts.withoutSeries, 1u);
        QCOMPARE(target.scrape("a 1\nb 2\n"), "a 1; ");
        QCOMPARE(target.series.asked, 2);
        QCOMPARE(target.scrape("a 1\n"), "a 1; ");
    }

    void pagesAreBounded_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char *name, const std::string &page, const char *error) {
            QTest::newRow(name) << QByteArray::fromStdString(page) << QByteArray(error);
        };
        const PageLimits limits;
        row("samples", repeated("a 1\n", 11), "error 11:1 the page has more than 10 samples");
        row("labels", "a{b=\"\",c=\"\",d=\"\",e=\"\"} 1\n", "error 1:22 a sample has more than 3 labels");
        row("metric name", std::string(21, 'a') + " 1\n", "error 1:22 a name is longer than 20 bytes");
        row("label name", "a{" + std::string(21, 'a') + "=\"\"} 1\n", "error 1:24 a name is longer than 20 bytes");
        row("value", "a{b=\"" + std::string(31, 'x') + "\"} 1\n", "error 1:5 a label value is longer than 30 bytes");
        row("line", "# " + std::string(100, 'x') + "\n", "error 1:1 a line is longer than 100 bytes");
        row("zeros", "a " + std::string(100, '0') + "\n", "error 2:1 a line is longer than 100 bytes");
        row("page", repeated("\n", 1001), "error 1:1 the page is larger than 1000 bytes");
    }

    void pagesAreBounded()
    {
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, error);
        const PageLimits limits{
            .bytes = 1000, .samples = 10, .labels = 3, .nameBytes = 20, .valueBytes = 30, .lineBytes = 100};
        Target target(PageFormat::Text, limits);
        QCOMPARE(target.scrape(page.toStdString()), error);
        QCOMPARE(target.scrape("a 1\n"), "a 1; ");
        QCOMPARE(target.scrape("a " + std::string(100, '0') + "\n"), "error 2:1 a line is longer than 100 bytes");
    }

    /// Whatever changed since the last page, the result is that of a reader that never saw one.
    void theCacheNeverMakesADifference()
    {
        std::mt19937_64 random(8);
        const auto pick = [&](std::uint64_t count) { return random() % count; };
        std::vector<std::string> lines = {"# HELP a x\n", "\n", "# TYPE b gauge\n", "# x"};
        for (int i = 0; i < 12; ++i) {
            const std::string n = std::to_string(i % 6);
            lines.push_back("m" + n + "{l=\"" + std::to_string(i) + "\"} ");
            lines.push_back("m" + n + " ");
        }
        const char *const ends[] = {"1\n", "2\n", "NaN\n", "1 5000\n", " 7\n", "1e2\n", "x\n", "3 4 5\n", "3"};
        for (const PageFormat format : {PageFormat::Text, PageFormat::OpenMetrics}) {
            ScrapeReader cached(format);
            Series series;
            ScrapeResult result;
            std::vector<std::string> page;
            for (int round = 0; round < 20'000; ++round) {
                for (std::uint64_t changes = 1 + pick(3); changes > 0; --changes) {
                    const std::size_t at = page.empty() ? 0 : pick(page.size());
                    const std::string &line = lines[pick(lines.size())];
                    const std::string made = line.back() == ' ' ? line + ends[pick(pick(8) == 0 ? 9 : 6)] : line;
                    if (page.size() > 12 || (!page.empty() && pick(2) == 0))
                        page.erase(page.begin() + static_cast<std::ptrdiff_t>(at));
                    else
                        page.insert(page.begin() + static_cast<std::ptrdiff_t>(at), made);
                }
                std::string text;
                for (const std::string &line : page)
                    text += line;
                if (format == PageFormat::OpenMetrics)
                    text += pick(20) == 0 ? "# EOFx" : "# EOF\n";
                std::string copy = text;
                const ScrapeOptions options{.timeMs = 1000};
                const auto error = cached.read(text, options, series, result);
                ScrapeReader fresh(format);
                ScrapeResult expected;
                const auto expectedError = fresh.read(copy, options, series, expected);
                QCOMPARE(error.has_value(), expectedError.has_value());
                if (error) {
                    QCOMPARE(error->line, expectedError->line);
                    QCOMPARE(error->column, expectedError->column);
                    QCOMPARE(error->message, expectedError->message);
                    continue;
                }
                QCOMPARE(result.samples.size(), expected.samples.size());
                for (std::size_t i = 0; i < result.samples.size(); ++i) {
                    QVERIFY(result.samples[i].series == expected.samples[i].series);
                    QCOMPARE(result.samples[i].sample.timeMs, expected.samples[i].sample.timeMs);
                    QCOMPARE(std::bit_cast<std::uint64_t>(result.samples[i].sample.value),
                             std::bit_cast<std::uint64_t>(expected.samples[i].sample.value));
                }
                QCOMPARE(cached.tracked().size(), fresh.tracked().size());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestScrapeReader)
#include "tst_scrapereader.moc"
