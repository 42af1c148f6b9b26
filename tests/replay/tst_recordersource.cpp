// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "models/store/watched.h"
#include "tests/replay/recordedshop.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRecorderSource : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    static SourceSettings settingsOf(const QString &file)
    {
        SourceSettings settings;
        settings.id = u"before"_s;
        settings.type = u"recorder"_s;
        settings.endpoint = file;
        return settings;
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// While the recorder writes, and after it was ended.
    void aConsoleThatIsOpenedLateHasWhatWasBefore()
    {
        const QString file = m_dir.filePath(u"r.surge"_s);
        RecordedShop shop(file, 5);
        for (int second = 0; second < 120; ++second)
            shop.live();
        for (const bool ended : {false, true}) {
            if (ended)
                shop.finish();
            auto made = createSource(settingsOf(file), shop.clock());
            const SourcePtr source = std::move(made.value());
            std::size_t points = 0;
            const auto result = source->poll({});
            QVERIFY2(result, result ? "" : qPrintable(result.error().message));
            for (const Observation &observation : result->observations)
                if (const auto *history = std::get_if<MetricHistory>(&observation);
                    history && history->key == watched::indicator(u"orders"_s))
                    points = history->points.size();
            QVERIFY2(points >= 15 && points <= 30, qPrintable(QString::number(points)));
            QVERIFY(result->newestSample && shop.clock().now() - *result->newestSample <= 1s);
            QVERIFY(source->poll({})->observations.empty());
        }
    }

    void aMissingFileIsAnErrorWithItsName()
    {
        TestClock clock;
        auto made = createSource(settingsOf(m_dir.filePath(u"none"_s)), clock);
        const SourcePtr source = std::move(made.value());
        const auto result = source->poll({});
        QVERIFY(!result);
        QVERIFY(result.error().message.contains(u"none"));
        QCOMPARE(source->diagnose({}).at(0).ok, std::optional(false));
        QVERIFY(!createSource(settingsOf({}), clock));
    }
};

QTEST_GUILESS_MAIN(TestRecorderSource)
#include "tst_recordersource.moc"
