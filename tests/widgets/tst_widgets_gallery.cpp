// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/widgets/gallery.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QTest>

using namespace surgedeck;

namespace {

QImage shot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("SURGEDECK_BUILD") + QStringLiteral("/gallery");
    QDir().mkpath(folder);
    const QImage image = widget.grab().toImage();
    image.save(QStringLiteral("%1/%2.png").arg(folder, name));
    return image;
}

} // namespace

class TestGallery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void pictures_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::newRow("dark") << ThemeName::Dark;
        QTest::newRow("light") << ThemeName::Light;
    }
    void pictures()
    {
        QFETCH(ThemeName, theme);
        const QString suffix = QString::fromLatin1(QTest::currentDataTag());
        theme::apply(theme);
        auto tiles = makeTileGallery();
        tiles->resize(1280, 480);
        auto panels = makePanelGallery();
        panels->resize(1320, 640);
        auto cockpit = makeCockpitGallery(sample::Mood::Incident);
        cockpit->resize(1920, 1080);
        auto calm = makeCockpitGallery(sample::Mood::Calm);
        calm->resize(1920, 1080);
        for (QWidget *w : {tiles.get(), panels.get(), cockpit.get(), calm.get()}) {
            w->show();
            QVERIFY(QTest::qWaitForWindowExposed(w));
        }
        QTest::qWait(400);
        shot(*tiles, QStringLiteral("tiles-") + suffix);
        shot(*panels, QStringLiteral("panels-") + suffix);
        shot(*cockpit, QStringLiteral("cockpit-") + suffix);
        shot(*calm, QStringLiteral("calm-") + suffix);
        cockpit->resize(1440, 900);
        shot(*cockpit, QStringLiteral("laptop-") + suffix);
        theme::apply(theme, 150);
        cockpit->resize(1920, 1080);
        shot(*cockpit, QStringLiteral("text150-") + suffix);
    }
};

QTEST_MAIN(TestGallery)
#include "tst_widgets_gallery.moc"
