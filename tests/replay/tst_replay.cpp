// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"
#include "models/replay/facts.h"
#include "models/replay/replaydocument.h"
#include "tests/replay/recordedshop.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <functional>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::vector<QJsonObject> readFacts(const QString &path)
{
    QFile file(path);
    std::vector<QJsonObject> facts;
    if (!file.open(QIODevice::ReadOnly))
        return facts;
    while (!file.atEnd())
        facts.push_back(QJsonDocument::fromJson(file.readLine()).object());
    return facts;
}

/// What the live console does: 400 seconds with a convoy, a restart, and a pause in which nobody recorded.
void liveThrough(const QString &recording, const QString &factsFile, unsigned seed)
{
    RecordedShop shop(recording, seed);
    QFile facts(factsFile);
    if (!facts.open(QIODevice::WriteOnly))
        ::_exit(2);
    std::mt19937 random(seed);
    for (int second = 0; second < 400; ++second) {
        shop.setConvoy(second > 100 && second < 220 ? 1 + second % 12 : 0);
        if (second == 250)
            shop.restart();
        if (second == 300)
            shop.clock().advance(60s);
        shop.live();
        if (random() % 2 == 0)
            facts.write(QJsonDocument(factsOf(shop.platform())).toJson(QJsonDocument::Compact) + '\n');
    }
    shop.finish();
}

/// `value` with the field at `path` replaced by something that it is not.
QJsonValue altered(const QJsonValue &value, const QStringList &path)
{
    if (path.isEmpty())
        return value.isDouble() ? QJsonValue(value.toDouble() + 0.001) : QJsonValue(u"altered"_s);
    const QStringList rest = path.mid(1);
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        array[path[0].toInt()] = altered(array[path[0].toInt()], rest);
        return array;
    }
    QJsonObject object = value.toObject();
    object[path[0]] = altered(object[path[0]], rest);
    return object;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::unique_ptr<RecordingFile> m_file;
    std::unique_ptr<Replay> m_replay;
    std::vector<QJsonObject> m_facts;

    QString differenceAt(const QJsonObject &live) const
    {
        const auto moment = m_replay->moment(timeOfFacts(live), {});
        return moment ? firstDifference(live, factsOf(*moment->platform)) : moment.error().message;
    }

    bool isEverShown(const std::function<bool(const QJsonObject &)> &holds) const
    {
        return std::ranges::any_of(m_facts, holds);
    }

