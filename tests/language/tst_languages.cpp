// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/language.h"
#include "tests/gui/cockpitbench.h"
#include "tests/support/testrules.h"
#include "tests/support/widgets/pseudolanguage.h"
#include "tests/support/widgets/widgetrules.h"
#include "widgets/datastate.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"

#include <QScopeGuard>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

/// A language for as long as this lives: "de", or "pseudo".
class Speaking
{
public:
    explicit Speaking(const QString &code)
    {
        if (code == QLatin1String("pseudo"))
            QCoreApplication::installTranslator(&m_pseudo);
        else
            m_language = std::make_unique<Language>(code);
    }
    ~Speaking() { QCoreApplication::removeTranslator(&m_pseudo); }
    Speaking(const Speaking &) = delete;
    Speaking &operator=(const Speaking &) = delete;

private:
    PseudoLanguage m_pseudo;
    std::unique_ptr<Language> m_language;
};

QString titleOf(CockpitBench &bench, const char *panel)
{
    return bench.find<Panel>(panel)->header()->title();
}

} // namespace

class TestLanguages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
        qunsetenv("SURGEDECK_LANG");
    }

    void bothLanguagesAreInTheBinary()
    {
        QVERIFY(availableLanguages().contains(QStringLiteral("de")));
        QVERIFY(availableLanguages().contains(QStringLiteral("en")));
        QCOMPARE(languageName(QStringLiteral("de")), QStringLiteral("Deutsch"));
    }

    void aVariantOfALanguageIsThatLanguage_data()
    {
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("code");
        QTest::newRow("Austria") << "de_AT.UTF-8"
                                 << "de";
        QTest::newRow("Switzerland") << "de-CH"
                                     << "de";
        QTest::newRow("English") << "en_GB"
                                 << "en";
        QTest::newRow("one that we do not speak") << "xx"
                                                  << "en";
    }
    void aVariantOfALanguageIsThatLanguage()
    {
        QFETCH(QString, wish);
        const Language language(wish.section(QLatin1Char('.'), 0, 0));
        QTEST(language.code(), "code");
    }

    void theEnvironmentOverridesTheSettingForARun()
    {
        qputenv("SURGEDECK_LANG", "de");
        const auto forget = qScopeGuard([] { qunsetenv("SURGEDECK_LANG"); });
        QCOMPARE(Language(QStringLiteral("en")).code(), QStringLiteral("de"));
    }

    void theWindowSpeaksGerman()
    {
        const Speaking german(QStringLiteral("de"));
        CockpitBench bench;
        bench.feed(convoyRecords, 20);
        QCOMPARE(titleOf(bench, "panel-alarms"), QStringLiteral("Alarme"));
        QCOMPARE(titleOf(bench, "panel-queries"), QStringLiteral("Langsame Abfragen"));
        QVERIFY(bench.find<Panel>("panel-health")->header()->subtitle().startsWith(QStringLiteral("10 Dienste")));
        const auto *alarms = bench.find<Panel>("panel-alarms");
        QVERIFY(alarms->header()->subtitle().contains(QStringLiteral("aktiv")));
    }

    void aNumberDecidesTheWord()
    {
        const DataState one{.kind = DataState::Kind::Live, .age = 1s};
        const DataState two{.kind = DataState::Kind::Live, .age = 2s};
        {
            const Speaking english(QStringLiteral("en"));
            QCOMPARE(spokenAge(one), QStringLiteral("1 second old"));
            QCOMPARE(spokenAge(two), QStringLiteral("2 seconds old"));
        }
        const Speaking german(QStringLiteral("de"));
        QCOMPARE(spokenAge(one), QStringLiteral("1 Sekunde alt"));
        QCOMPARE(spokenAge(two), QStringLiteral("2 Sekunden alt"));
    }

    /// In the language that nobody speaks every word of ours has an accent or a tail: one that has none was never given
    /// to a translator.
    void nothingWasForgotten()
    {
        const Speaking pseudo(QStringLiteral("pseudo"));
        CockpitBench bench;
        bench.feed(calmRecords, 3);
        QStringList plain;
        for (const Panel *panel : bench.window.findChildren<Panel *>())
            if (panel->isVisible() && !panel->header()->title().contains(QLatin1Char('~')))
                plain << panel->header()->title();
        QCOMPARE(plain, QStringList());
    }

    void noFigureIsCut_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("percent");
        for (const QString &language : {QStringLiteral("de"), QStringLiteral("pseudo")})
            for (const QSize size : {QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080), QSize(2560, 1440)})
                for (const int percent : {100, 150})
                    QTest::addRow("%s %dx%d at %d %%", qPrintable(language), size.width(), size.height(), percent)
                        << language << size << percent;
    }

    void noFigureIsCut()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        QFETCH(int, percent);
        const Speaking speaking(language);
        theme::apply(ThemeName::Dark, percent);
        CockpitBench bench(size);
        bench.feedHour();
        bench.feed(convoyRecords, 18);
        QCOMPARE(bench.window.size(), size);
        const QStringList cut = cutTextsOf(
            bench, QStringLiteral("%1-%2x%3-%4").arg(language).arg(size.width()).arg(size.height()).arg(percent));
        QStringList bad;
        std::copy_if(cut.begin(), cut.end(), std::back_inserter(bad), isFigure);
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QStringLiteral(" | "))));
        QCOMPARE(outsideOfParent(*bench.view()).join(QLatin1Char('\n')), QString());
    }
};

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
