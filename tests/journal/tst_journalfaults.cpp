// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalrecorder.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/recordingwriter.h"
#include "tests/journal/failingfiles.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using failingfiles::Call;
using failingfiles::Lasting;

namespace {

constexpr int observationsAtOnce = 5;
constexpr int rounds = 4;
constexpr int mostCalls = 2'000; ///< that one scenario can have; more would be a loop without an end
constexpr int usualCalls = 6;    ///< that fail in a test of every day; the soak has each one fail

JournalEvent numbered(int number)
{
    return {u"ops"_s, {}, u"note"_s, {{u"number"_s, number}}};
}

/// What a console does in some seconds: observations and events, with the clock going on. The numbers of the events
/// that it was told to be stored.
QSet<int> work(JournalRecorder &recorder, TestClock &clock, int from)
{
    QSet<int> stored;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Record> records;
        for (int i = 0; i < observationsAtOnce; ++i)
            records.push_back({clock.now(), clock.monotonic(), u"db"_s, LockGraph{i, {}, {}}});
        recorder.take(records);
        if (recorder.note(numbered(from + round)))
            stored.insert(from + round);
        clock.advance(35s); // a file that was given up is tried again
    }
    return stored;
}

QSet<int> eventsIn(const RecordingFile &file)
{
    QSet<int> found;
    const auto entries = file.reader().read({{}, {}, {}, 10'000}, {}).value();
    for (const JournalEntry &entry : entries) {
        if (entry.type == u"note")
            found.insert(QString::fromUtf8(entry.body).section(u':', 1).chopped(1).toInt());
    }
    return found;
}

} // namespace

class TestJournalFaults : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    int m_calls = 0; ///< of the kind that was to fail, in the last run

    QString path() const { return m_dir->filePath(u"recorder.surge"_s); }
    std::shared_ptr<const SigningKey> key() const { return SigningKey::at(m_dir->filePath(u"key"_s)).value(); }

    JournalRecorder::Parts parts() const
    {
        JournalRecorder::Parts made;
        made.file = path();
        made.directory = m_dir->path();
        made.signer = key();
        made.limits.ballastBytes = 64 * 1024;
        made.limits.leastFreeBytes = 0;
        return made;
    }

    /// Whether the call that was to fail came.
    bool countCalls(const failingfiles::Plan &plan)
    {
        m_calls = failingfiles::calls();
        return plan.nth > 0 && m_calls >= plan.nth;
    }

    /// One run in which a call fails, and what must hold after it. False: nothing failed, or the test did.
    bool recorderSurvives(const failingfiles::Plan &plan)
    {
        TestClock clock;
        QSet<int> stored;
        bool isClosed = false;
        const auto made = parts(); // its key is not what is tested
        failingfiles::arm(plan);
        {
            JournalRecorder recorder(made, clock);
            stored = work(recorder, clock, 0);
            isClosed = bool(recorder.finish());
        }
        const bool hit = countCalls(plan);
        failingfiles::arm({}); // the disk is well again
        // A recorder goes on in the same file, and everything that was promised is there.
        {
            JournalRecorder recorder(made, clock);
            const QSet<int> later = work(recorder, clock, rounds);
            if (later.size() != rounds || !recorder.finish())
                return QTest::qFail(qPrintable(u"call %1: the recorder does not go on: %2"_s.arg(plan.nth).arg(
                                        recorder.health().reason)),
                                    __FILE__, __LINE__),
                       false;
            stored += later;
        }
        const auto file = RecordingFile::open(path());
        const auto verdict = file ? (*file)->verify({}, {}) : Result<RecordingVerdict>(file.error());
        if (!verdict || !verdict->intact || !verdict->sealed)
            return QTest::qFail(qPrintable(u"call %1: %2"_s.arg(plan.nth).arg(verdict ? verdict->reason
                                                                                      : verdict.error().message)),
                                __FILE__, __LINE__),
                   false;
        const QSet<int> missing = stored - eventsIn(**file);
        if (!missing.isEmpty())
            return QTest::qFail(
                       qPrintable(u"call %1: %2 events that were told to be stored are missing"_s.arg(plan.nth).arg(
                           missing.size())),
                       __FILE__, __LINE__),
                   false;
        if (!hit && !isClosed)
            return QTest::qFail("without any failure the recorder did not close its file", __FILE__, __LINE__), false;
        return hit;
    }

    /// A closed file is there whole, or not at all.
    bool closedFileIsWholeOrMissing(const failingfiles::Plan &plan)
    {
        const auto signer = key();
        failingfiles::arm(plan);
        bool isFinished = false;
        if (auto writer = RecordingWriter::create(path(), signer)) {
            bool added = true;
            for (int i = 0; i < 20; ++i)
                added = bool((*writer)->add(entryOf(numbered(i), {}, {}))) && added;
            isFinished = added && bool((*writer)->finish());
        }
        const bool hit = countCalls(plan);
        failingfiles::disarm();
        const bool exists = QFile::exists(path());
        bool isWhole = false;
        if (exists) {
            const auto file = RecordingFile::open(path());
            const auto verdict = file ? (*file)->verify({}, {}) : Result<RecordingVerdict>(file.error());
            isWhole = verdict && verdict->intact && verdict->sealed && eventsIn(**file).size() == 20;
        }
        if (exists != isWhole || (isFinished && !exists) || QFile::exists(path() + u".part"_s))
            return QTest::qFail(qPrintable(u"call %1: finished %2, there %3, whole %4"_s.arg(plan.nth)
                                               .arg(isFinished)
                                               .arg(exists)
                                               .arg(isWhole)),
                                __FILE__, __LINE__),
                   false;
        return hit;
    }

    void eachCall(bool (TestJournalFaults::*survives)(const failingfiles::Plan &), failingfiles::Plan plan)
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(!(this->*survives)(plan)); // nothing fails: how many calls there are
        QVERIFY(!QTest::currentTestFailed());
        const int all = m_calls;
        QVERIFY(all > 0 && all < mostCalls);
        const int step = qEnvironmentVariableIsSet("SURGEDECK_EVERY_CALL") ? 1 : std::max(1, all / usualCalls);
        int failed = 0;
        // From the last one backwards: the step need not meet the first.
        for (plan.nth = all; plan.nth > 0; plan.nth -= step) {
            m_dir = std::make_unique<QTemporaryDir>();
            failed += (this->*survives)(plan) ? 1 : 0;
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("of %d calls %d failed, one in each run", all, failed);
        QVERIFY(failed >= std::min(all, usualCalls) / 2);
    }

    static void callsToFail()
    {
        QTest::addColumn<Call>("call");
        QTest::addColumn<Lasting>("lasting");
        QTest::addColumn<int>("error");
        QTest::newRow("each write once") << Call::Write << Lasting::Once << EIO;
        QTest::newRow("each write and all after it") << Call::Write << Lasting::ForGood << EIO;
        QTest::newRow("the disk is full once") << Call::Write << Lasting::Once << ENOSPC;
        QTest::newRow("the disk is full from then on") << Call::Write << Lasting::ForGood << ENOSPC;
        QTest::newRow("each sync once") << Call::Sync << Lasting::Once << EIO;
        QTest::newRow("each sync and all after it") << Call::Sync << Lasting::ForGood << EIO;
        QTest::newRow("each rename once") << Call::Rename << Lasting::Once << EACCES;
        QTest::newRow("each rename and all after it") << Call::Rename << Lasting::ForGood << EACCES;
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void cleanup()
    {
        failingfiles::disarm();
        failingfiles::makeWritable();
    }

    void whatWasPromisedOutlivesEachFailure_data() { callsToFail(); }
    void whatWasPromisedOutlivesEachFailure()
    {
        QFETCH(Call, call);
        QFETCH(Lasting, lasting);
        QFETCH(int, error);
        eachCall(&TestJournalFaults::recorderSurvives, {call, 0, lasting, error});
    }

    void aClosedFileIsWholeOrMissing_data() { callsToFail(); }
    void aClosedFileIsWholeOrMissing()
    {
        QFETCH(Call, call);
        QFETCH(Lasting, lasting);
        QFETCH(int, error);
        eachCall(&TestJournalFaults::closedFileIsWholeOrMissing, {call, 0, lasting, error});
    }

    void aDiskThatBecomesReadOnlyIsToldAndLosesNothing()
    {
        TestClock clock;
        QSet<int> stored;
        {
            JournalRecorder recorder(parts(), clock);
            stored = work(recorder, clock, 0);
            QCOMPARE(stored.size(), rounds);
            failingfiles::makeReadOnly();
            QVERIFY(work(recorder, clock, rounds).isEmpty());
            QVERIFY(recorder.health().state != JournalHealth::State::Writing);
            QVERIFY(!recorder.health().reason.isEmpty());
            QCOMPARE(recorder.health().lost, qint64(rounds * observationsAtOnce));
            failingfiles::makeWritable();
            clock.advance(35s);
            const QSet<int> later = work(recorder, clock, 2 * rounds);
            QVERIFY2(later.size() == rounds, qPrintable(recorder.health().reason));
            stored += later;
            QVERIFY(bool(recorder.finish()));
        }
        const auto file = RecordingFile::open(path()).value();
        QVERIFY(file->verify({}, {}).value().intact);
        QVERIFY((stored - eventsIn(*file)).isEmpty());
    }

    void aDiskThatIsReadOnlyFromTheStartIsTold()
    {
        TestClock clock;
        const auto made = parts();
        failingfiles::makeReadOnly();
        JournalRecorder recorder(made, clock);
        QVERIFY(work(recorder, clock, 0).isEmpty());
        QCOMPARE(recorder.health().state, JournalHealth::State::Stopped);
        QVERIFY(!recorder.health().reason.isEmpty());
        QVERIFY(!recorder.finish());
    }
};

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
