// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN
#include "connectors/scrape/localexpressions.h"
#include "connectors/scrape/sampleblocks.h"
#endif
#include "tests/support/testrules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr WallTime noon{Milliseconds(1'790'000'000'000 / 3'600'000 * 3'600'000)}; // on a full hour
constexpr auto everything = SampleBlocks::Keep::Everything;

/// A counter of one a second and a gauge, of one session.
struct Recorder
{
    explicit Recorder(const QString &folder, const SampleBlockLimits &limits = {})
        : blocks(folder, limits)
    {
    }

    void scrape(WallTime from, Milliseconds length)
    {
        metrics::SharedSamples::Appending store(*samples);
        const auto counter = store->seriesFor(metrics::Labels{{"__name__", "orders_total"}, {"job", "web"}});
        const auto gauge = store->seriesFor(metrics::Labels{{"__name__", "depth"}, {"job", "web"}});
        for (Milliseconds at{0}; at < length; at += 1s) {
            const std::int64_t ms = (from + at).time_since_epoch().count();
            store->append(counter, {ms, static_cast<double>((from + at - noon) / 1s + 100'000)});
            store->append(gauge, {ms, static_cast<double>(ms / 1000 % 7)});
        }
    }

    Status keep(WallTime now, SampleBlocks::Keep what = everything)
    {
        return blocks.keep(samples->reading(), began, now, what);
    }

    metrics::EarlierSamples load(WallTime now)
    {
        return blocks.load(*metrics::SharedSamples::Appending(*samples).operator->(), now);
    }

    std::size_t count() const { return samples->reading().size().samples; }

    std::shared_ptr<metrics::SharedSamples> samples = std::make_shared<metrics::SharedSamples>();
    SampleBlocks blocks;
    WallTime began = noon;
};

} // namespace

class TestSampleBlocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void theNextSessionHasWhatWasKept()
    {
        Recorder first(path());
        first.scrape(noon, 10min);
        QVERIFY(first.keep(noon + 5min, SampleBlocks::Keep::WhatIsComplete));
        QVERIFY(first.keep(noon + 10min));
        QCOMPARE(names().size(), 2);

        Recorder second(path());
        const auto earlier = second.load(noon + 11min);
        QCOMPARE(second.count(), first.count());
        QVERIFY(earlier.problems.empty());
        QCOMPARE(earlier.stretches.size(), 1u);
        QCOMPARE(earlier.stretches[0].fromMs, noon.time_since_epoch().count());
        Recorder later(path()); // two hours are what a store keeps
        QVERIFY(later.load(noon + 3h).stretches.empty() && later.count() == 0);
    }

    void onlyOneWrites()
    {
        Recorder first(path()), second(path());
        first.scrape(noon, 1min);
        second.scrape(noon, 1min);
        QVERIFY(first.keep(noon + 1min));
        const QStringList before = names();
        second.scrape(noon + 1min, 1min);
        QVERIFY(second.keep(noon + 2min)); // in peace, and without a word
        QCOMPARE(names(), before);
    }

    void aDamagedBlockIsSetAsideAndTold()
    {
        {
            Recorder session(path());
            session.scrape(noon, 4min);
            QVERIFY(session.keep(noon + 2min) && session.keep(noon + 4min));
        }
        const QString first = path() + QLatin1Char('/') + names().at(0);
        QFile file(first);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        const char byte = file.peek(1).at(0);
        file.write(QByteArray(1, static_cast<char>(byte ^ 0x10)));
        file.close();
        Recorder session(path());
        const auto earlier = session.load(noon + 5min);
        QCOMPARE(earlier.problems.size(), 1u);
        QVERIFY2(earlier.problems[0].find("set aside") != std::string::npos, earlier.problems[0].c_str());
        QVERIFY(session.count() >= 2 * 119); // the other block, whole
        QVERIFY(QFile::exists(first + QStringLiteral(".damaged")) && !QFile::exists(first));
        QVERIFY(Recorder(path()).load(noon + 5min).problems.empty()); // told once
    }

    void whatACrashLeavesIsNoHarm()
    {
        Recorder session(path());
        session.scrape(noon, 2min);
        QVERIFY(session.keep(noon + 1min));
        const QString rest = path() + QStringLiteral("/1-2.samples.a1b2C3");
        QFile half(rest);
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half") == 4);
        half.close();
        Recorder next(path());
        QVERIFY(next.load(noon + 2min).problems.empty());
        QVERIFY(session.keep(noon + 2min));
        QVERIFY(!QFile::exists(rest));
    }

    void hoursAreOneBlock()
    {
        Recorder session(path());
        session.scrape(noon, 70min);
        for (Milliseconds passed = 1min; passed <= 70min; passed += 1min)
            QVERIFY(session.keep(noon + passed, SampleBlocks::Keep::WhatIsComplete));
        QVERIFY2(names().size() < 12, qPrintable(names().join(u' ')));
        QVERIFY(names().at(0).endsWith(
            QStringLiteral("-%1.samples").arg((noon + 1h).time_since_epoch().count() - 1))); // to its last millisecond
        Recorder next(path());
        QVERIFY(next.load(noon + 70min).problems.empty());
        QVERIFY(next.count() >= 2 * (70 * 60 - 40));
    }

    void roomAndTimeAreBounded()
    {
        SampleBlockLimits limits;
        limits.mostBytes = 20'000;
        limits.keep = 90min;
        Recorder session(path(), limits);
        for (Milliseconds passed{0}; passed < 4h; passed += 10min) {
            session.scrape(noon + passed, 10min);
            QVERIFY(session.keep(noon + passed + 10min));
            QVERIFY(bytes() <= limits.mostBytes);
        }
        const qint64 oldest = names().at(0).section(u'-', 1).section(u'.', 0, 0).toLongLong();
        QVERIFY(oldest >= (noon + 4h - 90min - 10min).time_since_epoch().count());
        QVERIFY(names().size() > 1);
    }

    /// A closed lid: no block may claim the time in which nobody looked.
    void timeThatWasSleptThroughIsAGap()
    {
        Recorder session(path());
        session.scrape(noon, 2min);
        QVERIFY(session.keep(noon + 2min));
        session.scrape(noon + 29min + 30s, 30s);
        QVERIFY(session.keep(noon + 30min));
        Recorder next(path());
        const auto earlier = next.load(noon + 30min);
        QCOMPARE(earlier.stretches.size(), 2u);
        QVERIFY(earlier.stretches[1].fromMs >= (noon + 29min).time_since_epoch().count());
        QCOMPARE(next.count(), session.count());
    }

    void samplesOfTheFutureAreLeftAlone()
    {
        Recorder session(path());
        session.scrape(noon, 1min);
        QVERIFY(session.keep(noon + 1min));
        Recorder next(path()); // the clock was an hour ahead, and was put right
        QVERIFY(next.load(noon - 1h).stretches.empty());
        QCOMPARE(next.count(), 0u);
        next.began = noon - 1h;
        next.scrape(noon - 1h, 1min);
        session = Recorder(path());
        QVERIFY(next.keep(noon - 1h + 1min));
        QCOMPARE(names().size(), 2);
    }

    void aFolderThatCannotBeWrittenIsTold()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        Recorder session(path());
        session.scrape(noon, 1min);
        QVERIFY(!session.keep(noon + 1min));
    }

