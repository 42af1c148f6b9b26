// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalrecorder.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace surgedeck;

namespace {

constexpr int killsOfATestRun = 100; ///< `./run soak` asks for 2,000
constexpr int killsOfOneJournal = 100;
constexpr unsigned usualSeed = 7;

int wantedKills()
{
    const int asked = qEnvironmentVariableIntValue("SURGEDECK_KILLS");
    return asked > 0 ? asked : killsOfATestRun;
}

/// Long enough to be packed against the one before.
SessionSample sample(qint64 number)
{
    SessionSample made;
    for (int i = 0; i < 10; ++i) {
        Session session;
        session.id = QString::number(i);
        session.text = QStringLiteral("SELECT quantity FROM stock WHERE sku = ?");
        session.age = Milliseconds(number + i);
        made.sessions.push_back(session);
    }
    return made;
}

/// Writes events as fast as it can, and says the number of each to the pipe once it is told that it is stored.
[[noreturn]] void writeForEver(const QString &directory, int pipe, qint64 number)
{
    const SystemClock clock;
    JournalLimits limits;
    limits.ballastBytes = 64 * 1024;
    JournalRecorder recorder({directory, limits, {}}, clock);
    recorder.start();
    if (::write(pipe, &number, sizeof number) != sizeof number)
        ::_exit(1);
    while (true) {
        recorder.take({{clock.now(), clock.monotonic(), QStringLiteral("db"), sample(number)}});
        ++number;
        const JournalEvent event{{}, {}, QStringLiteral("note"), {{QStringLiteral("number"), number}}};
        if (recorder.note(event) && ::write(pipe, &number, sizeof number) != sizeof number)
            ::_exit(1);
    }
}

/// Runs a writer and kills it after `time`, counted from its start or from when it began to write: the number of the
/// last event that it was told to be stored.
qint64 killWriter(const QString &directory, qint64 from, std::chrono::microseconds time, bool whileItStarts)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        writeForEver(directory, ends[1], from);
    }
    ::close(ends[1]);
    qint64 stored = from;
    if (!whileItStarts && ::read(ends[0], &stored, sizeof stored) != sizeof stored)
        return -1;
    ::usleep(static_cast<useconds_t>(time.count()));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (qint64 number = 0; ::read(ends[0], &number, sizeof number) == sizeof number;)
        stored = number;
    ::close(ends[0]);
    return stored;
}

} // namespace

class TestJournalKill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatWasStoredOutlivesEveryKill()
    {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("SURGEDECK_SOAK_SEED", &isGiven);
        const unsigned seed = isGiven ? unsigned(given) : usualSeed;
        std::mt19937 random(seed);
        qInfo("seed %u", seed);
        for (int done = 0; done < wantedKills() && !QTest::currentTestFailed(); done += killsOfOneJournal)
            killOneJournal(random, std::min(killsOfOneJournal, wantedKills() - done));
    }

private:
    static void killOneJournal(std::mt19937 &random, int kills)
    {
        const QTemporaryDir dir;
        const QString directory = dir.filePath(QStringLiteral("journal"));
        std::uniform_int_distribution<int> microseconds(1'000, 25'000);
        qint64 stored = 0;
        std::optional<JournalHead> head;
        for (int i = 0; i < kills; ++i) {
            stored = killWriter(directory, stored, std::chrono::microseconds(microseconds(random)), i % 4 == 0);
            QVERIFY(stored >= 0);
            const auto reader = SqliteJournalReader::open(directory + QStringLiteral("/journal.sqlite"));
            if (!reader && stored == 0)
                continue; // killed before there was a file
            QVERIFY2(reader, reader ? "" : qPrintable(reader.error().message));
            const auto verdict = (*reader)->verify(head, {});
            QVERIFY2(verdict && verdict->intact,
                     verdict ? qPrintable(verdict->reason) : qPrintable(verdict.error().message));
            head = verdict->head;
            const qint64 newest = newestNumber(**reader, *head);
            QVERIFY2(newest >= stored,
                     qPrintable(QStringLiteral("%1 was stored, %2 is there").arg(stored).arg(newest)));
            stored = std::max(stored, newest);
        }
        qInfo("%lld entries, %lld events told to be stored, %d kills", static_cast<long long>(head->sequence),
              static_cast<long long>(stored), kills);
        QVERIFY2(stored > kills / 4, "hardly anything was written between the kills");
    }

    static qint64 newestNumber(SqliteJournalReader &reader, const JournalHead &head)
    {
        const auto entries = reader.read({std::max<qint64>(head.sequence - 50, 0), {}, {}, 100}, {}).value();
        qint64 newest = 0;
        for (const JournalEntry &entry : entries) {
            if (entry.type == QStringLiteral("note"))
                newest = QString::fromUtf8(entry.body).section(u':', 1).chopped(1).toLongLong();
        }
        return newest;
    }
};

QTEST_GUILESS_MAIN(TestJournalKill)
#include "tst_journalkill.moc"
