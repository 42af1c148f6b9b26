// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/stakeholderview.h"
#include "app/wallcontent.h"
#include "tests/gui/cockpitbench.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/textpaint.h"
#include "widgets/theme/theme.h"
#include "widgets/wall/wallpage.h"

#include <QDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr int greySpread = 24;

void addThemes()
{
    QTest::addColumn<ThemeName>("theme");
    QTest::newRow("dark") << ThemeName::Dark;
    QTest::newRow("light") << ThemeName::Light;
}

HealthFacts published(WallTime time)
{
    HealthFacts facts;
    facts.time = time;
    facts.workspace = QStringLiteral("ShopFlow");
    facts.headline = QStringLiteral("Paying is failing for about 1 in 46 customers");
    facts.detail = QStringLiteral("The shop is open.");
    facts.state = Health::Critical;
    HealthCard card;
    card.id = QStringLiteral("success");
    card.name = QStringLiteral("Checkouts that succeed");
    card.value = 97.81;
    card.unit = QStringLiteral("percent");
    card.target = 99.95;
    card.figure = QStringLiteral("97.81");
    card.figureUnit = QStringLiteral("%");
    card.valueText = QStringLiteral("97.81 %");
    card.targetText = QStringLiteral("target is 99.95 % or more");
    card.state = Health::Critical;
    card.age = Milliseconds(2'000);
    card.bar = 0.25;
    card.barIsBudget = true;
    card.barText = QStringLiteral("25 % of what may fail is left");
    facts.cards.push_back(card);
    facts.affected.push_back({QStringLiteral("Paying"), Health::Critical, QStringLiteral("2.2 in 100 fail")});
    facts.doing.push_back({time - 12min, QStringLiteral("Problem detected by monitoring")});
    facts.nextUpdate = time + 15min;
    facts.occasion = QStringLiteral("Flash Friday");
    facts.course = {
        QStringLiteral("Orders per minute"), {{time - 1min, 500}, {time, 342}}, {{time - 1min, 500}}, 500.0};
    return facts;
}

/// The fixture shop with words for customers and a promise.
std::shared_ptr<const Workspace> shopWithWords()
{
    auto workspace = std::make_shared<Workspace>(*fixtureShop());
    workspace->indicators[0].stakeholder = QStringLiteral("Checkouts that succeed");
    workspace->indicators[1].stakeholder = QStringLiteral("Orders per minute");
    SourceConfig web;
    web.id = QStringLiteral("web");
    web.type = QStringLiteral("metrics"); // whose budget comes from rollups
    workspace->sources.push_back(web);
    SloConfig slo;
    slo.source.id = web.id;
    slo.id = QStringLiteral("uptime");
    slo.name = QStringLiteral("Uptime");
    slo.objectivePercent = 99.95;
    slo.window = std::chrono::hours(30 * 24);
    slo.errors.text = slo.total.text = QStringLiteral("x[$window]");
    workspace->slos = {slo};
    return workspace;
}

/// Thirty days in which 0.038 % failed.
void loadBudget(WatchSession &session)
{
    std::vector<std::pair<QString, SloRollup>> rollups;
    const WallTime now = session.clock().now();
    for (int i = 0; i < 30 * 288; ++i)
        rollups.emplace_back(QStringLiteral("uptime"), SloRollup{now - i * SloStore::step, 0.038, 100});
    session.loadSloRollups(rollups);
}

/// Pixels of a hue that says green: none of our states has it.
int greenPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb p = image.pixel(x, y);
            count += qGreen(p) > qRed(p) + greySpread && qGreen(p) > qBlue(p) + greySpread ? 1 : 0;
        }
    return count;
}

int colouredPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb p = image.pixel(x, y);
            const auto [least, most] = std::minmax({qRed(p), qGreen(p), qBlue(p)});
            count += most - least > greySpread ? 1 : 0;
        }
    return count;
}

} // namespace

