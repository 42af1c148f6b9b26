// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/recordingfile.h"
#include "models/replay/replaydocument.h"
#include "tests/replay/recordedshop.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Fact
{
    WallTime at{};
    QJsonObject status, queries;
};

QByteArray lineOf(const Platform &platform)
{
    return QJsonDocument(QJsonObject{{u"at"_s, qint64(platform.view().now.time_since_epoch().count())},
                                     {u"status"_s, statusOf(platform)},
                                     {u"queries"_s, queriesOf(platform)}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

std::vector<Fact> readFacts(const QString &path)
{
    QFile file(path);
    std::vector<Fact> facts;
    if (!file.open(QIODevice::ReadOnly))
        return facts;
    while (!file.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
        facts.push_back(
            {WallTime(Milliseconds(line[u"at"].toInteger())), line[u"status"].toObject(), line[u"queries"].toObject()});
    }
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
            facts.write(lineOf(shop.platform()));
    }
    shop.finish();
}

/// The first field that differs; empty: none does.
QString difference(const QJsonValue &live, const QJsonValue &replayed, const QString &path)
{
    if (live == replayed)
        return {};
    if (live.isObject() && replayed.isObject()) {
        const QJsonObject a = live.toObject();
        for (auto field = a.begin(); field != a.end(); ++field)
            if (const QString found = difference(*field, replayed[field.key()], path + u'/' + field.key());
                !found.isEmpty())
                return found;
    }
    if (live.isArray() && replayed.isArray() && live.toArray().size() == replayed.toArray().size())
        for (qsizetype i = 0; i < live.toArray().size(); ++i)
            if (const QString found = difference(live[i], replayed[i], path + u'/' + QString::number(i));
                !found.isEmpty())
                return found;
    return path + u": "_s +
           QString::fromUtf8(QJsonDocument(QJsonObject{{u"live"_s, live}, {u"replayed"_s, replayed}}).toJson());
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::unique_ptr<RecordingFile> m_file;
    std::unique_ptr<Replay> m_replay;
    std::vector<Fact> m_facts;

    QString differenceAt(const Fact &fact) const
    {
        const auto moment = m_replay->moment(fact.at, {});
        if (!moment)
            return moment.error().message;
        const QString inStatus = difference(fact.status, statusOf(*moment->platform), u"status"_s);
        return inStatus.isEmpty() ? difference(fact.queries, queriesOf(*moment->platform), u"queries"_s) : inStatus;
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

    void replayedFactsAreTheLiveOnes()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 200; ++i) {
            const Fact &fact = m_facts[random() % m_facts.size()];
            const QString found = differenceAt(fact);
            QVERIFY2(found.isEmpty(), qPrintable(found));
        }
    }

    void oneAlteredFieldIsSeen()
    {
        Fact fact = m_facts[m_facts.size() / 2];
        QVERIFY(differenceAt(fact).isEmpty());
        QJsonArray indicators = fact.status[u"indicators"].toArray();
        QJsonObject first = indicators[0].toObject();
        first[u"age_s"_s] = first[u"age_s"].toDouble() + 0.001;
        indicators[0] = first;
        fact.status[u"indicators"_s] = indicators;
        QVERIFY(differenceAt(fact).contains(u"age_s"));
    }

    void theOverviewChangesNoMoment()
    {
        while (!m_replay->overview().complete)
            QVERIFY(bool(m_replay->look(1'000, {})));
        QVERIFY(m_replay->overview().samples.size() > 200);
        QVERIFY(!m_replay->overview().alarms.empty());
        QCOMPARE(m_replay->overview().gaps.size(), std::size_t{1});
        replayedFactsAreTheLiveOnes();
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

    void aMomentIsFoundSoon()
    {
        std::mt19937 random(5);
        std::vector<qint64> times;
        const auto span = (m_replay->ends() - m_replay->begins()).count();
        for (int i = 0; i < 100; ++i) {
            QElapsedTimer timer;
            timer.start();
            QVERIFY(bool(m_replay->moment(m_replay->begins() + Milliseconds(qint64(random()) % span), {})));
            times.push_back(timer.elapsed());
        }
        std::ranges::sort(times);
        QVERIFY2(times[95] <= 500,
                 qPrintable(QString::number(times[95]))); // of 100 ms; other work and sanitizers have the rest
        qInfo("a moment in %lld ms (95th of 100)", times[95]);
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
