// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/metadatalocks.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <map>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostBlockers = 16;

/// Modes from weakest to strongest, as bits of the modes that they do not go together with.
struct Mode
{
    const char *name;
    unsigned int bit;
    unsigned int conflicts;
};

enum ModeBit : unsigned int
{
    S = 1,
    SH = 2,
    SR = 4,
    SW = 8,
    SU = 16,
    SRO = 32,
    SNW = 64,
    SNRW = 128,
    X = 256,
    All = 511,
};

constexpr std::array modes = {
    Mode{"SHARED", S, X},
    Mode{"SHARED_HIGH_PRIO", SH, X},
    Mode{"SHARED_READ", SR, SNRW | X},
    Mode{"SHARED_WRITE", SW, SRO | SNW | SNRW | X},
    Mode{"SHARED_WRITE_LOW_PRIO", SW, SRO | SNW | SNRW | X},
    Mode{"SHARED_UPGRADABLE", SU, SU | SNW | SNRW | X},
    Mode{"SHARED_READ_ONLY", SRO, SW | SNRW | X},
    Mode{"SHARED_NO_WRITE", SNW, SW | SU | SNW | SNRW | X},
    Mode{"SHARED_NO_READ_WRITE", SNRW, SR | SW | SU | SRO | SNW | SNRW | X},
    Mode{"EXCLUSIVE", X, All},
};

const Mode &modeOf(const QString &name)
{
    const auto found = std::find_if(modes.begin(), modes.end(),
                                    [&name](const Mode &mode) { return name == QLatin1String(mode.name); });
    return found == modes.end() ? modes.front() : *found;
}

bool conflict(const MetadataLock &a, const MetadataLock &b)
{
    return (modeOf(a.mode).conflicts & modeOf(b.mode).bit) != 0;
}

bool isUpgradable(const MetadataLock &lock)
{
    return (modeOf(lock.mode).bit & (SU | SNW | SNRW | X)) != 0;
}

using LocksByTable = std::map<QString, std::vector<MetadataLock>>;

/// Holders first; without one it stands behind a request to change the table. Such requests themselves wait for
/// holders.
std::vector<quint64> blockersOf(const MetadataLock &wanted, const std::vector<MetadataLock> &onTable)
{
    std::vector<quint64> holders;
    std::vector<quint64> queued;
    for (const MetadataLock &other : onTable) {
        if (other.session == wanted.session || !conflict(wanted, other))
            continue;
        auto &list = other.pending ? queued : holders;
        if (list.size() < mostBlockers && std::find(list.begin(), list.end(), other.session) == list.end())
            list.push_back(other.session);
    }
    return holders.empty() && !isUpgradable(wanted) ? queued : holders;
}

bool mentions(const QString &text, const QString &table)
{
    const QString name = table.section(u'.', 1);
    const QRegularExpression word(QStringLiteral("(^|[^\\w$])%1($|[^\\w$])").arg(QRegularExpression::escape(name)),
                                  QRegularExpression::CaseInsensitiveOption);
    return !name.isEmpty() && text.contains(word);
}

const MetadataLock *pendingOf(const std::vector<MetadataLock> &locks, quint64 session)
{
    const auto found = std::find_if(locks.begin(), locks.end(), [session](const MetadataLock &lock) {
        return lock.pending && lock.session == session;
    });
    return found == locks.end() ? nullptr : &*found;
}

/// The strongest lock that the session holds on a table, if it is one that is made stronger later.
const MetadataLock *upgradableOf(const std::vector<MetadataLock> &locks, quint64 session)
{
    const auto found = std::find_if(locks.begin(), locks.end(), [session](const MetadataLock &lock) {
        return lock.session == session && isUpgradable(lock);
    });
    return found == locks.end() ? nullptr : &*found;
}

MetadataWait waitFor(const MetadataLock &wanted, const LocksByTable &byTable)
{
    return {wanted.session, wanted.table, wanted.mode, blockersOf(wanted, byTable.at(wanted.table))};
}

/// Behind whoever changes, or wants to change, a table that the statement names.
MetadataWait waitBehindChange(const SessionRow &waiter, const std::vector<MetadataLock> &locks)
{
    MetadataWait wait{waiter.id, {}, {}, {}};
    for (const MetadataLock &lock : locks) {
        if (lock.session == waiter.id || !isUpgradable(lock) || !mentions(waiter.text, lock.table))
            continue;
        wait.table = lock.table;
        if (wait.blockers.size() < mostBlockers)
            wait.blockers.push_back(lock.session);
    }
    return wait;
}

} // namespace

std::vector<MetadataLock> readMetadataLocks(const Answer &locks, const Answer &threads)
{
    std::unordered_map<quint64, quint64> sessionOf;
    for (const Row &row : threads.rows)
        sessionOf.emplace(row.unsignedNumber(0).value_or(0), row.unsignedNumber(1).value_or(0));
    std::vector<MetadataLock> result;
    for (const Row &row : locks.rows) {
        MetadataLock lock;
        lock.table = row.text(0) + u'.' + row.text(1);
        lock.mode = row.text(2);
        if (lock.mode.startsWith(QStringLiteral("MDL_")))
            lock.mode.remove(0, 4);
        lock.pending = row.text(3) == QStringLiteral("PENDING");
        lock.session = row.unsignedNumber(4).value_or(0);
        if (!sessionOf.empty())
            lock.session = sessionOf[lock.session];
        if (lock.session != 0)
            result.push_back(std::move(lock));
    }
    return result;
}

std::vector<MetadataWait> metadataWaits(const std::vector<MetadataLock> &locks, const std::vector<SessionRow> &waiters)
{
    LocksByTable byTable;
    for (const MetadataLock &lock : locks)
        byTable[lock.table].push_back(lock);
    std::vector<MetadataWait> waits;
    for (const SessionRow &waiter : waiters) {
        if (const MetadataLock *pending = pendingOf(locks, waiter.id)) {
            waits.push_back(waitFor(*pending, byTable));
        } else if (const MetadataLock *upgradable = upgradableOf(locks, waiter.id)) {
            waits.push_back(waitFor({waiter.id, upgradable->table, QStringLiteral("EXCLUSIVE"), true}, byTable));
        } else {
            waits.push_back(waitBehindChange(waiter, locks));
        }
    }
    return waits;
}

} // namespace surgedeck::mysql
