// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace surgedeck;

namespace {

double linear(int channel)
{
    const double share = channel / 255.0;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(QRgb colour)
{
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

double contrast(QRgb a, QRgb b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

struct Row
{
    const char *name;
    const Colours *theme;
    Ink ink;
    double on[5]; ///< canvas, panel, raised, selection, tint critical
};

const Row contrastTable[] = {
    {"dark text 1", &darkColours, &Colours::text1, {14.9, 13.6, 12.1, 11.5, 12.8}},
    {"dark text 2", &darkColours, &Colours::text2, {9.4, 8.6, 7.7, 7.3, 8.1}},
    {"dark text 3", &darkColours, &Colours::text3, {6.1, 5.6, 5.0, 4.7, 5.2}},
    {"dark data", &darkColours, &Colours::dataNormal, {7.9, 7.3, 6.5, 6.1, 6.8}},
    {"dark line strong", &darkColours, &Colours::lineStrong, {3.8, 3.5, 3.1, 2.9, 3.2}},
    {"dark attention", &darkColours, &Colours::attention, {7.7, 7.1, 6.3, 6.0, 6.7}},
    {"dark degraded", &darkColours, &Colours::degraded, {11.3, 10.4, 9.2, 8.8, 9.7}},
    {"dark critical", &darkColours, &Colours::critical, {6.1, 5.6, 4.9, 4.7, 5.2}},
    {"dark stale", &darkColours, &Colours::stale, {12.5, 11.5, 10.2, 9.7, 10.8}},
    {"light text 1", &lightColours, &Colours::text1, {14.3, 16.1, 14.9, 13.7, 13.7}},
    {"light text 2", &lightColours, &Colours::text2, {7.4, 8.4, 7.7, 7.1, 7.1}},
    {"light text 3", &lightColours, &Colours::text3, {5.1, 5.8, 5.3, 4.9, 4.9}},
    {"light line strong", &lightColours, &Colours::lineStrong, {3.2, 3.6, 3.4, 3.1, 3.1}},
    {"light attention", &lightColours, &Colours::attention, {5.1, 5.8, 5.4, 4.9, 4.9}},
    {"light degraded", &lightColours, &Colours::degraded, {4.9, 5.5, 5.1, 4.7, 4.7}},
    {"light critical", &lightColours, &Colours::critical, {8.1, 9.2, 8.5, 7.8, 7.8}},
    {"light stale", &lightColours, &Colours::stale, {7.4, 8.4, 7.8, 7.2, 7.1}},
};

bool isClose(double measured, double wanted)
{
    return std::abs(measured - wanted) <= 0.11;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void cleanup() { theme::apply(ThemeName::Dark); }

    void contrastIsWhatTheDesignComputed_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(contrastTable)); ++i)
            QTest::newRow(contrastTable[i].name) << i;
    }
    void contrastIsWhatTheDesignComputed()
    {
        QFETCH(int, row);
        const Row &wanted = contrastTable[row];
        const Ink grounds[] = {&Colours::canvas, &Colours::panel, &Colours::raised, &Colours::selection,
                               &Colours::tintCritical};
        for (int i = 0; i < 5; ++i) {
            const double measured = contrast(wanted.theme->*wanted.ink, wanted.theme->*grounds[i]);
            QVERIFY2(isClose(measured, wanted.on[i]),
                     qPrintable(QStringLiteral("ground %1: %2, design %3").arg(i).arg(measured).arg(wanted.on[i])));
        }
    }

    void fillsAndTheirTextContrast()
    {
        QVERIFY(isClose(contrast(darkColours.onCriticalFill, darkColours.criticalFill), 5.9));
        QVERIFY(isClose(contrast(lightColours.onCriticalFill, lightColours.criticalFill), 9.5));
        QVERIFY(isClose(contrast(darkColours.onDegradedFill, darkColours.degradedFill), 10.2));
        QVERIFY(isClose(contrast(darkColours.onPrimary, darkColours.primary), 14.9));
        QVERIFY(isClose(contrast(lightColours.onPrimary, lightColours.primary), 16.6));
        QVERIFY(isClose(contrast(darkColours.focus, darkColours.panel), 16.9));
        QVERIFY(isClose(contrast(lightColours.focus, lightColours.panel), 16.1));
    }

    void theFontsAreOurs()
    {
        theme::apply(ThemeName::Dark);
        QCOMPARE(QFontInfo(theme::font(Text::Body)).family(), QStringLiteral("Roboto"));
        QCOMPARE(QFontInfo(theme::font(Text::Mono)).family(), QStringLiteral("Noto Sans Mono"));
        QVERIFY(QFontInfo(theme::font(Text::Hero)).weight() == QFont::Medium);
        QVERIFY(theme::font(Text::Body).styleStrategy() & QFont::NoSubpixelAntialias);
    }

    void digitsAreOfOneWidth()
    {
        theme::apply(ThemeName::Dark);
        const QFontMetricsF metrics(theme::font(Text::Body));
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("1111")), metrics.horizontalAdvance(QStringLiteral("8888")));
        const QFontMetricsF mono(theme::font(Text::Mono));
        QCOMPARE(mono.horizontalAdvance(QStringLiteral(">=")), 2 * mono.horizontalAdvance(QLatin1Char('x')));
    }

    void textGrowsAndSpacingStays()
    {
        theme::apply(ThemeName::Dark, 150);
        QCOMPARE(theme::grown(size::row, {Text::Body}), 36);
        QCOMPARE(theme::font(Text::Hero).pixelSize(), 48);
        theme::apply(ThemeName::Dark, 500);
        QCOMPARE(theme::textPercent(), 150);
        theme::apply(ThemeName::Dark, 1);
        QCOMPARE(theme::textPercent(), 90);
    }

    void aSwitchReachesWidgetsThatAreOpen()
    {
        theme::apply(ThemeName::Dark);
        QPushButton button(QStringLiteral("Step back"));
        button.show();
        const QImage before = button.grab().toImage();
        const int height = button.sizeHint().height();
        theme::apply(ThemeName::Light, 150);
        QTRY_VERIFY(button.sizeHint().height() > height);
        QVERIFY(button.grab().toImage().pixelColor(4, 4).lightness() > before.pixelColor(4, 4).lightness());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