private Q_SLOTS:
    void initTestCase()
    {
        failOnAnyWarning();
        const QString recording = m_dir.filePath(u"shop.surge"_s);
        const QString facts = m_dir.filePath(u"facts"_s);
        static_cast<void>(RecordedShop::key());
        const pid_t child = ::fork();
        if (child == 0) {
            liveThrough(recording, facts, 7);
            ::_exit(0);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        m_facts = readFacts(facts);
        QVERIFY2(m_facts.size() >= 150, qPrintable(QString::number(m_facts.size())));
        m_file = RecordingFile::open(recording).value();
        const RecordingVerdict verdict = m_file->verify(std::nullopt, {}).value();
        QVERIFY2(verdict.intact && verdict.sealed, qPrintable(verdict.reason));
        m_replay = Replay::open(m_file->reader(), {}).value();
    }

    void replayedFactsAreTheLiveOnes() { holdAgainstEachOther(200); }

private:
    void holdAgainstEachOther(int moments)
    {
        std::mt19937 random(3);
        for (int i = 0; i < moments; ++i) {
            const QJsonObject &fact = m_facts[random() % m_facts.size()];
            const QString found = differenceAt(fact);
            QVERIFY2(found.isEmpty(), qPrintable(found));
        }
    }

private Q_SLOTS:
    /// Else nothing would be compared.
    void whatIsNoRecordIsShownToo()
    {
        QVERIFY(isEverShown([](const QJsonObject &facts) {
            return facts[u"status"][u"routes"][0][u"state"].toString() == toWord(RouteState::Held);
        }));
        QVERIFY(isEverShown([](const QJsonObject &facts) {
            for (const QJsonValue &card : facts[u"health"][u"cards"].toArray())
                if (card[u"id"].toString() == u"slo_checkout" && card[u"value"].isDouble())
                    return true;
            return false;
        }));
    }

    void oneAlteredFieldIsSeen_data()
    {
        QTest::addColumn<QStringList>("path");
        QTest::newRow("age of an indicator") << QStringList{u"status"_s, u"indicators"_s, u"0"_s, u"age_s"_s};
        QTest::newRow("state of a route") << QStringList{u"status"_s, u"routes"_s, u"0"_s, u"state"_s};
        QTest::newRow("a database") << QStringList{u"queries"_s, m_facts[0][u"queries"].toObject().keys().value(0)};
        QTest::newRow("a budget") << QStringList{u"health"_s, u"cards"_s, u"0"_s, u"value"_s};
    }

    void oneAlteredFieldIsSeen()
    {
        QFETCH(QStringList, path);
        const QJsonObject fact = m_facts[m_facts.size() / 2];
        QVERIFY(differenceAt(fact).isEmpty());
        const QString found = differenceAt(altered(fact, path).toObject());
        QVERIFY2(found.startsWith(path.join(u'/')), qPrintable(found));
    }

    void theOverviewChangesNoMoment()
    {
        while (!m_replay->overview().complete)
            QVERIFY(bool(m_replay->look(1'000, {})));
        QVERIFY(m_replay->overview().samples.size() > 200);
        QVERIFY(!m_replay->overview().alarms.empty());
        QCOMPARE(m_replay->overview().gaps.size(), std::size_t{1});
        holdAgainstEachOther(60); // the same moments, found from other copies of the platform
    }

    /// What is drawn before the overview stands is what it says in the end.
    void tracksStandBeforeTheOverviewAndAreTheSame()
    {
        const auto again = Replay::open(m_file->reader(), {}).value();
        QVERIFY(bool(again->sketch(500, {})));
        const ReplayOverview part = again->tracks().soFar();
        QVERIFY(!part.samples.empty() && !part.complete);
        while (!again->tracks().overview().complete)
            QVERIFY(bool(again->sketch(1'000, {})));
        while (!again->overview().complete)
            QVERIFY(bool(again->look(1'000, {})));
        const ReplayOverview &quick = again->tracks().overview(), &whole = again->overview();
        QCOMPARE(quick.samples.size(), whole.samples.size());
        for (std::size_t i = 0; i < whole.samples.size(); ++i) {
            QCOMPARE(quick.samples[i].at, whole.samples[i].at);
            QCOMPARE(quick.samples[i].worst, whole.samples[i].worst);
            for (std::size_t j = 0; j < whole.samples[i].indicators.size(); ++j) {
                QCOMPARE(quick.samples[i].indicators[j].value, whole.samples[i].indicators[j].value);
                QCOMPARE(quick.samples[i].indicators[j].state, whole.samples[i].indicators[j].state);
            }
        }
        QCOMPARE(quick.alarms.size(), whole.alarms.size());
        for (std::size_t i = 0; i < whole.alarms.size(); ++i) {
            QCOMPARE(quick.alarms[i].raised, whole.alarms[i].raised);
            QCOMPARE(quick.alarms[i].name, whole.alarms[i].name);
        }
        QCOMPARE(quick.gaps.size(), whole.gaps.size());
    }

    void aGapLooksAsItLooked()
    {
        const ReplaySpan gap = m_replay->overview().gaps.at(0);
        const auto moment = m_replay->moment(gap.from + 30s, {}).value();
        QVERIFY(!moment.shownAt);
        for (const IndicatorView &indicator : moment.platform->view().indicators)
            QCOMPARE(indicator.state, Health::Unknown);
        QVERIFY(!replayDocument(*m_replay, moment)[u"recorded"].toBool());
    }

    void beforeTheFirstMomentNothingIsKnown()
    {
        const auto moment = m_replay->moment(m_replay->begins() - 10s, {}).value();
        QVERIFY(!moment.shownAt);
        QCOMPARE(moment.platform->view().indicators.size(), std::size_t{2});
        QCOMPARE(moment.platform->view().indicators[0].state, Health::Unknown);
    }

    /// In processor time: other work on the machine has nothing to do with it.
    void aMomentIsFoundSoon()
    {
        std::mt19937 random(5);
        std::vector<double> times; // milliseconds
        const auto span = (m_replay->ends() - m_replay->begins()).count();
        for (int i = 0; i < 60; ++i) {
            const std::clock_t began = std::clock();
            QVERIFY(bool(m_replay->moment(m_replay->begins() + Milliseconds(qint64(random()) % span), {})));
            times.push_back(1e3 * double(std::clock() - began) / CLOCKS_PER_SEC);
        }
        std::ranges::sort(times);
        QVERIFY2(times[57] <= 500, qPrintable(QString::number(times[57]))); // of 100 ms; sanitizers have the rest
        qInfo("a moment in %.0f ms (95th of 60)", times[57]);
    }

    void noSecretIsInTheRecording()
    {
        const auto entries = m_file->reader().read({}, {}).value();
        for (const JournalEntry &entry : entries) {
            QVERIFY(!entry.body.contains("secret"));
            QVERIFY(!entry.body.contains("TOKEN"));
        }
        QCOMPARE(m_replay->moment(m_replay->ends(), {})->platform->workspace().indicators.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
