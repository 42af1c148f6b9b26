// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/journalchain.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using Tampering = void (*)(std::vector<ChainedEntry> &);
Q_DECLARE_METATYPE(Tampering)

namespace {

const JournalHead start{0, journalGenesis("test")};

std::vector<ChainedEntry> chain(int length)
{
    std::vector<ChainedEntry> entries;
    JournalHead head = start;
    for (int i = 1; i <= length; ++i) {
        const JournalEntry entry{i,
                                 WallTime(Milliseconds(1000 + i)),
                                 MonoTime(Milliseconds(i)),
                                 QStringLiteral("ops"),
                                 QStringLiteral("orders-db"),
                                 QStringLiteral("lock_graph"),
                                 "{\"waiters\":" + QByteArray::number(i) + "}"};
        const JournalHash hash = journalHash(head.hash, entry);
        entries.push_back({entry, head.hash, hash});
        head = {i, hash};
    }
    return entries;
}

QString firstProblem(const std::vector<ChainedEntry> &entries)
{
    ChainCheck check(start);
    for (const ChainedEntry &entry : entries) {
        if (const QString problem = check.next(entry); !problem.isEmpty())
            return problem;
    }
    return {};
}

void seal(ChainedEntry &entry)
{
    entry.hash = journalHash(entry.previous, entry.entry);
}

} // namespace

class TestJournalChain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aWholeChainHolds()
    {
        QCOMPARE(firstProblem(chain(100)), QString());
        ChainCheck check(start);
        for (const ChainedEntry &entry : chain(3))
            check.next(entry);
        QCOMPARE(check.head().sequence, 3);
        // Computed by another program from the documented form.
        QCOMPARE(check.head().hash.toHex(),
                 QByteArray("cad3189c0cfbc19cc53f6651c9340bb9078d0b77aab6ea3f38d0a109d974513b"));
    }

    void whatWasChangedIsFound_data()
    {
        QTest::addColumn<Tampering>("change");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, Tampering change, const char *problem) {
            QTest::newRow(name) << change << QString::fromLatin1(problem);
        };
        row(
            "sequence", [](auto &e) { e[4].entry.sequence = 50; }, "entry 50 stands where entry 5 should");
        row(
            "time", [](auto &e) { e[4].entry.time += 1ms; }, "entry 5 was changed");
        row(
            "monotonic", [](auto &e) { e[4].entry.monotonic += 1ns; }, "entry 5 was changed");
        row(
            "actor", [](auto &e) { e[4].entry.actor = QStringLiteral("someone"); }, "entry 5 was changed");
        row(
            "source", [](auto &e) { e[4].entry.source = QStringLiteral("other-db"); }, "entry 5 was changed");
        row(
            "type", [](auto &e) { e[4].entry.type = QStringLiteral("lock_grapf"); }, "entry 5 was changed");
        row(
            "body", [](auto &e) { e[4].entry.body += ' '; }, "entry 5 was changed");
        row(
            "text moved from one field to the next",
            [](auto &e) {
                e[4].entry.actor = QStringLiteral("opso");
                e[4].entry.source = QStringLiteral("rders-db");
            },
            "entry 5 was changed");
        row(
            "hash", [](auto &e) { e[4].hash[0] = char(e[4].hash[0] ^ 1); }, "entry 5 was changed");
        row(
            "previous", [](auto &e) { e[4].previous[0] = char(e[4].previous[0] ^ 1); }, "entry 5 was changed");
        row(
            "removed", [](auto &e) { e.erase(e.begin() + 4); }, "entry 6 stands where entry 5 should");
        row(
            "first removed", [](auto &e) { e.erase(e.begin()); }, "entry 2 stands where entry 1 should");
        row(
            "twice", [](auto &e) { e.insert(e.begin() + 4, e[4]); }, "entry 5 stands where entry 6 should");
        row(
            "swapped", [](auto &e) { std::swap(e[4], e[5]); }, "entry 6 stands where entry 5 should");
        row(
            "edited and sealed again",
            [](auto &e) {
                e[4].entry.body = "{}";
                seal(e[4]);
            },
            "entry 6 does not follow the one before it");
        row(
            "removed and renumbered",
            [](auto &e) {
                e.erase(e.begin() + 4);
                e[4].entry.sequence = 5;
                seal(e[4]);
            },
            "entry 5 does not follow the one before it");
    }

    void whatWasChangedIsFound()
    {
        QFETCH(Tampering, change);
        QFETCH(QString, problem);
        auto entries = chain(10);
        change(entries);
        QCOMPARE(firstProblem(entries), problem);
    }

    void journalsDoNotMix()
    {
        ChainCheck other({0, journalGenesis("other")});
        QCOMPARE(other.next(chain(1).front()), QStringLiteral("entry 1 does not follow the one before it"));
    }

    void aChainCanBeCheckedFromAKnownPlace()
    {
        const auto entries = chain(10);
        ChainCheck check({5, entries[4].hash});
        for (std::size_t i = 5; i < entries.size(); ++i)
            QCOMPARE(check.next(entries[i]), QString());
    }
};

QTEST_GUILESS_MAIN(TestJournalChain)
#include "tst_journalchain.moc"
