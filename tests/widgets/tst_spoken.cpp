// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testrules.h"
#include "tests/support/widgets/widgetrules.h"
#include "tests/widgets/gallery.h"
#include "tests/widgets/sampleparts.h"
#include "widgets/splitbar.h"
#include "widgets/statusicon.h"
#include "widgets/steprail.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/theme.h"

#include <QAccessible>
#include <QTest>

using namespace surgedeck;

namespace {

QAccessibleInterface *face(QWidget *widget)
{
    return QAccessible::queryAccessibleInterface(widget);
}

QString nameOf(QWidget *widget)
{
    return face(widget)->text(QAccessible::Name);
}

} // namespace

class TestSpoken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::apply(ThemeName::Dark); }
    void init() { failOnAnyWarning(); }

    void aTileSaysLabelValueStateTargetAge()
    {
        ValueTile tile({QStringLiteral("Checkout success"), QStringLiteral("%"), QStringLiteral("web")});
        tile.setReading(sample::reading("97.81", Health::Critical, "target ≥ 99.95 %", "−2.16 pt", sample::live(2)));
        QCOMPARE(nameOf(&tile), QStringLiteral("Checkout success, 97.81 %, critical, target ≥ 99.95 %, 2 seconds old"));
        QCOMPARE(face(&tile)->text(QAccessible::Description), QStringLiteral("from web, −2.16 pt"));
        tile.setTrend(sample::trend(99.97, 97.81, 99.95, TrendData::BadSide::Below, Health::Critical));
        QVERIFY(face(&tile)->valueInterface() != nullptr);
        QVERIFY(std::abs(face(&tile)->valueInterface()->currentValue().toDouble() - 97.81) < 0.2);
    }

    void whatIsNotCurrentIsNeverNormal()
    {
        ValueTile tile({QStringLiteral("Database pool"), QStringLiteral("%"), QStringLiteral("orders-db")});
        tile.setReading(sample::reading("48", Health::Normal, "limit 70 %", "", sample::stale(42)));
        QCOMPARE(nameOf(&tile), QStringLiteral("Database pool, 48 %, unknown, limit 70 %, stale, 42 seconds old"));
        tile.setReading(sample::reading("48", Health::Normal, "limit 70 %", "",
                                        {.kind = DataState::Kind::Disconnected, .since = QStringLiteral("03:13:03")}));
        QCOMPARE(nameOf(&tile),
                 QStringLiteral("Database pool, not known, unknown, limit 70 %, no data since 03:13:03"));
        tile.setReading({.health = Health::Unknown, .state = sample::live(1)});
        QCOMPARE(nameOf(&tile), QStringLiteral("Database pool, not known, unknown, 1 second old"));
    }

    void everyStateIconSaysTheWord()
    {
        for (const Health health :
             {Health::Normal, Health::Unknown, Health::Attention, Health::Degraded, Health::Critical}) {
            StatusIcon icon(QStringLiteral("Checkout"));
            icon.setHealth(health);
            QVERIFY(nameOf(&icon).contains(toWord(health), Qt::CaseInsensitive));
        }
        StatusIcon fresh;
        QVERIFY(nameOf(&fresh).contains(QStringLiteral("unknown"), Qt::CaseInsensitive));
    }

    void aSplitSaysBothFacts()
    {
        SplitBar bar;
        bar.setSplit({QStringLiteral("New platform"), QStringLiteral("legacy"), 25.2, 25.0});
        QCOMPARE(nameOf(&bar), QStringLiteral("New platform, observed 25.2 %, normal"));
        QCOMPARE(face(&bar)->text(QAccessible::Description), QStringLiteral("desired 25 %, legacy 74.8 %"));
        QCOMPARE(face(&bar)->role(), QAccessible::ProgressBar);
        bar.setSplit({QStringLiteral("New platform"), QStringLiteral("legacy"), std::nullopt, 25.0, Health::Unknown});
        QCOMPARE(nameOf(&bar), QStringLiteral("New platform, observed not known, unknown"));
        QVERIFY(face(&bar)->valueInterface() == nullptr);
    }

    void aRailSaysWhereItStands()
    {
        StepRail rail;
        rail.setSteps({{QStringLiteral("1 %"), RailStep::Kind::Done}, {QStringLiteral("5 %"), RailStep::Kind::Held}});
        QCOMPARE(nameOf(&rail), QStringLiteral("step 2 of 2, 5 %, held"));
    }

    void theKeyboardWalksFromTopToBottom()
    {
        const auto cockpit = makeCockpitGallery(sample::Mood::Incident);
        cockpit->show();
        QStringList walk;
        for (QWidget *w = cockpit->nextInFocusChain(); w != cockpit.get(); w = w->nextInFocusChain())
            if (w->focusPolicy() & Qt::TabFocus)
                walk << QString::fromLatin1(w->metaObject()->className()).section(QStringLiteral("::"), -1);
        walk.removeDuplicates();
        QCOMPARE(walk.mid(0, 4).join(QLatin1Char(' ')), QStringLiteral("ViewTab CommandField FreshnessStrip Button"));
    }

    void everythingThatTheKeyboardReachesHasAName()
    {
        for (const auto mood : {sample::Mood::Calm, sample::Mood::Incident}) {
            const auto cockpit = makeCockpitGallery(mood);
            cockpit->resize(1920, 1080);
            cockpit->show();
            QCOMPARE(focusableWithoutName(*cockpit).join(QLatin1Char('\n')), QString());
            for (StatusIcon *icon : cockpit->findChildren<StatusIcon *>())
                QVERIFY(nameOf(icon).contains(stateWord(icon->health()), Qt::CaseInsensitive));
        }
    }
};

QTEST_MAIN(TestSpoken)
#include "tst_spoken.moc"
