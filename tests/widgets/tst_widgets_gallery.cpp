// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/support/widgets/widgetrules.h"
#include "tests/widgets/gallery.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/evidencechip.h"
#include "widgets/factrow.h"
#include "widgets/guardedbutton.h"
#include "widgets/incidentbar.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/sparkline.h"
#include "widgets/statechip.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"
#include "widgets/topbar.h"
#include "widgets/trendview.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>

using namespace surgedeck;
using sample::Mood;

namespace {

/// Shown, laid out, and kept where a person can look at it.
QImage shot(QWidget &widget, const QSize &size, const QString &name)
{
    widget.resize(size);
    widget.show();
    QTest::qWait(1);
    if (QWidget *focus = widget.focusWidget(); focus != nullptr) // which window is active is not part of the picture
        focus->clearFocus();
    QCoreApplication::processEvents();
    const QString folder = qEnvironmentVariable("SURGEDECK_BUILD") + QStringLiteral("/gallery");
    QDir().mkpath(folder);
    const QImage image = widget.grab().toImage();
    image.save(QStringLiteral("%1/%2.png").arg(folder, name));
    return image;
}

QString hostile()
{
    return QStringLiteral(
        "<b>DROP</b><img src=http://evil/x.png> \u202Egnp.exe\u202C \x1b[31mred\x1b[0m \a\r\n second line ");
}

} // namespace

class TestGallery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void cleanup() { theme::apply(ThemeName::Dark); }

    void pictures_data()
    {
        QTest::addColumn<ThemeName>("theme");
        QTest::newRow("dark") << ThemeName::Dark;
        QTest::newRow("light") << ThemeName::Light;
    }
    void pictures()
    {
        QFETCH(ThemeName, theme);
        const QString suffix = QLatin1Char('-') + QString::fromLatin1(QTest::currentDataTag());
        theme::apply(theme);
        const auto tiles = makeTileGallery();
        const auto panels = makePanelGallery();
        const auto incident = makeCockpitGallery(Mood::Incident);
        const auto calm = makeCockpitGallery(Mood::Calm);
        panels->show();
        QTest::qWait(350); // a panel that waits shows so only after 300 ms
        QVERIFY(widestChannelSpread(shot(*tiles, {1280, 480}, QStringLiteral("tiles") + suffix)) > 60);
        QVERIFY(widestChannelSpread(shot(*panels, {1320, 640}, QStringLiteral("panels") + suffix)) > 60);
        QVERIFY(widestChannelSpread(shot(*incident, {1920, 1080}, QStringLiteral("incident") + suffix)) > 60);
        shot(*incident, {1440, 900}, QStringLiteral("incident-laptop") + suffix);
        const int spread = widestChannelSpread(shot(*calm, {1920, 1080}, QStringLiteral("calm") + suffix));
        QVERIFY2(spread <= 24, qPrintable(QStringLiteral("hue on a calm screen: %1").arg(spread)));
    }

    void nothingReachesBeyondItsParent_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("textPercent");
        for (const QSize size : {QSize(1440, 900), QSize(1920, 1080), QSize(2560, 1440)})
            for (const int percent : {90, 100, 125, 150})
                QTest::addRow("%dx%d at %d %%", size.width(), size.height(), percent) << size << percent;
    }
    void nothingReachesBeyondItsParent()
    {
        QFETCH(QSize, size);
        QFETCH(int, textPercent);
        theme::apply(ThemeName::Light, textPercent);
        const auto cockpit = makeCockpitGallery(Mood::Incident);
        shot(*cockpit, size, QStringLiteral("incident-%1-text%2").arg(size.width()).arg(textPercent));
        QCOMPARE(outsideOfParent(*cockpit).join(QLatin1Char('\n')), QString());
        QCOMPARE(tooSmallToPress(*cockpit).join(QLatin1Char('\n')), QString());
        if (size.height() >= 1080)
            QCOMPARE(squeezed(*cockpit).join(QLatin1Char('\n')), QString());
    }

    void aSwitchOfTextSizeWhileOpenLeadsToTheSameScreen()
    {
        theme::apply(ThemeName::Dark, 100);
        const auto cockpit = makeCockpitGallery(Mood::Incident);
        shot(*cockpit, {1920, 1080}, QStringLiteral("switch-before"));
        theme::apply(ThemeName::Light, 125);
        const auto fresh = makeCockpitGallery(Mood::Incident);
        const QImage wanted = shot(*fresh, {1920, 1080}, QStringLiteral("switch-fresh"));
        QTRY_COMPARE(shot(*cockpit, {1920, 1080}, QStringLiteral("switch-after")), wanted);
    }

    void everyLabelIsPlainAndNothingHasAStyleSheet()
    {
        theme::apply(ThemeName::Dark);
        const auto cockpit = makeCockpitGallery(Mood::Incident);
        QVERIFY(!cockpit->findChildren<QLabel *>().isEmpty());
        QCOMPARE(labelsNotPlain(*cockpit).join(QLatin1Char('\n')), QString());
        QCOMPARE(withStyleSheet(*cockpit).join(QLatin1Char('\n')), QString());
        QLabel rich(QStringLiteral("x"), cockpit.get());
        QCOMPARE(labelsNotPlain(*cockpit).size(), 1); // the check can fail
    }

    void hostileTextStaysWithinItsFrame()
    {
        theme::apply(ThemeName::Dark);
        const QString text = hostile();
        auto canvas = sample::canvas();
        auto *label = new PlainLabel(text, canvas.get());
        label->setGeometry(0, 0, 300, 20);
        QVERIFY(label->text().startsWith(QStringLiteral("<b>DROP</b>")));
        QVERIFY(!label->text().contains(QChar(0x202E)) && !label->text().contains(QLatin1Char('\x1b')));
        QVERIFY(!label->text().contains(QLatin1Char('\n')));
        QVERIFY(hasNoTags(plainToolTip(text)));
        auto *bar = new IncidentBar(canvas.get());
        bar->setHeadline(
            {.health = Health::Critical, .chip = text, .title = text, .subtitle = text, .facts = {{text, text, text}}});
        bar->setGeometry(0, 30, 900, bar->height());
        auto *top = new TopBar(canvas.get());
        top->setWorkspace(text, QStringLiteral("staging"));
        top->sources()->setSources({{text, sample::stale(2)}, {text, sample::live(1)}});
        top->setGeometry(0, 100, 1200, top->height());
        fillWithEverywhere(*canvas, text + QString(200, QChar(0x0301))); // two hundred accents on one letter
        shot(*canvas, {1300, 720}, QStringLiteral("hostile"));
        QCOMPARE(labelsNotPlain(*canvas).join(QLatin1Char('\n')), QString());
        QCOMPARE(outsideOfParent(*canvas).join(QLatin1Char('\n')), QString());
    }

    void tenMegabytesOnOneLineCostNothing()
    {
        theme::apply(ThemeName::Dark);
        const QString big(10 * 1024 * 1024, QLatin1Char('x'));
        auto canvas = sample::canvas();
        auto *tile =
            sample::makeTile({"", "%", {.value = big, .target = big, .change = big, .state = sample::live(1)}, {}});
        tile->setParent(canvas.get());
        tile->setGeometry(0, 0, 310, 104);
        auto *table = sample::makeView<TableView>(sample::digestColumns, sample::digests, Mood::Incident, "Digests");
        auto *model = qobject_cast<QStandardItemModel *>(table->model());
        model->item(0, 0)->setText(big);
        model->item(1, 1)->setText(big);
        auto *panel = sample::makePanel("Slow queries", "Q", table, sample::live(1));
        panel->setParent(canvas.get());
        panel->setSubtitle(big);
        panel->setGeometry(0, 110, 600, 200);
        auto *row = new LeaderRow(canvas.get());
        row->setLeader({big, big});
        row->setGeometry(0, 320, 400, 24);
        auto *chip = new StateChip(canvas.get());
        chip->setState(Health::Degraded, big);
        auto *label = new PlainLabel(big, canvas.get());
        label->setGeometry(0, 350, 300, 20);
        fillWithEverywhere(*canvas, big);
        QElapsedTimer timer;
        timer.start();
        shot(*canvas, {700, 720}, QStringLiteral("ten-megabytes"));
        QVERIFY2(timer.elapsed() < 2000, "laid out what nobody can see");
        QVERIFY(label->text().size() <= 512);
    }

