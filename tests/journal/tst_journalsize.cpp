// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal takes on disk, and that packing loses nothing.
#include "connectors/journal/journalrecorder.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

class TestJournalSize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    /// A convoy says nearly the same every second. It begins in a calm shop.
    void whatIsSaidAgainCostsLittle()
    {
        qint64 bodies = 0;
        {
            JournalRecorder recorder(parts(JournalLimits()), m_clock);
            for (int second = 0; second < 60; ++second) {
                m_clock.advance(1s);
                SessionSample sample;
                for (int i = 0; i < (second == 0 ? 1 : 300); ++i) {
                    Session session;
                    session.id = QString::number(4000 + i);
                    session.user = QStringLiteral("shop");
                    session.client = QStringLiteral("10.0.0.7:%1").arg(40'000 + i);
                    session.state = QStringLiteral("Query");
                    session.waitClass = WaitClass::Lock;
                    session.active = true;
                    session.age = Milliseconds(second * 1000 + i * 37);
                    session.text = QStringLiteral("UPDATE stock SET quantity = quantity - ? WHERE sku = ?");
                    sample.sessions.push_back(session);
                }
                const Record record{m_clock.now(), m_clock.monotonic(), QStringLiteral("orders-db"), sample};
                bodies += entryOf(record).body.size();
                recorder.take({record});
            }
        }
        QVERIFY2(bodies > 3'000'000, qPrintable(QString::number(bodies)));
        const qint64 bytes = QFileInfo(file()).size();
        QVERIFY2(bytes < bodies / 12, qPrintable(QStringLiteral("%1 of %2").arg(bytes).arg(bodies)));
        QVERIFY(verdict().intact);
        QCOMPARE(entries().size(), std::size_t{62});
    }

    /// Bodies are packed against the first of their segment: dropping a segment takes nothing from the next one.
    void whatIsLeftAfterDroppingCanBeRead()
    {
        JournalLimits limits;
        limits.segment = 50;
        limits.longest = std::chrono::hours(1);
        {
            JournalRecorder recorder(parts(limits), m_clock);
            for (int i = 0; i < 300; ++i) {
                m_clock.advance(40s);
                for (int waiters = 1; waiters < 5; ++waiters)
                    recorder.take({{m_clock.now(), m_clock.monotonic(), QStringLiteral("orders-db"),
                                    LockGraph{waiters, {}, QStringLiteral("the server does not say who holds it")}}});
            }
        }
        const auto left = entries();
        QVERIFY(left.front().sequence > 100);
        QVERIFY(verdict().intact);
        for (const JournalEntry &entry : left)
            QVERIFY(!entry.body.isEmpty());
    }

private:
    QString directory() const { return m_dir->filePath(QStringLiteral("journal")); }
    QString file() const { return directory() + QStringLiteral("/journal.sqlite"); }
    JournalRecorder::Parts parts(JournalLimits limits) const
    {
        limits.ballastBytes = 64 * 1024;
        limits.leastFreeBytes = 0;
        return {directory(), limits, {}};
    }
    std::vector<JournalEntry> entries() const
    {
        return SqliteJournalReader::open(file()).value()->read({}, {}).value();
    }
    JournalVerdict verdict() const
    {
        return SqliteJournalReader::open(file()).value()->verify(std::nullopt, {}).value();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestJournalSize)
#include "tst_journalsize.moc"