class TestStakeholders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Light);
    }

    void aDocumentIsReadBackAsItWas()
    {
        const WallTime now = WallTime(Milliseconds(1'790'000'000'000));
        const HealthFacts facts = published(now);
        const auto read = healthFactsFrom(healthDocument(facts));
        QVERIFY(read);
        QCOMPARE(healthDocument(*read), healthDocument(facts));
        QVERIFY(!healthFactsFrom({}));
        QVERIFY(!healthFactsFrom({{QStringLiteral("schema"), QStringLiteral("surgedeck/v1")}}));
    }

    /// What is published and grows old is unknown, never calm.
    void oldFactsAreBlind()
    {
        const WallTime now = WallTime(Milliseconds(1'790'000'000'000));
        const HealthFacts fresh = agedTo(published(now), now + 20s, 30s);
        QCOMPARE(fresh.state, Health::Critical);
        QVERIFY(fresh.cards[0].age == Milliseconds(22s));
        HealthFacts calm = published(now);
        calm.state = Health::Normal;
        const HealthFacts old = agedTo(calm, now + 40s, 30s);
        QVERIFY(old.blind);
        QCOMPARE(old.state, Health::Unknown);
        QVERIFY(old.headline.startsWith(QLatin1String("No current data since")));
        QCOMPARE(old.cards[0].state, Health::Unknown);
        QCOMPARE(old.affected[0].state, Health::Unknown);
    }

    void theNextUpdate()
    {
        const WallTime now = WallTime(Milliseconds(1'790'000'000'000));
        const HealthFacts facts = published(now);
        QCOMPARE(nextUpdateWords(facts, now), QStringLiteral("in 15 min"));
        QCOMPARE(nextUpdateWords(facts, now + 15min), QStringLiteral("due now"));
        QCOMPARE(nextUpdateWords(facts, now + 19min + 30s), QStringLiteral("due 4 min ago"));
        const WallFacts late = wallFacts(facts, now + 19min);
        QVERIFY(late.hero.nextIsLate);
        QCOMPARE(wallFacts(HealthFacts{}, now).hero.nextTime, QString());
    }

    void calm_data() { addThemes(); }
    void calm()
    {
        QFETCH(ThemeName, theme);
        theme::apply(theme);
        CockpitBench bench({1920, 1080}, shopWithWords());
        bench.beCalm();
        loadBudget(bench.session);
        (void)bench.session.evaluate();
        StakeholderWindow window(bench.session);
        window.setFixedSize(1920, 1080);
        window.show();
        window.refresh();
        const auto *page = window.findChild<WallPage *>();
        QCOMPARE(page->facts().hero.health, bench.session.platform().view().worst);
        const QImage image =
            savePicture(window, QStringLiteral("stakeholders-calm-%1").arg(theme == ThemeName::Dark ? 0 : 1));
        QCOMPARE(greenPixels(image), 0);
        if (page->facts().hero.health == Health::Normal)
            QCOMPARE(colouredPixels(image), 0); // R1: hue means that something is wrong
    }

    void convoy_data() { addThemes(); }
    void convoy()
    {
        QFETCH(ThemeName, theme);
        theme::apply(theme);
        CockpitBench bench({1920, 1080}, shopWithWords());
        bench.beInConvoy();
        loadBudget(bench.session);
        (void)bench.session.evaluate();
        StakeholderWindow window(bench.session);
        window.setFixedSize(1920, 1080);
        window.show();
        window.refresh();
        const auto *page = window.findChild<WallPage *>();
        QCOMPARE(page->facts().hero.health, bench.session.platform().view().worst);
        QCOMPARE(page->facts().hero.health, Health::Critical);
        QCOMPARE(window.windowTitle(), page->facts().hero.sentence);
        QStringList cut;
        watchCutTexts(&cut);
        const QImage image =
            savePicture(window, QStringLiteral("stakeholders-convoy-%1").arg(theme == ThemeName::Dark ? 0 : 1));
        watchCutTexts(nullptr);
        QVERIFY2(!cut.contains(page->facts().hero.sentence), qPrintable(cut.join(QStringLiteral(" | "))));
        for (const WallCard &card : page->facts().cards)
            QVERIFY2(!cut.contains(card.figure), qPrintable(card.figure));
        QCOMPARE(greenPixels(image), 0);
        QVERIFY(colouredPixels(image) > 0);
    }

    /// Five cards with long names, long ages and long remarks, in an incident and when nothing is known any more.
    void nothingIsCutOnAWall()
    {
        const WallTime now(Milliseconds(1'790'000'000'000));
        HealthFacts facts = published(now);
        HealthCard money = facts.cards.front();
        money.name = QStringLiteral("Revenue at risk");
        money.figure = QStringLiteral("$4 094");
        money.figureUnit = QStringLiteral("per minute");
        money.bar.reset();
        money.barText.clear();
        money.remark = QStringLiteral("Estimate: missing orders \u00d7 $190 for an order");
        HealthCard promise = facts.cards.front();
        promise.name = QStringLiteral("Checkout succeeds, 30 days");
        facts.cards = {facts.cards.front(), facts.cards.front(), money, promise, facts.cards.front()};
        facts.affected = {{QStringLiteral("Putting into the cart"), Health::Degraded,
                           QStringLiteral("slower than normal, up to 4.56 s")}};
        for (const Milliseconds passed : {Milliseconds(4'000), Milliseconds(6 * 60'000 + 50'000)}) {
            WallPage page;
            page.setFixedSize(1920, 1080);
            page.setFacts(wallFacts(agedTo(facts, now + passed, Milliseconds(30'000)), now + passed));
            page.show();
            QStringList cut;
            watchCutTexts(&cut);
            page.grab();
            watchCutTexts(nullptr);
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QStringLiteral(" | "))));
        }
    }

    /// It can be read and not be pressed: only the screen is filled and left.
    void aWindowForAWall()
    {
        CockpitBench bench({1440, 900});
        bench.beCalm();
        StakeholderWindow window(bench.session);
        window.show();
        QTest::keyClick(&window, Qt::Key_F11);
        QVERIFY(window.isFullScreen());
        QTest::keyClick(&window, Qt::Key_Escape);
        QVERIFY(!window.isFullScreen());
        for (const QWidget *child : window.findChildren<QWidget *>())
            QCOMPARE(child->focusPolicy(), Qt::NoFocus);
    }

    void theViewOfTheWindow()
    {
        CockpitBench bench;
        bench.beInConvoy();
        QVERIFY(bench.window.showView(QStringLiteral("stakeholders")));
        const auto *page = bench.window.findChild<WallPage *>();
        QVERIFY(page != nullptr && page->isVisible());
        QVERIFY(page->spokenName().contains(page->facts().hero.sentence));
    }
};

QTEST_MAIN(TestStakeholders)
#include "tst_stakeholders.moc"
