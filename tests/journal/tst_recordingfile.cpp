// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalrecorder.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/recordingwriter.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 refusedWithinMs = 2'000;

JournalEntry entry(int number)
{
    const JournalEvent event{u"ops"_s, u"db"_s, u"note"_s, {{u"text"_s, u"what happened, line %1"_s.arg(number)}}};
    return entryOf(event, WallTime(Milliseconds(1'790'000'000'000 + number * 1000)), {});
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A verdict, or the reason why there is none.
Result<RecordingVerdict> check(const QString &path, const std::optional<JournalHead> &anchor = std::nullopt)
{
    SURGEDECK_TRY(file, RecordingFile::open(path));
    return file->verify(anchor, {});
}

bool isIntact(const QString &path)
{
    const auto verdict = check(path);
    return verdict && verdict->intact;
}

void runSql(const QString &path, const char *sql)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path), &database), SQLITE_OK);
    char *error = nullptr;
    sqlite3_exec(database, sql, nullptr, nullptr, &error);
    QVERIFY2(error == nullptr, error);
    sqlite3_close(database);
}

} // namespace

class TestRecordingFile : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_sealed;
    Seal m_seal;

    QString file(const QString &name) const { return m_dir.filePath(name); }
    QStringList copies() const { return QDir(QDir::tempPath()).entryList({u"surgedeck-*.copy"_s}); }
    std::shared_ptr<const SigningKey> key() const { return SigningKey::at(file(u"key"_s)).value(); }

    QString changedCopy(const char *sql) const
    {
        const QString path = file(u"changed.surge"_s);
        write(path, bytesOf(m_sealed).chopped(4096));
        runSql(path, sql);
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        failOnAnyWarning();
        qputenv("TMPDIR", m_dir.path().toLocal8Bit()); // of copies
        m_sealed = file(u"incident.surge"_s);
        auto writer = RecordingWriter::create(m_sealed, key()).value();
        for (int i = 0; i < 300; ++i)
            QVERIFY(bool(writer->add(entry(i))));
        m_seal = writer->finish().value();
    }

    void aSealedFileIsIntactAndAlone()
    {
        const RecordingVerdict verdict = check(m_sealed).value();
        QVERIFY2(verdict.intact && verdict.sealed, qPrintable(verdict.reason));
        QCOMPARE(verdict.records, m_seal.head.sequence);
        QCOMPARE(verdict.signedBy, key()->publicKey());
        QCOMPARE(m_dir.path().isEmpty(), false);
        for (const char *left : {".part", "-wal", ".part-wal", ".part.lock"})
            QVERIFY(!QFile::exists(m_sealed + QLatin1String(left)));
        QCOMPARE(QFile(m_sealed).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    /// One bit of every 97th byte, and of every byte of the header and the seal.
    void everyFlippedByteIsFound()
    {
        const QByteArray good = bytesOf(m_sealed);
        const QString path = file(u"flipped.surge"_s);
        for (qsizetype at = 0; at < good.size(); at += at < 128 || at > good.size() - 700 ? 1 : 97) {
            QByteArray bad = good;
            bad[at] = char(bad[at] ^ (1 << (at % 8)));
            write(path, bad);
            QVERIFY2(!isIntact(path), qPrintable(u"byte %1"_s.arg(at)));
        }
    }

    /// Every single byte of a small closed file (in the soak; else each seventh): the seal finds it, or, where the flip
    /// hides the seal, the chain that announces one does.
    void noByteOfAClosedFileCanBeFlipped()
    {
        const QString path = file(u"every.surge"_s);
        auto writer = RecordingWriter::create(path, key()).value();
        for (int i = 0; i < 5; ++i)
            QVERIFY(bool(writer->add(entry(i))));
        static_cast<void>(writer->finish().value());
        QVERIFY(isIntact(path));
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
        const QByteArray good = written.readAll();
        const auto put = [&](qsizetype at, char byte) {
            return written.seek(at) && written.write(&byte, 1) == 1 && written.flush();
        };
        const qsizetype step = qEnvironmentVariableIsSet("SURGEDECK_EVERY_BYTE") ? 1 : 7;
        int byTheChain = 0;
        for (qsizetype at = 0; at < good.size(); at += step) {
            QVERIFY(put(at, char(good[at] ^ (1 << (at % 8)))));
            const auto seal = checkedSeal(path);
            if (seal)
                ++byTheChain;
            QVERIFY2(!seal || (!seal->has_value() && !isIntact(path)), qPrintable(u"byte %1"_s.arg(at)));
            QVERIFY(put(at, good[at]));
        }
        QVERIFY(isIntact(path));
        qInfo("%lld bytes flipped, %d of them hid the seal", static_cast<long long>(good.size() / step), byTheChain);
    }

    void aCutOffEndIsFound()
    {
        const QByteArray good = bytesOf(m_sealed);
        const QString path = file(u"cut.surge"_s);
        for (const qsizetype missing : {1, 100, 4096, 8192, 20'000}) {
            write(path, good.chopped(missing));
            QVERIFY2(!isIntact(path), qPrintable(QString::number(missing)));
        }
        write(path, good + "x");
        QVERIFY(!isIntact(path));
    }

    void editedRecordsAreNamed()
    {
        const auto verdict = check(changedCopy("UPDATE entry SET actor = 'nobody' WHERE sequence = 123")).value();
        QVERIFY(!verdict.intact);
        QCOMPARE(verdict.firstBad, std::optional<qint64>(123));
        const auto gap = check(changedCopy("DELETE FROM entry WHERE sequence = 50")).value();
        QCOMPARE(gap.firstBad, std::optional<qint64>(50));
    }

    /// Cutting off whole records, and the entry that announces the seal, leaves a chain that holds: the anchor tells.
    void truncationIsFoundAgainstTheAnchor()
    {
        const QString path = changedCopy("DELETE FROM entry WHERE sequence > 200");
        const auto alone = check(path).value();
        QVERIFY(alone.intact && !alone.sealed);
        QVERIFY(alone.reason.contains(u"not sealed"));
        const auto anchored = check(path, m_seal.head).value();
        QVERIFY(!anchored.intact);
        QCOMPARE(anchored.firstBad, std::optional<qint64>(201));
    }

    void hostileFilesAreRefusedSoon_data()
    {
        QTest::addColumn<QString>("path");
        const auto text = [&](const QString &name, const QByteArray &bytes) {
            write(file(name), bytes);
            return file(name);
        };
        QTest::newRow("empty") << text(u"empty"_s, {});
        QTest::newRow("text") << text(u"text"_s, "sources: []\n");
        QTest::newRow("only a head") << text(u"head"_s, QByteArray("SQLite format 3\0", 16));
        QTest::newRow("head and noise") << text(u"noise"_s,
                                                QByteArray("SQLite format 3\0", 16) + QByteArray(100'000, '\xa5'));
        QTest::newRow("directory") << m_dir.path();
        QTest::newRow("missing") << file(u"missing"_s);
        QTest::newRow("device") << u"/dev/zero"_s;
        ::mkfifo(qPrintable(file(u"pipe"_s)), 0600);
        QTest::newRow("pipe") << file(u"pipe"_s);
        QFile sparse(file(u"sparse"_s));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.write(bytesOf(m_sealed)) > 0 &&
                sparse.resize(qint64{5} << 30));
        QTest::newRow("five gigabytes") << sparse.fileName();
        const auto prepared = [&](const QString &name, const char *sql) {
            const QString path = file(name);
            QFile::remove(path);
            write(path, bytesOf(m_sealed).chopped(4096));
            runSql(path, sql);
            return path;
        };
        QTest::newRow("a view for a table") << prepared(
            u"view"_s,
            "ALTER TABLE entry RENAME TO other; CREATE VIEW entry AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT "
            "x+1 FROM r) SELECT x AS sequence, 0 AS wall_ms, 0 AS monotonic_ns, '' AS actor, '' AS source, '' AS type, "
            "x'' AS body, NULL AS base, x'' AS previous_hash, x'' AS hash FROM r");
        QTest::newRow("a trigger") << prepared(u"trigger"_s,
                                               "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END");
        QTest::newRow("one table more") << prepared(u"more"_s, "CREATE TABLE more (x)");
        QTest::newRow("another application") << prepared(u"other"_s, "PRAGMA application_id=7");
        QTest::newRow("a later version") << prepared(u"later"_s, "PRAGMA user_version=99");
    }

    void hostileFilesAreRefusedSoon()
    {
        QFETCH(QString, path);
        QElapsedTimer timer;
        timer.start();
        const auto verdict = check(path);
        QVERIFY(!verdict || !verdict->intact);
        QVERIFY(!(verdict ? verdict->reason : verdict.error().message).isEmpty());
        QVERIFY2(timer.elapsed() < refusedWithinMs, qPrintable(QString::number(timer.elapsed())));
    }

    void nothingIsLeftBehindByLooking()
    {
        QVERIFY(isIntact(m_sealed));
        QCOMPARE(copies(), QStringList());
    }

    /// What has no name goes with the program, however it ends.
    void aProgramThatIsKilledLeavesNoCopy()
    {
        const auto recording = RecordingFile::open(m_sealed);
        QVERIFY(recording);
        QCOMPARE(copies(), QStringList());
        const auto verdict = (*recording)->verify(std::nullopt, {});
        QVERIFY(verdict && verdict->intact && verdict->sealed);
    }

    void aCopyThatWasNeverOpenedGoesWithTheNextOne()
    {
        const auto left = [this](const QString &name, int hours) {
            const QString path = file(name);
            write(path, "half of it");
            QFile copy(path);
            return copy.open(QIODevice::ReadWrite) &&
                   copy.setFileTime(QDateTime::currentDateTime().addSecs(-3600 * hours),
                                    QFileDevice::FileModificationTime);
        };
        QVERIFY(left(u"surgedeck-oldone.copy"_s, 2) && left(u"surgedeck-newone.copy"_s, 0) &&
                left(u"surgedeck-others"_s, 2));
        QVERIFY(isIntact(m_sealed));
        QCOMPARE(copies(), QStringList{u"surgedeck-newone.copy"_s});
        QVERIFY(QFile::exists(file(u"surgedeck-others"_s)) && QFile::remove(file(u"surgedeck-newone.copy"_s)));
    }

    void aRecorderGoesOnInItsFile()
    {
        const QString path = file(u"recorder.surge"_s);
        TestClock clock;
        const auto record = [&](int count) {
            JournalRecorder::Parts parts;
            parts.limits.ballastBytes = 0;
            parts.limits.leastFreeBytes = 0;
            parts.file = path;
            parts.signer = key();
            JournalRecorder recorder(std::move(parts), clock);
            for (int i = 0; i < count; ++i)
                recorder.take({{clock.now(), clock.monotonic(), u"db"_s, LockGraph{i, {}, {}}}});
            return recorder.finish();
        };
        QVERIFY(bool(record(10)));
        const auto first = check(path).value();
        QVERIFY2(first.intact && first.sealed, qPrintable(first.reason));
        QVERIFY(bool(record(700)));
        const auto second = check(path).value();
        QVERIFY2(second.intact && second.sealed, qPrintable(second.reason));
        QVERIFY(second.records > first.records + 700);
        const auto anchored = check(path, first.head).value();
        QVERIFY2(anchored.intact, qPrintable(anchored.reason));
    }

    void aWriterThatFailsLeavesNothing()
    {
        const QString path = file(u"unfinished.surge"_s);
        {
            const auto writer = RecordingWriter::create(path, key()).value();
            QVERIFY(bool(writer->add(entry(1))));
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(!QFile::exists(path + u".part"_s));
        QVERIFY(!RecordingWriter::create(u"/nowhere/at/all.surge"_s, key()));
    }
};

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
