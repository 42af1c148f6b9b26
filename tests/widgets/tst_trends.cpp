// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"
#include "widgets/trendline.h"
#include "widgets/trendview.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace surgedeck;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
const QColor grey(Qt::gray);
const QColor red(Qt::red);

/// The image as text: '.' nothing, 'o' in band, 'X' out of band.
QStringList printed(const QImage &image)
{
    QStringList lines;
    for (int y = 0; y < image.height(); ++y) {
        QString line;
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            line += pixel.alpha() < 128 ? QLatin1Char('.') : pixel.green() < 60 ? QLatin1Char('X') : QLatin1Char('o');
        }
        lines << line;
    }
    return lines;
}

QStringList drawn(const TrendData &data, const QSize &pixels)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    ColumnSpans spans;
    trendSpans(data, wholeOf(data), {pixels, rangeOf(data), 1}, spans);
    paintSpans(image, image.rect(), spans, {grey, data.health == Health::Normal ? grey : red, 1});
    return printed(image);
}

TrendData inRange(std::vector<double> values, double low, double high)
{
    TrendData data;
    data.values = std::move(values);
    data.low = low;
    data.high = high;
    return data;
}

} // namespace

class TestTrends : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init() { failOnAnyWarning(); }

    void aFlatLineIsOneRowOfPixels()
    {
        QCOMPARE(drawn(inRange({5, 5, 5}, 0, 10), {6, 5}),
                 (QStringList{"......", "......", "oooooo", "......", "......"}));
    }

    void whatIsNotKnownIsAGap()
    {
        const QStringList lines = drawn(inRange({5, 5, 5, unknown, unknown, 5, 5, 5, 5}, 0, 10), {8, 3});
        QCOMPARE(lines.at(1), QStringLiteral("ooo.oooo"));
    }

    void everyColumnHoldsItsLeastAndGreatestValue()
    {
        std::vector<double> values(800, 2);
        values[400] = 10; // one sample among a hundred in its column must not be lost
        const QStringList lines = drawn(inRange(values, 0, 10), {8, 11});
        QVERIFY(lines.first().contains(QLatin1Char('o')));
        QCOMPARE(lines.first().count(QLatin1Char('o')), 1);
    }

    void onlyTheOutOfBandPartIsColoured()
    {
        TrendData data = inRange({1, 1, 1, 1, 9, 9, 9, 9}, 0, 10);
        data.limit = 5;
        data.badSide = TrendData::BadSide::Above;
        data.health = Health::Critical;
        const QString all = drawn(data, {14, 6}).join(QLatin1Char('\n'));
        QCOMPARE(all.count(QLatin1Char('X')) > 5, true);
        for (const QString &line : drawn(data, {14, 6}))
            QVERIFY2(!line.left(6).contains(QLatin1Char('X')), qPrintable(all));
    }

    void aNormalFigureHasNoColourWhateverItsPast()
    {
        TrendData data = inRange({9, 9, 1, 1}, 0, 10);
        data.limit = 5;
        data.badSide = TrendData::BadSide::Above;
        data.health = Health::Normal;
        TrendLine line;
        line.setData(data);
        QImage image(20, 10, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        line.paint(painter, QRectF(0, 0, 20, 10), grey);
        painter.end();
        const QString all = printed(image).join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QLatin1Char('o')) && !all.contains(QLatin1Char('X')), qPrintable(all));
    }

    void beyondTheInstrumentIsCutFlat()
    {
        const QStringList lines = drawn(inRange({1, 50, 50, 1}, 0, 10), {9, 5});
        QVERIFY(lines.first().contains(QStringLiteral("ooo")));
    }

    void emptyAndUnknownDataDrawNothing()
    {
        QCOMPARE(drawn({}, {4, 2}), (QStringList{"....", "...."}));
        QCOMPARE(drawn(inRange({unknown, unknown}, 0, 1), {4, 2}), (QStringList{"....", "...."}));
        QCOMPARE(drawn(inRange({1}, 0, 2), {3, 1}), (QStringList{"ooo"}));
    }

    void theRangeHoldsDataAndLimit()
    {
        TrendData data;
        data.values = {1, 2, 3, unknown};
        data.limit = 10;
        const ValueRange range = rangeOf(data);
        QVERIFY(range.low < 1 && range.high > 10);
        QVERIFY(rangeOf({}).high > rangeOf({}).low);
        data.values = {7, 7};
        data.limit.reset();
        QVERIFY(rangeOf(data).high > 7 && rangeOf(data).low < 7);
        data.values = {0, 0};
        QVERIFY(rangeOf(data).high > rangeOf(data).low);
    }

    void aDashLeavesSpacesButNeverAnExtreme()
    {
        ColumnSpans spans;
        TrendData data = inRange(std::vector<double>(40, 5), 0, 10);
        data.values[21] = 10; // stands in a space of the dash
        trendSpans(data, wholeOf(data), {{40, 21}, rangeOf(data), 1}, spans);
        QImage image(40, 21, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        paintSpans(image, image.rect(), spans, {grey, red, 1, 4, 4});
        const QStringList lines = printed(image);
        QCOMPARE(lines.at(10).left(16), QStringLiteral("oooo....oooo...."));
        QVERIFY2(lines.first().contains(QLatin1Char('o')), qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void nothingIsPaintedOutsideOfThePlot()
    {
        ColumnSpans spans;
        const TrendData data = inRange({0, 10, 0, 10, 0, 10}, 0, 10);
        trendSpans(data, wholeOf(data), {{60, 30}, rangeOf(data), 3}, spans);
        QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        const QRect plot(7, 5, 20, 30); // narrower than the spans
        paintSpans(image, plot, spans, {grey, red, 3});
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QVERIFY(plot.contains(x, y) || qAlpha(image.pixel(x, y)) == 0);
    }

    void tallSpansAreWholeFromTopToBottom()
    {
        ColumnSpans spans;
        std::vector<double> noise;
        for (int i = 0; i < 2000; ++i)
            noise.push_back(i % 2 == 0 ? 0 : 10);
        trendSpans(inRange(noise, 0, 10), {0, 1999}, {{50, 40}, {0, 10}, 1}, spans);
        QImage image(50, 40, QImage::Format_RGB32);
        image.fill(Qt::black);
        paintSpans(image, image.rect(), spans, {grey, red, 1});
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QCOMPARE(image.pixel(x, y), grey.rgb());
    }

    void axesHaveRoundValues_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("values");
        QTest::newRow("percent") << 97.8 << 100.0 << 4 << "97 98 99 100";
        QTest::newRow("narrow") << 99.95 << 100.0 << 4 << "99.94 99.96 99.98 100.00";
        QTest::newRow("from zero") << 0.05 << 0.26 << 4 << "0.0 0.1 0.2 0.3";
        QTest::newRow("big") << 0.0 << 80000.0 << 4 << "0 20 000 40 000 60 000 80 000";
        QTest::newRow("negative") << -5.0 << 5.0 << 4 << "−5.0 −2.5 0.0 2.5 5.0";
        QTest::newRow("two") << 0.0 << 63.0 << 2 << "0 50 100";
        QTest::newRow("one") << 1.9 << 7.84 << 1 << "0 10";
        QTest::newRow("no range") << 1.0 << 1.0 << 3 << "0 1";
    }
    void axesHaveRoundValues()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, most);
        QFETCH(QString, values);
        const ValueScale scale = scaleAround({low, high}, most);
        QStringList got;
        for (int line = 0; line <= scale.intervals(); ++line)
            got << scale.label(line);
        QCOMPARE(got.join(QLatin1Char(' ')).replace(QChar(0x2009), QLatin1Char(' ')).replace(QChar(0x202f), QLatin1Char(' ')),
                 values);
    }

    void anAxisDoesNotBreatheWithEveryValue()
    {
        const ValueScale first = scaleAround({0, 63}, 4);
        QCOMPARE(steadyScale(first, {0, 55}, 4), first);
        QVERIFY(steadyScale(first, {0, 81}, 4).range.high > first.range.high);
        QVERIFY(steadyScale(first, {0, 12}, 4).range.high < first.range.high);
    }

    void labelsThatHaveNoRoomAreLeftOutEvenly()
    {
        const ValueScale scale = scaleAround({0, 80}, 4);
        QCOMPARE(scale.labelled(9), (std::vector<int>{0, 1, 2, 3, 4}));
        QCOMPARE(scale.labelled(3), (std::vector<int>{0, 2, 4}));
        QCOMPARE(scale.labelled(2), (std::vector<int>{0, 4}));
    }
};

QTEST_MAIN(TestTrends)
#include "tst_trends.moc"
