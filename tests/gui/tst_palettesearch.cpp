// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/palettesearch.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

namespace {

PaletteItem item(const char *id, CommandGroup group, const char *title)
{
    PaletteItem result;
    result.group = group;
    result.entry.id = QLatin1String(id);
    result.entry.title = QString::fromUtf8(title);
    return result;
}

std::vector<PaletteItem> shop()
{
    std::vector<PaletteItem> items{
        item("hold", CommandGroup::DoNow, "Hold every traffic shift"),
        item("copy", CommandGroup::DoNow, "Copy situation"),
        item("light", CommandGroup::DoNow, "Light theme"),
        item("traffic", CommandGroup::GoTo, "Traffic of /checkout/*"),
        item("alarm", CommandGroup::GoTo, "Alarm 03:02:48 Traffic shift held by guard"),
        item("payments", CommandGroup::GoTo, "Service Übersicht Zahlungen"),
        item("locks", CommandGroup::LookUp, "Sessions that hold locks"),
    };
    items[2].listing = Listing::WhenSought;
    items[0].entry.refusal = QStringLiteral("nothing runs");
    return items;
}

QString idsFor(const QString &query, const std::vector<PaletteItem> &items, const QStringList &recent = {})
{
    QStringList ids;
    for (const std::size_t index : searchPalette(query, items, recent))
        ids << items[index].entry.id;
    return ids.join(QLatin1Char(' '));
}

} // namespace

class TestPaletteSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void fits_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *query, const char *text, bool fits) {
            QTest::addRow("%s in %s", query, text) << QString::fromUtf8(query) << QString::fromUtf8(text) << fits;
        };
        row("hold", "Hold every traffic shift", true);
        row("HOLD tra", "Hold every traffic shift", true);
        row("shift hold", "Hold every traffic shift", true);
        row("hets", "Hold every traffic shift", true);
        row("chkt", "Checkout success", true);
        row("chekcout", "Checkout success", true);
        row("chckout", "Checkout success", true);
        row("ubersicht", "Service Übersicht", true);
        row("uber", "Service Übersicht", true);
        row("out", "Checkout success", true);
        row("x", "Checkout success", false);
        row("hold database", "Hold every traffic shift", false);
        row("suc pool", "Checkout success", false);
        row("", "Checkout success", true);
    }
    void fits()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QFETCH(bool, fits);
        QCOMPARE(fitOf(query, text) > 0, fits);
    }

    void theBetterFitIsWorthMore_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("whole word before beginning") << "hold"
                                                     << "Hold it"
                                                     << "Holder of it";
        QTest::newRow("beginning before middle") << "check"
                                                 << "Checkout"
                                                 << "Precheck";
        QTest::newRow("middle before letters") << "out"
                                               << "Checkout"
                                               << "Oldunit";
        QTest::newRow("early before late") << "shift"
                                           << "Shift held by guard"
                                           << "Hold every traffic shift";
        QTest::newRow("letters before a slip") << "chkt"
                                               << "Checkout"
                                               << "Chat";
    }
    void theBetterFitIsWorthMore()
    {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY2(fitOf(query, better) > fitOf(query, worse),
                 qPrintable(QStringLiteral("%1 %2").arg(fitOf(query, better)).arg(fitOf(query, worse))));
    }

    void orders()
    {
        const auto items = shop();
        QCOMPARE(idsFor({}, items), QStringLiteral("copy hold traffic alarm payments locks"));
        QCOMPARE(idsFor(QStringLiteral("hold"), items), QStringLiteral("hold locks alarm"));
        QCOMPARE(idsFor(QStringLiteral("traffic"), items), QStringLiteral("traffic alarm hold"));
        QCOMPARE(idsFor(QStringLiteral("theme"), items), QStringLiteral("light"));
        QCOMPARE(idsFor(QStringLiteral("nothing like this"), items), QString());
    }

    void whatWasUsedOrIsWrongComesFirst()
    {
        auto items = shop();
        QCOMPARE(idsFor({}, items, {QStringLiteral("alarm")}),
                 QStringLiteral("copy hold alarm traffic payments locks"));
        items[5].inContext = true;
        QCOMPARE(idsFor({}, items), QStringLiteral("copy hold payments traffic alarm locks"));
    }

    void whatCanNotBeGivenStays()
    {
        const auto items = shop();
        QVERIFY(idsFor(QStringLiteral("every"), items) == QStringLiteral("hold"));
    }
};

QTEST_APPLESS_MAIN(TestPaletteSearch)
#include "tst_palettesearch.moc"
