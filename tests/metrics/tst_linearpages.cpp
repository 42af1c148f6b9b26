// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#ifndef Q_MOC_RUN // moc 6.4 can not read <concepts>
#include "models/metrics/exposition/scrapereader.h"
#include "models/metrics/exposition/strictpage.h"
#include "tests/support/threadtime.h"
#endif

#include <algorithm>
#include <limits>

using namespace surgedeck::metrics;

namespace {

class OneSeries final : public SeriesResolver
{
public:
    SeriesRef seriesFor(std::span<const LabelView>) override { return {0, 0}; }
};

std::string repeated(std::string_view text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

// Two pages after each other for one reader; the times of what repeats in them.
struct PagePair
{
    PageFormat format;
    std::string (*first)(int times);
    std::string (*second)(int times);
};

std::string commentsAndSample(int times)
{
    return repeated("#\n", times) + "a 1\n";
}

std::string helpAndSample(int times)
{
    return repeated("# HELP a b\n", times) + "a 1\n# EOF\n";
}

std::string similarSeries(int times)
{
    std::string page;
    for (int i = 0; i < times; ++i)
        page += "a{x=\"" + std::to_string(i) + "\"} 1\n";
    return page;
}

std::string similarSeriesReversed(int times)
{
    std::string page;
    for (int i = times; i-- > 0;)
        page += "a{x=\"" + std::to_string(i) + "\"} 1\n";
    return page;
}

std::string pointsAndTimes(int times)
{
    std::string page = "# TYPE a info\n";
    for (int i = 0; i < times; ++i)
        page += "a_info{x=\"" + std::to_string(i) + "\"} 1\n";
    return page + repeated("a_info 1 1\na_info 1\n", times) + "# EOF\n";
}

double secondsFor(const PagePair &pair, int times)
{
    double least = std::numeric_limits<double>::infinity();
    for (int run = 0; run < 3; ++run) {
        std::string first = pair.first(times);
        std::string second = pair.second(times);
        OneSeries series;
        ScrapeReader reader(pair.format);
        ScrapeResult result;
        const auto before = surgedeck::threadTime();
        (void)reader.read(first, {}, series, result);
        (void)reader.read(second, {}, series, result);
        (void)readStrictly(pair.format, second);
        least = std::min(least, std::chrono::duration<double>(surgedeck::threadTime() - before).count());
    }
    return least;
}

} // namespace

/// No page costs more than its length: four times the page, about four times the time, where a square would be sixteen.
/// Time of this thread alone, the best of three.
class tst_LinearPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linear_data()
    {
        QTest::addColumn<int>("number");
        const char *const names[] = {"comments that lose one", "metadata that loses one", "series in another order",
                                     "points with and without a time"};
        for (int i = 0; i < 4; ++i)
            QTest::newRow(names[i]) << i;
    }

    void linear()
    {
        QFETCH(int, number);
        static const PagePair pairs[] = {
            {PageFormat::Text, commentsAndSample, [](int times) { return commentsAndSample(times - 1); }},
            {PageFormat::OpenMetrics, helpAndSample, [](int times) { return helpAndSample(times - 1); }},
            {PageFormat::Text, similarSeries, similarSeriesReversed},
            {PageFormat::OpenMetrics, pointsAndTimes, pointsAndTimes},
        };
        const PagePair &pair = pairs[number];
        const int times = number < 2 ? 60'000 : 8'000;
        const double some = secondsFor(pair, times);
        const double more = secondsFor(pair, 4 * times);
        QVERIFY2(more < 10 * some, qPrintable(QStringLiteral("%1 s, then %2 s").arg(some).arg(more)));
    }
};

QTEST_APPLESS_MAIN(tst_LinearPages)
#include "tst_linearpages.moc"