private:
    /// The widgets of charts and of acting, with `text` in every place that takes one.
    static void fillWithEverywhere(QWidget &canvas, const QString &text)
    {
        static SystemClock clock;
        auto *button = new GuardedButton(clock, &canvas);
        button->setAction({text, std::chrono::milliseconds(1500), text});
        button->setLock({});
        button->setGeometry(0, 380, 320, 40);
        auto *refused = new GuardedButton(clock, &canvas);
        refused->showRefused(text);
        refused->setGeometry(330, 380, 320, 40);
        auto *chip = new EvidenceChip(&canvas);
        chip->setEvidence({text, text, text, text, Health::Critical, false, sample::stale(3)});
        chip->setGeometry(0, 430, 320, 70);
        auto *trend = new TrendView(&canvas, TrendView::TimeLabels::Shown);
        trend->setCaption({text, text, text, text});
        trend->setMarks({.ticks = {{0.5, text}}, .events = {{.position = 0.4, .label = text}}});
        trend->setGeometry(330, 430, 320, 150);
        auto *spark = new Sparkline(text, &canvas);
        spark->setGeometry(0, 510, 120, 34);
        auto *panel = sample::makePanel("Locks", "L", new QWidget,
                                        {.kind = DataState::Kind::Disconnected, .since = text, .message = text, .detail = text,
                                         .retry = text, .action = text});
        panel->setParent(&canvas);
        panel->setGeometry(0, 590, 320, 120);
    }

    /// The tool tip shows markup as words: none of it survives as a tag.
    static bool hasNoTags(const QString &html)
    {
        return !html.contains(QStringLiteral("<img")) && !html.contains(QStringLiteral("<b>"));
    }
};

QTEST_MAIN(TestGallery)
#include "tst_widgets_gallery.moc"
