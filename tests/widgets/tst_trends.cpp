// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"
#include "widgets/trendspans.h"
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
    return printed(renderSpans(data, rangeOf(data), pixels, {grey, red, 1}));
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
        const TrendRange range = rangeOf(data);
        QVERIFY(range.low < 1 && range.high > 10);
        QVERIFY(rangeOf({}).high > rangeOf({}).low);
        data.values = {7, 7};
        data.limit.reset();
        QVERIFY(rangeOf(data).high > 7 && rangeOf(data).low < 7);
        data.values = {0, 0};
        QVERIFY(rangeOf(data).high > rangeOf(data).low);
    }

    void axesHaveRoundValues_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("values");
        QTest::newRow("percent") << 97.6 << 100.2 << 3 << "98 99 100";
        QTest::newRow("small") << -0.01 << 0.26 << 3 << "0.0 0.1 0.2";
        QTest::newRow("big") << 0.0 << 80000.0 << 3 << "0 50000";
        QTest::newRow("negative") << -5.0 << 5.0 << 3 << "-5 0 5";
        QTest::newRow("two") << -2.0 << 66.0 << 2 << "0 50";
        QTest::newRow("nothing") << 1.0 << 1.0 << 3 << "";
    }
    void axesHaveRoundValues()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, most);
        QFETCH(QString, values);
        const AxisValues axis = axisValues({low, high}, most);
        QStringList got;
        for (const double value : axis.values)
            got << QString::number(value, 'f', axis.decimals);
        QCOMPARE(got.join(QLatin1Char(' ')), values);
    }
};

QTEST_MAIN(TestTrends)
#include "tst_trends.moc"
