// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitejournal.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/journal/faultydisk.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <climits>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

using State = JournalHealth::State;

JournalEvent noteEvent()
{
    return {QStringLiteral("ops"), {}, QStringLiteral("note"), {{QStringLiteral("text"), QStringLiteral("hello")}}};
}

std::vector<Record> records(const Clock &clock, int count)
{
    std::vector<Record> made;
    for (int i = 0; i < count; ++i)
        made.push_back({clock.now(), clock.monotonic(), QStringLiteral("orders-db"), LockGraph{i, {}, {}}});
    return made;
}

JournalLimits smallLimits()
{
    JournalLimits limits;
    limits.segment = 50;
    limits.ballastBytes = 64 * 1024;
    limits.leastFreeBytes = 0;
    return limits;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    TestClock m_clock;

    QString directory() const { return m_dir->filePath(QStringLiteral("journal")); }
    QString file() const { return directory() + QStringLiteral("/journal.sqlite"); }
    JournalRecorder::Parts parts(const JournalLimits &limits = smallLimits()) const
    {
        return {directory(), limits, {}};
    }

    std::vector<JournalEntry> entries() const
    {
        const auto reader = SqliteJournalReader::open(file());
        return reader ? (*reader)->read({}, {}).value() : std::vector<JournalEntry>();
    }

    QStringList types() const
    {
        QStringList all;
        for (const JournalEntry &entry : entries())
            all << entry.type;
        return all;
    }

    JournalVerdict verdict(const std::optional<JournalHead> &anchor = std::nullopt) const
    {
        return SqliteJournalReader::open(file()).value()->verify(anchor, {}).value();
    }

    /// A journal of `count` observations, closed.
    void write(int count)
    {
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, count));
    }

    void change(const QByteArray &sql) const
    {
        const auto database = SqliteDatabase::open(file(), SqliteDatabase::Access::ReadWrite);
        const Status status = (*database)->run(sql);
        QVERIFY2(status, status ? "" : qPrintable(status.error().message));
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void whatWasRecordedIsReadBack()
    {
        const auto made = records(m_clock, 3);
        {
            JournalRecorder recorder(parts(), m_clock);
            recorder.take(made);
            QVERIFY(bool(recorder.note(noteEvent())));
            QCOMPARE(recorder.health().state, State::Writing);
        }
        QCOMPARE(types(), (QStringList{QStringLiteral("journal.opened"), QStringLiteral("lock_graph"),
                                       QStringLiteral("lock_graph"), QStringLiteral("lock_graph"),
                                       QStringLiteral("note"), QStringLiteral("journal.closed")}));
        const auto read = entries();
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto record = recordOf(read[i + 1]);
            QVERIFY((*record)->body == made[i].body && (*record)->time == made[i].time &&
                    (*record)->source == made[i].source);
        }
        QCOMPARE(read[4].actor, QStringLiteral("ops"));
        QVERIFY(verdict().intact);
        QCOMPARE(verdict().entries, 6);
        for (const char *suffix : {"", ".lock", ".head"})
            QCOMPARE(QFile(file() + QLatin1String(suffix)).permissions() &
                         (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                     QFile::Permissions());
    }

    void theChainGoesOnAfterARestart()
    {
        write(3);
        write(4);
        QCOMPARE(entries().size(), std::size_t{11});
        QVERIFY(verdict().intact);
    }

    void readingIsByRangeAndWhileItIsWritten()
    {
        JournalRecorder recorder(parts(), m_clock);
        for (int i = 0; i < 5; ++i) {
            recorder.take(records(m_clock, 1));
            m_clock.advance(1s);
        }
        const auto reader = SqliteJournalReader::open(file()).value();
        const auto count = [&](const JournalRange &range) { return reader->read(range, {})->size(); };
        QCOMPARE(count({}), std::size_t{6});
        QCOMPARE(count({3, {}, {}, 100}), std::size_t{3});
        QCOMPARE(count({{}, m_clock.now() - 2s, {}, 100}), std::size_t{2});
        QCOMPARE(count({{}, {}, m_clock.now() - 4s, 100}), std::size_t{3});
        QCOMPARE(count({{}, {}, {}, 2}), std::size_t{2});
        recorder.take(records(m_clock, 1));
        QCOMPARE(count({}), std::size_t{7});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(reader->read({}, stop.get_token()).error().kind, Error::Kind::Cancelled);
    }

    void tamperingIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("anchored");
        QTest::addColumn<qint64>("firstBad");
        const auto row = [](const char *sql, bool anchored, qint64 firstBad) {
            QTest::newRow(sql) << QByteArray(sql) << anchored << firstBad;
        };
        row("UPDATE entry SET body = x'7b7d', base = NULL WHERE sequence = 5", false, 5);
        row("UPDATE entry SET body = x'7b7d', base = 0 WHERE sequence = 5", false, 5);
        row("UPDATE entry SET base = sequence + 1 WHERE sequence = 5", false, 5);
        row("UPDATE entry SET wall_ms = wall_ms + 1 WHERE sequence = 5", false, 5);
        row("UPDATE entry SET actor = 'x' WHERE sequence = 12", false, 12);
        row("UPDATE entry SET hash = previous_hash WHERE sequence = 7", false, 7);
        row("UPDATE entry SET previous_hash = hash WHERE sequence = 7", false, 7);
        row("DELETE FROM entry WHERE sequence = 6", false, 6);
        row("DELETE FROM entry WHERE sequence BETWEEN 3 AND 8", false, 3);
        row("DELETE FROM entry WHERE sequence = 1", false, 1);
        row("DELETE FROM entry", true, 1);
        row("DELETE FROM entry WHERE sequence = 12", true, 12);
        row("DELETE FROM entry WHERE sequence > 4", true, 5);
        row("DELETE FROM entry WHERE sequence <= 3; UPDATE beginning SET dropped = 3, hash_before = (SELECT "
            "previous_hash FROM entry WHERE sequence = 4)",
            false, 4);
        row("UPDATE beginning SET hash_before = x'00'", false, 1);
        row("UPDATE beginning SET dropped = 1", false, 2);
        row("DELETE FROM beginning", false, 1);
    }

    void tamperingIsFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, anchored);
        QFETCH(qint64, firstBad);
        write(10);
        const JournalHead head = verdict().head;
        QCOMPARE(head.sequence, 12);
        change(sql);
        const JournalVerdict found = verdict(anchored ? std::optional(head) : std::nullopt);
        QVERIFY(!found.intact);
        QVERIFY(!found.reason.isEmpty());
        QCOMPARE(found.firstBad, std::optional(firstBad));
    }

    void anotherJournalInItsPlaceIsFound()
    {
        write(10);
        const JournalHead head = verdict().head;
        QVERIFY(verdict(head).intact);
        QVERIFY(verdict(JournalHead{0, {}}).firstBad == 0);
        m_dir = std::make_unique<QTemporaryDir>();
        write(20);
        const JournalVerdict found = verdict(head);
        QVERIFY(!found.intact);
        QCOMPARE(found.firstBad, std::optional<qint64>(12));
    }

    void whatIsCutOffAtTheEndIsToldAtTheNextStart()
    {
        write(10);
        change("DELETE FROM entry WHERE sequence > 8");
        {
            JournalRecorder recorder(parts(), m_clock);
            recorder.start();
            QCOMPARE(recorder.health().reason, QStringLiteral("entries 9 to 12 were written and are missing"));
        }
        QVERIFY(entries()[8].body.contains("entries 9 to 12"));
    }

    void theOldestGoesInSegmentsAndTheChainHolds()
    {
        JournalLimits limits = smallLimits();
        limits.longest = 1h;
        JournalRecorder recorder(parts(limits), m_clock);
        for (int i = 0; i < 40; ++i) {
            recorder.take(records(m_clock, 100));
            m_clock.advance(10min);
        }
        const auto kept = entries();
        QVERIFY2(kept.front().sequence > 1 && kept.front().sequence % 50 == 1,
                 qPrintable(QString::number(kept.front().sequence)));
        const JournalVerdict found = verdict();
        QVERIFY2(found.intact, qPrintable(found.reason));
        QCOMPARE(found.entries, qint64(kept.size()));
        change("DELETE FROM entry WHERE sequence = " + QByteArray::number(kept.front().sequence));
        QCOMPARE(verdict().firstBad, std::optional(kept.front().sequence));
    }

    void aClockThatJumpsDoesNotEmptyTheJournal()
    {
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, 5000));
        m_clock.advance(24h * 365 * 20);
        recorder.take(records(m_clock, 600));
        QVERIFY(entries().size() > 5000);
    }

    void sizeIsBounded()
    {
        JournalLimits limits = smallLimits();
        limits.mostBytes = 1024 * 1024;
        JournalRecorder recorder(parts(limits), m_clock);
        const std::vector<Record> large(
            100, {m_clock.now(), m_clock.monotonic(), QStringLiteral("web"), SourceNotices{{QString(2000, u'x')}}});
        for (int i = 0; i < 100; ++i)
            recorder.take(large);
        QVERIFY2(QFile(file()).size() < 6 * 1024 * 1024, qPrintable(QString::number(QFile(file()).size())));
        QVERIFY(verdict().intact);
        QVERIFY(types().contains(QStringLiteral("journal.dropped")));
    }

    void aFullDiskCostsObservationsAndNotEvents()
    {
        FaultyDisk disk;
        {
            JournalRecorder recorder(parts(), m_clock);
            recorder.take(records(m_clock, 10));
            QCOMPARE(recorder.health().reason, QString());
            QVERIFY(QFile::exists(file() + QStringLiteral(".ballast")));
            disk.fill(file() + QStringLiteral(".ballast"));
            recorder.take(records(m_clock, 7));
            QCOMPARE(recorder.health().state, State::EventsOnly);
            QVERIFY(!recorder.health().reason.isEmpty());
            QCOMPARE(recorder.health().lost, 7);
            recorder.take(records(m_clock, 5));
            QCOMPARE(recorder.health().lost, 12);
            QVERIFY(bool(recorder.note(noteEvent())));

            disk.free();
            m_clock.advance(6s);
            recorder.take(records(m_clock, 1));
            QCOMPARE(recorder.health().state, State::Writing);
            QVERIFY(recorder.health().reason.isEmpty());
            QVERIFY(QFile::exists(file() + QStringLiteral(".ballast")));
        }
        QVERIFY(verdict().intact);
        const QStringList after = types().mid(11);
        QCOMPARE(after, (QStringList{QStringLiteral("journal.gap"), QStringLiteral("note"),
                                     QStringLiteral("lock_graph"), QStringLiteral("journal.closed")}));
        QVERIFY(entries()[11].body.contains("\"records\":12"));
    }

    void anEventIsTheFirstToMeetTheFullDisk()
    {
        FaultyDisk disk;
        JournalRecorder recorder(parts(), m_clock);
        recorder.start();
        disk.fill(file() + QStringLiteral(".ballast"));
        QVERIFY(bool(recorder.note(noteEvent())));
        QCOMPARE(recorder.health().state, State::EventsOnly);
        disk.fill(file()); // nothing more to give up
        QCOMPARE(recorder.note(noteEvent()).error().kind, Error::Kind::Full);
        disk.free();
    }

    void observationsEndBeforeTheDiskIsFull()
    {
        JournalLimits limits = smallLimits();
        limits.leastFreeBytes = LLONG_MAX;
        limits.leastFreePercent = 100; // no disk is that free
        JournalRecorder recorder(parts(limits), m_clock);
        recorder.take(records(m_clock, 1));
        QCOMPARE(recorder.health().state, State::EventsOnly);
        QVERIFY(recorder.health().reason.contains(QStringLiteral("are free")));
        QVERIFY(bool(recorder.note(noteEvent())));
    }

    void aPlaceThatCanNotBeIsToldAndTriedAgain()
    {
        QFile inTheWay(directory());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, 4));
        QCOMPARE(recorder.health().state, State::Stopped);
        QVERIFY(recorder.health().reason.contains(directory()));
        QCOMPARE(recorder.note(noteEvent()).error().kind, Error::Kind::Refused);
        QVERIFY(inTheWay.remove());
        recorder.take(records(m_clock, 1));
        QCOMPARE(recorder.health().state, State::Stopped);
        m_clock.advance(31s);
        recorder.take(records(m_clock, 1));
        QCOMPARE(recorder.health().state, State::Writing);
        QCOMPARE(types(), (QStringList{QStringLiteral("journal.gap"), QStringLiteral("journal.opened"),
                                       QStringLiteral("lock_graph")}));
        QVERIFY(entries().front().body.contains("\"records\":5"));
    }

    void aDamagedFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray(8192, 'x');
        QTest::newRow("only a header") << QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\xff');
    }

    void aDamagedFileIsSetAside()
    {
        QFETCH(QByteArray, content);
        write(3);
        QFile::remove(file() + QStringLiteral("-wal"));
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
        damaged.write(content);
        damaged.close();
        {
            JournalRecorder recorder(parts(), m_clock);
            recorder.take(records(m_clock, 2));
            QCOMPARE(recorder.health().state, State::Writing);
            QVERIFY(recorder.health().reason.contains(QStringLiteral("damaged")));
        }
        QVERIFY(verdict().intact);
        const QStringList kept = QDir(directory()).entryList({QStringLiteral("journal.sqlite.damaged-*")});
        QCOMPARE(kept.size(), 1);
        QFile aside(directory() + u'/' + kept.front());
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }

    void aFileOfALaterVersionIsLeftAlone()
    {
        write(3);
        change("PRAGMA user_version=3");
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, 2));
        QCOMPARE(recorder.health().state, State::Stopped);
        QVERIFY(recorder.health().reason.contains(QStringLiteral("not a journal of this version")));
        QVERIFY(!SqliteJournalReader::open(file()));
    }

    void aFileOfAnEarlierVersionIsSetAside()
    {
        write(3);
        change("PRAGMA user_version=1");
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, 2));
        QCOMPARE(recorder.health().state, State::Writing);
        QVERIFY2(recorder.health().reason.contains(QStringLiteral("earlier version")),
                 qPrintable(recorder.health().reason));
        QVERIFY(verdict().intact);
    }

    void aFileThatIsTakenAwayIsMadeAnew()
    {
        JournalRecorder recorder(parts(), m_clock);
        recorder.take(records(m_clock, 2));
        QVERIFY(QFile::rename(file(), file() + QStringLiteral(".away")));
        QFile::rename(file() + QStringLiteral("-wal"), file() + QStringLiteral(".away-wal"));
        m_clock.advance(6s);
        recorder.take(records(m_clock, 2));
        QCOMPARE(recorder.health().state, State::Stopped);
        m_clock.advance(31s);
        recorder.take(records(m_clock, 2));
        QCOMPARE(recorder.health().state, State::Writing);
        QVERIFY(QFile::exists(file()));
    }

    void twoRecordersDoNotMeet()
    {
        JournalRecorder first(parts(), m_clock);
        JournalRecorder second(parts(), m_clock);
        for (int i = 0; i < 20; ++i) {
            first.take(records(m_clock, 3));
            second.take(records(m_clock, 3));
        }
        QVERIFY(first.health().file != second.health().file);
        QCOMPARE(second.health().state, State::Writing);
        QVERIFY(verdict().intact);
    }

    void theWriterDoesNotBlockAndKeepsOrder()
    {
        const SystemClock clock;
        JournalHealth last;
        int stored = 0;
        {
            SqliteJournal journal(parts(), clock);
            connect(&journal, &SqliteJournal::healthChanged, this, [&](const JournalHealth &health) { last = health; });
            journal.record(records(clock, 2));
            journal.note(noteEvent(), [&](Status status) { stored += status ? 1 : 100; });
            journal.record(records(clock, 1));
            QTRY_COMPARE(stored, 1);
            QTRY_COMPARE(last.state, State::Writing);
            QCOMPARE(last.file, file());
            journal.record(records(clock, 1));
        }
        QCOMPARE(types(),
                 (QStringList{QStringLiteral("journal.opened"), QStringLiteral("lock_graph"),
                              QStringLiteral("lock_graph"), QStringLiteral("note"), QStringLiteral("lock_graph"),
                              QStringLiteral("lock_graph"), QStringLiteral("journal.closed")}));
    }

    void observationsAreThereWithinATenthOfASecond()
    {
        const SystemClock clock;
        SqliteJournal journal(parts(), clock);
        QTRY_COMPARE(journal.health().state, State::Writing);
        journal.record(records(clock, 1));
        QTRY_COMPARE_WITH_TIMEOUT(entries().size(), std::size_t{2}, 500);
    }

    void aSlowDiskCostsRecordsAndNotMemory()
    {
        const SystemClock clock;
        SqliteJournal journal(parts(), clock);
        const auto many = records(clock, 5000);
        for (int i = 0; i < 20; ++i)
            journal.record(many); // no turn of the event loop: the worker gets nothing
        QTRY_VERIFY_WITH_TIMEOUT(journal.health().lost > 0, 10'000);
        QCOMPARE(journal.health().lost % 5000, 0);
        QTRY_VERIFY_WITH_TIMEOUT(types().size() > 1, 10'000);
        QVERIFY(types().contains(QStringLiteral("journal.gap")));
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
