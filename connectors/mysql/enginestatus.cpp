// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/enginestatus.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostTransactions = 5'000;
constexpr Milliseconds ageStep{1'000}; // the text gives ages of transactions in whole seconds, rounded down

/// The text after `word` in `line`, up to the next `end`.
QByteArray after(const QByteArray &line, const char *word, char end = ' ')
{
    const qsizetype begin = line.indexOf(word);
    if (begin < 0)
        return {};
    const qsizetype from = begin + static_cast<qsizetype>(qstrlen(word));
    const qsizetype to = line.indexOf(end, from);
    return line.mid(from, to < 0 ? -1 : to - from);
}

/// The number right before `word`: "12 row lock(s)".
int before(const QByteArray &line, const char *word)
{
    const qsizetype end = line.indexOf(word);
    if (end <= 0)
        return 0;
    return line.left(end).trimmed().split(' ').back().toInt();
}

/// Walks the lines of the list. What a line means depends on where it stands. Statements stand among them as they are,
/// and one that forges a header is believed: the caller looks for such statements first (forgesEngineStatus).
class StatusReader
{
public:
    EngineState read(const QByteArray &text)
    {
        qsizetype from = std::max<qsizetype>(text.lastIndexOf("LIST OF TRANSACTIONS FOR EACH SESSION:"), 0);
        while (from < text.size() && m_state.transactions.size() < mostTransactions) {
            qsizetype end = text.indexOf('\n', from);
            end = end < 0 ? text.size() : end;
            const QByteArray line = text.mid(from, end - from);
            from = end + 1;
            if (line == "FILE I/O")
                break;
            take(line);
        }
        m_state.complete = !text.contains("... truncated...") && from < text.size();
        return std::move(m_state);
    }

private:
    void take(const QByteArray &line)
    {
        if (line.startsWith("---TRANSACTION "))
            return begin(line);
        if (m_state.transactions.empty())
            return;
        Transaction &transaction = m_state.transactions.back();
        if (m_part == Part::Header)
            takeHeader(line, transaction);
        else if (m_part == Part::Statement && line.startsWith("------- TRX HAS BEEN WAITING "))
            takeWait(line, transaction);
        else if (m_part == Part::Request)
            takeRequest(line, transaction);
        else if (m_part == Part::Record)
            takeField(line, transaction);
    }

    /// "---TRANSACTION 1424, ACTIVE 121 sec starting index read", "---TRANSACTION (0x7f...), not started"
    void begin(const QByteArray &line)
    {
        Transaction transaction;
        transaction.id = QString::fromLatin1(after(line, "---TRANSACTION ", ','));
        const qsizetype active = line.indexOf(", ACTIVE ");
        m_part = Part::Ignored;
        if (active < 0)
            return;
        transaction.prepared = line.contains("(PREPARED)");
        bool known = false;
        const qlonglong seconds = line.left(line.indexOf(" sec", active)).split(' ').back().toLongLong(&known);
        if (known)
            transaction.age = Milliseconds(seconds * 1000);
        m_state.transactions.push_back(std::move(transaction));
        m_part = Part::Header;
    }

    void takeHeader(const QByteArray &line, Transaction &transaction)
    {
        if (line.contains("lock struct(s), heap size")) {
            transaction.rowLocks = before(line, " row lock(s)");
            if (line.contains("undo log entries "))
                transaction.rowsModified = after(line, "undo log entries ").toDouble();
        } else if (line.startsWith("MariaDB thread id ") || line.startsWith("MySQL thread id ")) {
            transaction.thread = after(line, " thread id ", ',').toULongLong();
            m_part = Part::Statement;
        }
    }

    /// "------- TRX HAS BEEN WAITING 121071180 us FOR THIS LOCK TO BE GRANTED:", before MariaDB 10.6 and MySQL 8: "...
    /// 5 SEC"
    void takeWait(const QByteArray &line, Transaction &transaction)
    {
        const qlonglong number = after(line, "WAITING ").toLongLong();
        transaction.waitAge = line.contains(" us ") ? Milliseconds(number / 1000) : Milliseconds(number * 1000);
        m_part = Part::Request;
    }

    /// "RECORD LOCKS space id 5 page no 3 n bits 320 index PRIMARY of table `t`.`hot` trx id 1424 lock_mode X locks rec
    /// but not gap waiting", then "Record lock, heap no 2 PHYSICAL RECORD: ..."; or one line "TABLE LOCK table
    /// `t`.`hot` ..."
    void takeRequest(const QByteArray &line, Transaction &transaction)
    {
        if (line.startsWith("TABLE LOCK table ")) {
            const QString table = QString::fromUtf8(after(line, "table ", ' '));
            transaction.request = LockRequest{{}, table, lockedObject(table, {}), modeIn(line), {}};
            m_part = Part::Ignored;
        } else if (line.startsWith("RECORD LOCKS space id ")) {
            const QByteArray page = after(line, "space id ") + ':' + after(line, "page no ");
            const auto object = lockedObject(QString::fromUtf8(after(line, "of table ", ' ')),
                                             QString::fromUtf8(after(line, " index ", ' ')));
            transaction.request = LockRequest{{}, QString::fromLatin1(page), object, modeIn(line), {}};
        } else if (line.startsWith("Record lock, heap no ") && transaction.request) {
            transaction.request->resource += u':' + QString::fromLatin1(after(line, "heap no "));
            m_part = Part::Record;
            m_sixBytes.clear();
        }
    }

    static QString modeIn(const QByteArray &line)
    {
        const qsizetype mode = line.indexOf("lock_mode ") < 0 ? line.indexOf("lock mode ") : line.indexOf("lock_mode ");
        QString words = QString::fromLatin1(line.mid(mode + 10));
        words.remove(QStringLiteral(" waiting"));
        words.replace(QStringLiteral(" locks rec but not gap"), QStringLiteral(",REC_NOT_GAP"));
        words.replace(QStringLiteral(" locks gap before rec"), QStringLiteral(",GAP"));
        words.replace(QStringLiteral(" insert intention"), QStringLiteral(",INSERT_INTENTION"));
        return mode < 0 ? QString() : words.trimmed();
    }

    /// " 1: len 6; hex 0000000002d4; asc       ;;" is the transaction id when 7 bytes, the roll pointer, follow it.
    void takeField(const QByteArray &line, Transaction &transaction)
    {
        if (line.trimmed().isEmpty() || line.startsWith("----")) {
            m_part = Part::Ignored;
            return;
        }
        const QByteArray length = after(line, "len ", ';');
        if (length == "7" && !m_sixBytes.isEmpty()) {
            transaction.request->writer = QString::number(m_sixBytes.toULongLong(nullptr, 16));
            m_part = Part::Ignored;
        }
        m_sixBytes = length == "6" ? after(line, "hex ", ';') : QByteArray();
    }

    enum class Part
    {
        Ignored,
        Header,
        Statement,
        Request,
        Record
    };
    Part m_part = Part::Ignored;
    QByteArray m_sixBytes;
    EngineState m_state;
};

/// Who holds what: one pass over the transactions for each resource that is waited for.
class HoldFinder
{
public:
    explicit HoldFinder(EngineState &state)
        : m_state(state)
    {
        for (const Transaction &transaction : state.transactions)
            m_open.insert(transaction.id);
        for (const Transaction &transaction : state.transactions) {
            if (transaction.rowLocks > (transaction.request ? 1 : 0))
                m_lockers.push_back(&transaction);
            if (transaction.request)
                note(transaction);
        }
    }

    void find()
    {
        std::unordered_set<quint64> suspects;
        m_state.holdsKnown = true;
        for (auto &[resource, queue] : m_queues) {
            const auto possible = queue.writer ? std::vector<const Transaction *>() : possibleHolders(resource, queue);
            if (queue.writer || possible.size() == 1) {
                const QString holder = queue.writer ? *queue.writer : possible.front()->id;
                m_state.holds.push_back({holder, resource, QStringLiteral("X")});
                continue;
            }
            m_state.holdsKnown = false;
            for (const Transaction *transaction : possible) {
                if (transaction->thread != 0 && suspects.insert(transaction->thread).second)
                    m_state.suspects.push_back(transaction->thread);
            }
        }
    }

private:
    struct Queue
    {
        std::optional<QString> writer; ///< an open transaction that changed the record
        Milliseconds longest{0};
        bool inOrder = true; ///< no gap among what is waited for
    };

    void note(const Transaction &waiter)
    {
        Queue &queue = m_queues[waiter.request->resource];
        const QString &writer = waiter.request->writer;
        if (writer != waiter.id && m_open.contains(writer))
            queue.writer = writer;
        queue.longest = std::max(queue.longest, waiter.waitAge.value_or(Milliseconds(0)));
        const QStringList words = waiter.request->mode.split(u',');
        if (words.contains(QStringLiteral("GAP")) || words.contains(QStringLiteral("INSERT_INTENTION")))
            queue.inOrder = false;
    }

    /// Empty: nothing can be concluded, as for a table ("`shop`.`stock`"), which may be locked without any row.
    std::vector<const Transaction *> possibleHolders(const QString &resource, const Queue &queue) const
    {
        if (!m_state.complete || resource.contains(u'`'))
            return {};
        if (m_lockers.size() <= 1 || !queue.inOrder)
            return m_lockers;
        std::vector<const Transaction *> possible;
        for (const Transaction *locker : m_lockers) {
            const bool waitsForIt = locker->request && locker->request->resource == resource;
            const bool early = !locker->age || *locker->age + ageStep >= queue.longest;
            if (early && !waitsForIt)
                possible.push_back(locker);
        }
        return possible;
    }

    EngineState &m_state;
    std::unordered_set<QString> m_open;
    std::vector<const Transaction *> m_lockers; ///< those that hold any row
    std::map<QString, Queue> m_queues;
};

} // namespace

EngineState readEngineStatus(const QByteArray &text)
{
    EngineState state = StatusReader().read(text);
    HoldFinder(state).find();
    return state;
}

} // namespace surgedeck::mysql
