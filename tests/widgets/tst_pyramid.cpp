// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "widgets/chart/seriespyramid.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start{std::chrono::milliseconds(1'795'780'800'000)};
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<MetricPoint> noise(int count, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> value(100, 20);
    std::vector<MetricPoint> points;
    for (int i = 0; i < count; ++i)
        points.push_back({start + 10ms * i, value(random)});
    return points;
}

/// What a plot must show, computed from every point.
std::vector<ColumnSpans::Span> plainSpans(const std::vector<MetricPoint> &points, const TimeRange &range, const SpanPlot &plot)
{
    std::vector<ColumnSpans::Span> spans(std::size_t(plot.pixels.width()));
    for (const MetricPoint &point : points) {
        if (!range.contains(point.time) || !std::isfinite(point.value))
            continue;
        const double share = range.share(point.time);
        const auto x = std::min(spans.size() - 1, std::size_t(share * double(spans.size())));
        spans[x].add(std::clamp(float(plot.offset() + plot.slope() * point.value), plot.highest(), plot.lowest()));
    }
    return spans;
}

/// Columns with something in them, as text.
QString columns(const SeriesPyramid &pyramid, const TimeRange &range, int width)
{
    ColumnSpans spans;
    pyramid.spans(range, {{width, 100}, {0, 10}, 1}, {}, spans);
    QString text;
    for (const ColumnSpans::Span &span : spans.spans)
        text += span.isEmpty() ? QLatin1Char('.') : QLatin1Char('x');
    return text;
}

} // namespace

class TestPyramid : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyExtremeOfAMillionPointsIsShown_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("all") << 0.0 << 1.0;
        QTest::newRow("half") << 0.2 << 0.7;
        QTest::newRow("a hundredth") << 0.501 << 0.511;
        QTest::newRow("a few points") << 0.3 << 0.30005;
    }
    void everyExtremeOfAMillionPointsIsShown()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        const std::vector<MetricPoint> points = noise(200'000, 7);
        const SeriesPyramid pyramid(points, 0ms);
        const TimeRange all{points.front().time, points.back().time};
        const TimeRange range{all.at(from), all.at(to)};
        const SpanPlot plot{{400, 300}, {0, 200}, 1};
        ColumnSpans got;
        pyramid.spans(range, plot, {}, got);
        const auto wanted = plainSpans(points, range, plot);
        for (std::size_t x = 0; x < wanted.size(); ++x) {
            if (wanted[x].isEmpty())
                continue;
            QVERIFY(got.spans[x].top <= wanted[x].top + 0.01F);
            QVERIFY(got.spans[x].bottom >= wanted[x].bottom - 0.01F);
        }
        // What it shows beyond that comes from the neighbouring column, no further.
        for (std::size_t x = 1; x + 1 < wanted.size(); ++x) {
            ColumnSpans::Span around = wanted[x];
            for (const std::size_t beside : {x - 1, x + 1}) {
                around.add(wanted[beside].top);
                around.add(wanted[beside].bottom);
            }
            if (!wanted[x - 1].isEmpty() && !wanted[x].isEmpty() && !wanted[x + 1].isEmpty()) {
                QVERIFY(got.spans[x].top >= around.top - 0.01F);
                QVERIFY(got.spans[x].bottom <= around.bottom + 0.01F);
            }
        }
    }

    void appendedIsTheSameAsMadeAtOnce()
    {
        const std::vector<MetricPoint> points = noise(5'000, 3);
        const SeriesPyramid whole(points, 0ms);
        SeriesPyramid grown;
        std::mt19937 random(1);
        for (std::size_t i = 0; i < points.size();) {
            const std::size_t next = std::min(points.size(), i + 1 + random() % 50);
            grown.append({points.begin() + long(i), points.begin() + long(next)});
            i = next;
        }
        const TimeRange range{points[100].time, points[4900].time};
        ColumnSpans a, b;
        const SpanPlot plot{{300, 100}, {0, 200}, 1};
        whole.spans(range, plot, {}, a);
        grown.spans(range, plot, {}, b);
        for (std::size_t x = 0; x < a.spans.size(); ++x)
            QVERIFY(a.spans[x].top == b.spans[x].top && a.spans[x].bottom == b.spans[x].bottom);
        QCOMPARE(whole.extent(range)->high, grown.extent(range)->high);
    }

    void gapsAreGaps()
    {
        std::vector<MetricPoint> points;
        for (int i = 0; i < 100; ++i)
            if (i < 30 || i >= 50)
                points.push_back({start + 1s * i, 5});
        points[10].value = unknown; // one second, a column of its own
        const TimeRange range{start, start + 100s};
        const QString shown = columns(SeriesPyramid(points, 5s), range, 100);
        QCOMPARE(shown, QString(10, QLatin1Char('x')) + QLatin1Char('.') + QString(19, QLatin1Char('x')) + QString(20, QLatin1Char('.')) +
                            QString(50, QLatin1Char('x')));
        // Without a limit for gaps the line goes straight over the hole, but never over a value that is not known.
        QCOMPARE(columns(SeriesPyramid(points, 0ms), range, 100).count(QLatin1Char('.')), 1);
    }

    void aLineEntersAndLeavesThePlot()
    {
        const SeriesPyramid pyramid({{start, 0}, {start + 100s, 10}}, 0ms);
        QCOMPARE(columns(pyramid, {start + 40s, start + 60s}, 20), QString(20, QLatin1Char('x')));
        QCOMPARE(columns(pyramid, {start + 200s, start + 300s}, 5), QStringLiteral("....."));
        QCOMPARE(columns(pyramid, {start - 200s, start - 100s}, 5), QStringLiteral("....."));
    }

    void oneValueIsOnePoint()
    {
        QCOMPARE(columns(SeriesPyramid({{start + 5s, 5}}, 0ms), {start, start + 10s}, 10), QStringLiteral(".....x...."));
        QCOMPARE(columns(SeriesPyramid({}, 0ms), {start, start + 10s}, 4), QStringLiteral("...."));
    }

    void columnsBeyondTheLimitAreMarked()
    {
        std::vector<MetricPoint> points = noise(100'000, 5);
        for (MetricPoint &point : points)
            point.value = std::fmod(point.value, 10);
        points[50'000].value = 90;
        const SeriesPyramid pyramid(points, 0ms);
        ColumnSpans spans;
        pyramid.spans({points.front().time, points.back().time}, {{100, 100}, {0, 100}, 1},
                      SeriesPyramid::Limit{50, TrendData::BadSide::Above}, spans);
        const auto marked = std::count(spans.outOfBand.begin(), spans.outOfBand.end(), 1);
        QVERIFY2(marked >= 1 && marked <= 2, qPrintable(QString::number(marked)));
    }

    void disorderIsLeftOut()
    {
        const SeriesPyramid pyramid({{start + 2s, 1}, {start + 1s, 9}, {start + 2s, 9}, {start + 3s, 2}}, 0ms);
        QCOMPARE(pyramid.points().size(), std::size_t(2));
        QCOMPARE(*pyramid.nearest(start + 10s), std::size_t(1));
        QCOMPARE(*pyramid.nearest(start), std::size_t(0));
        QVERIFY(!SeriesPyramid().nearest(start));
    }
};

QTEST_MAIN(TestPyramid)
#include "tst_pyramid.moc"