    /// A restart in the middle of an hour: figures and their history go on, and nothing looks like an outage.
    void expressionsGoOnAfterARestart()
    {
        {
            Recorder session(path());
            session.scrape(noon, 20min);
            QVERIFY(session.keep(noon + 20min));
        }
        SourceSettings settings;
        settings.expressions = {{QStringLiteral("rate"), QStringLiteral("sum(rate(orders_total[5m]))")}};
        const auto samples = std::make_shared<metrics::SharedSamples>();
        const SampleBlocks blocks(path());
        const WallTime now = noon + 20min + 10s;
        samples->setLoader([&](metrics::SampleStore &store) { return blocks.load(store, now); });
        LocalExpressions expressions(settings, samples);
        expressions.loadEarlier();
        const auto histories = expressions.earlier(now, {});
        QCOMPARE(histories.size(), 1u);
        const auto &points = histories[0].points;
        QVERIFY(points.size() > 60 && points.size() <= 94); // of fifteen minutes: the first five are not covered
        for (const MetricPoint &point : points)
            QVERIFY2(point.time > noon + 5min - 1s && qAbs(point.value - 1) < 0.1,
                     qPrintable(QString::number(point.value)));
        QVERIFY(expressions.earlier(now, {}).empty()); // once
        {
            metrics::SharedSamples::Appending store(*samples);
            store->append(store->seriesFor(metrics::Labels{{"__name__", "orders_total"}, {"job", "web"}}),
                          {now.time_since_epoch().count(), 100'000 + 20 * 60 + 10});
        }
        const auto value = expressions.evaluate(now, {}).values.at(0);
        QVERIFY(value.value && qAbs(*value.value - 1) < 0.1);
    }

    /// A week later, around the same time: what it was then.
    void lastWeekIsTold()
    {
        {
            Recorder session(path());
            session.scrape(noon, 2h);
            QVERIFY(session.keep(noon + 2h));
        }
        SourceSettings settings;
        settings.expressions = {{QStringLiteral("rate"), QStringLiteral("sum(rate(orders_total[5m]))")}};
        const auto samples = std::make_shared<metrics::SharedSamples>();
        const SampleBlocks blocks(path());
        samples->setPast([&](metrics::SampleStore &store, metrics::Stretch time) {
            blocks.loadAround(store, WallTime(Milliseconds(time.fromMs)), WallTime(Milliseconds(time.toMs)));
        });
        LocalExpressions expressions(settings, samples);
        expressions.loadEarlier();
        const WallTime now = noon + 7 * 24h + 90min;
        const auto histories = expressions.earlier(now, {});
        QCOMPARE(histories.size(), 1u);
        QVERIFY(histories[0].earlierBy == Milliseconds(7 * 24h));
        QVERIFY(histories[0].points.front().time >= noon + 30min &&
                histories[0].points.back().time >= noon + 2h - 1min);
        QVERIFY(qAbs(histories[0].points.at(10).value - 1) < 0.01);
        QVERIFY(expressions.earlier(now + 1min, {}).empty());
        QCOMPARE(expressions.earlier(now + 61min, {}).size(), 1u); // the next hour
    }

private:
    QString path() const { return m_folder->path() + QStringLiteral("/samples"); }
    QStringList names() const { return QDir(path()).entryList({QStringLiteral("*.samples")}, QDir::Files, QDir::Name); }
    qint64 bytes() const
    {
        qint64 all = 0;
        for (const QFileInfo &info : QDir(path()).entryInfoList({QStringLiteral("*.samples")}, QDir::Files))
            all += info.size();
        return all;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSampleBlocks)
#include "tst_sampleblocks.moc"
