// SPDX-License-Identifier: GPL-3.0-or-later
// Every widget in every state beside a picture that a person has looked at. To take new pictures after a change that is
// meant: SURGEDECK_GOLDEN=write ctest --test-dir build/dev -R tst_golden, then look at them before they are committed.
#include "tests/support/testrules.h"
#include "tests/support/widgets/widgetrules.h"
#include "tests/widgets/gallery.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QTest>

using namespace surgedeck;

namespace {

/// Rounding of a blend may differ by a shade; a shape that moved by a pixel differs by more, and in more places.
constexpr int mostDifference = 24;
constexpr double mostPixels = 0.0005;

struct Picture
{
    const char *name;
    std::unique_ptr<QWidget> (*make)();
    QSize size; ///< at 100 % text
};

const Picture pictures[] = {
    {"tiles", makeTileGallery, {1280, 590}},      {"panels", makePanelGallery, {1320, 640}},
    {"guarded", makeGuardedGallery, {1000, 420}}, {"parts", makePartsGallery, {1000, 330}},
    {"trends", makeTrendGallery, {1100, 420}},    {"chart", makeChartGallery, {1100, 520}},
};

QString pathOf(const QString &name)
{
    return qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/widgets/golden/%1.png").arg(name);
}

/// Pixels that differ by more than a shade.
double differing(const QImage &one, const QImage &two)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = two.pixel(x, y);
            const int most =
                std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
            count += most > mostDifference ? 1 : 0;
        }
    return double(count) / (double(one.width()) * one.height());
}

QImage shot(QWidget &widget, const QSize &size)
{
    widget.resize(size);
    widget.show();
    QTest::qWait(350);                                           // a panel that waits shows so only after 300 ms
    if (QWidget *focus = widget.focusWidget(); focus != nullptr) // which window is active is not part of the picture
        focus->clearFocus();
    QCoreApplication::processEvents();
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void cleanup() { theme::apply(ThemeName::Dark); }

    void everyWidgetLooksAsAgreed_data()
    {
        QTest::addColumn<int>("picture");
        QTest::addColumn<ThemeName>("theme");
        QTest::addColumn<int>("percent");
        for (int i = 0; i < int(std::size(pictures)); ++i)
            for (const auto &[theme, percent] :
                 {std::pair{ThemeName::Dark, 100}, std::pair{ThemeName::Light, 100}, std::pair{ThemeName::Dark, 150}})
                QTest::addRow("%s-%s-%d", pictures[i].name, theme == ThemeName::Dark ? "dark" : "light", percent)
                    << i << theme << percent;
    }
    void everyWidgetLooksAsAgreed()
    {
        QFETCH(int, picture);
        QFETCH(ThemeName, theme);
        QFETCH(int, percent);
        theme::apply(theme, percent);
        const QString name = QLatin1String(QTest::currentDataTag());
        const auto gallery = pictures[picture].make();
        const QImage now = shot(*gallery, pictures[picture].size * percent / 100);
        QCOMPARE(outsideOfParent(*gallery).join(QLatin1Char('\n')), QString());
        QCOMPARE(focusableWithoutName(*gallery).join(QLatin1Char('\n')), QString());
        if (qEnvironmentVariable("SURGEDECK_GOLDEN") == QLatin1String("write")) {
            QDir().mkpath(QFileInfo(pathOf(name)).path());
            QVERIFY(now.save(pathOf(name)));
            return;
        }
        const QImage wanted = QImage(pathOf(name)).convertToFormat(QImage::Format_RGB32);
        QVERIFY2(!wanted.isNull(), qPrintable(pathOf(name)));
        const QString kept = qEnvironmentVariable("SURGEDECK_BUILD") + QStringLiteral("/gallery/golden-") + name +
                             QStringLiteral(".png");
        QDir().mkpath(QFileInfo(kept).path());
        now.save(kept);
        QCOMPARE(now.size(), wanted.size());
        const double share = differing(now, wanted);
        QVERIFY2(share <= mostPixels,
                 qPrintable(QStringLiteral("%1 % of the pixels differ; now: %2").arg(share * 100).arg(kept)));
    }

    void theComparisonCanFail()
    {
        theme::apply(ThemeName::Dark);
        const auto gallery = makePartsGallery();
        const QImage before = shot(*gallery, {1000, 330});
        gallery->findChildren<QWidget *>().at(3)->move(2, 2);
        QVERIFY(differing(before, gallery->grab().toImage().convertToFormat(QImage::Format_RGB32)) > mostPixels);
    }
};

QTEST_MAIN(TestGolden)
#include "tst_golden.moc"
