// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/platformfields.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

using Field = Observed (*)(const DatabaseView &);
using Fields = std::map<QString, Field>;

constexpr double shareThatCounts = 0.05;   // of the time of all: what takes less is no regression that anybody feels
constexpr double meanThatCounts = 20;      // milliseconds
constexpr std::size_t fewestToCompare = 5; // statements, before one of them is held against the others
constexpr double busyThatCounts = 500;     // milliseconds of every second: half a session for this statement alone

Observed ofSessions(const DatabaseView &view, std::optional<double> value)
{
    return {.value = view.sampledAt ? value : std::nullopt, .at = view.sampledAt};
}

Observed active(const DatabaseView &view, double ActiveSessions::*part)
{
    return ofSessions(view, view.active ? std::optional((*view.active).*part) : std::nullopt);
}

Observed share(const DatabaseView &view)
{
    const bool known = view.connectionLimit && *view.connectionLimit > 0;
    return ofSessions(view, known ? std::optional(100.0 * view.connections / *view.connectionLimit) : std::nullopt);
}

double idleTransactions(const DatabaseView &view)
{
    return double(std::ranges::count_if(
        view.sessions, [](const Session &session) { return !session.active && session.transactionAge.has_value(); }));
}

Observed oldestTransaction(const DatabaseView &view)
{
    Milliseconds oldest{0};
    for (const Session &session : view.sessions)
        oldest = std::max(oldest, session.transactionAge.value_or(Milliseconds{0}));
    return ofSessions(view, toSeconds(oldest));
}

Observed biggestUser(const DatabaseView &view)
{
    std::map<QString, int> counts;
    for (const Session &session : view.sessions)
        counts[session.application.isEmpty() ? session.user
                                             : session.user + QStringLiteral(" / ") + session.application] += 1;
    const auto most = std::ranges::max_element(counts, {}, [](const auto &entry) { return entry.second; });
    if (most == counts.end())
        return {.text = QStringLiteral("none"), .at = view.sampledAt};
    return {.text = QStringLiteral("%1, %2 sessions").arg(most->first).arg(most->second), .at = view.sampledAt};
}

Observed ofLocks(const DatabaseView &view, std::optional<double> value)
{
    Observed seen{.value = view.locksAt ? value : std::nullopt, .at = view.locksAt};
    if (!seen.value)
        seen.why = view.locksCannotTell;
    return seen;
}

/// Of the root; without one there is nothing that it could be.
Observed ofRoot(const DatabaseView &view, const std::function<std::optional<double>(const LockParticipant &)> &part)
{
    const LockNode *root = heaviestRoot(view);
    return ofLocks(view, root == nullptr ? std::optional(0.0) : part(root->participant));
}

Observed rootText(const DatabaseView &view, const std::function<QString(const LockParticipant &)> &part)
{
    const LockNode *root = heaviestRoot(view);
    if (root == nullptr)
        return {.text = QStringLiteral("none"), .at = view.locksAt};
    const QString text = part(root->participant);
    return {.text = text.isEmpty() ? QStringLiteral("not known") : text, .at = view.locksAt};
}

std::optional<double> isIdle(const LockParticipant &root)
{
    if (root.state.isEmpty())
        return std::nullopt;
    const bool idle = root.state.startsWith(QLatin1String("idle")) || root.state == QLatin1String("Sleep");
    return idle ? 1.0 : 0.0;
}

std::optional<double> isPrepared(const LockParticipant &root)
{
    return root.state.startsWith(QLatin1String("prepared")) ? 1.0 : 0.0;
}

std::optional<double> ageOf(const LockParticipant &root)
{
    return root.age ? std::optional(toSeconds(*root.age)) : std::nullopt;
}

QString ownerOf(const LockParticipant &root)
{
    return root.application.isEmpty() ? root.user : root.user + QStringLiteral(" / ") + root.application;
}

Observed ofTop(const DatabaseView &view, const std::function<std::optional<double>(const DigestRow &)> &part)
{
    if (view.digests.empty())
        return ofSessions(view, 0.0);
    const auto value = part(view.digests.front());
    return {.value = value, .at = view.sampledAt, .why = value ? QString() : view.digestReason};
}

/// On a machine that is short of time a statement of half a millisecond takes ten times as long, and nobody notices.
bool isWaitedFor(const DigestRow &row)
{
    const double mean = row.meanMs.value_or(0);
    return mean >= meanThatCounts || mean * row.callsPerSecond.value_or(0) >= busyThatCounts;
}

/// How much slower than usual the statements are in the middle: that is the machine, and none of them. At least 1.
double allVsUsual(const DatabaseView &view)
{
    std::vector<double> multiples;
    for (const DigestRow &row : view.digests)
        if (row.vsUsual)
            multiples.push_back(*row.vsUsual);
    if (multiples.size() < fewestToCompare)
        return 1;
    const auto middle = multiples.begin() + std::ptrdiff_t(multiples.size() / 2);
    std::ranges::nth_element(multiples, middle);
    return std::max(1.0, *middle);
}

Observed worstVsUsual(const DatabaseView &view)
{
    std::optional<double> worst;
    for (const DigestRow &row : view.digests)
        if (row.timeShare >= shareThatCounts && row.vsUsual)
            worst = std::max(worst.value_or(0), isWaitedFor(row) ? *row.vsUsual / allVsUsual(view) : 0);
    Observed seen{.value = worst, .at = view.digestsAt};
    seen.why = worst                         ? QString()
               : view.digestReason.isEmpty() ? QStringLiteral("no statement has a usual time yet")
                                             : view.digestReason;
    return seen;
}

Fields sessionFields()
{
    return {
        {QStringLiteral("sessions.connections"), [](const DatabaseView &v) { return ofSessions(v, v.connections); }},
        {QStringLiteral("sessions.share"), share},
        {QStringLiteral("sessions.active"),
         [](const DatabaseView &v) {
             return ofSessions(v, v.active ? std::optional(v.active->total()) : std::nullopt);
         }},
        {QStringLiteral("sessions.running"), [](const DatabaseView &v) { return active(v, &ActiveSessions::running); }},
        {QStringLiteral("sessions.lock_waits"), [](const DatabaseView &v) { return active(v, &ActiveSessions::lock); }},
        {QStringLiteral("sessions.io"), [](const DatabaseView &v) { return active(v, &ActiveSessions::io); }},
        {QStringLiteral("sessions.client"), [](const DatabaseView &v) { return active(v, &ActiveSessions::client); }},
        {QStringLiteral("sessions.idle_transactions"),
         [](const DatabaseView &v) { return ofSessions(v, idleTransactions(v)); }},
        {QStringLiteral("sessions.oldest_transaction"), oldestTransaction},
        {QStringLiteral("sessions.biggest_user"), biggestUser},
    };
}

Fields lockFields()
{
    return {
        {QStringLiteral("locks.waiters"),
         [](const DatabaseView &v) {
             return Observed{.value = v.locksAt ? std::optional<double>(v.lockWaiters) : std::nullopt, .at = v.locksAt};
         }},
        {QStringLiteral("locks.root"),
         [](const DatabaseView &v) {
             return rootText(v, [](const LockParticipant &p) { return p.id + QStringLiteral(", ") + p.state; });
         }},
        {QStringLiteral("locks.root_owner"), [](const DatabaseView &v) { return rootText(v, ownerOf); }},
        {QStringLiteral("locks.root_statement"),
         [](const DatabaseView &v) { return rootText(v, [](const LockParticipant &p) { return p.text; }); }},
        {QStringLiteral("locks.root_blocks"),
         [](const DatabaseView &v) {
             const LockNode *r = heaviestRoot(v);
             return ofLocks(v, r == nullptr ? 0.0 : r->blocks);
         }},
        {QStringLiteral("locks.root_age"), [](const DatabaseView &v) { return ofRoot(v, ageOf); }},
        {QStringLiteral("locks.root_idle"), [](const DatabaseView &v) { return ofRoot(v, isIdle); }},
        {QStringLiteral("locks.root_prepared"), [](const DatabaseView &v) { return ofRoot(v, isPrepared); }},
        {QStringLiteral("locks.root_rows"),
         [](const DatabaseView &v) { return ofRoot(v, [](const LockParticipant &p) { return p.rowsModified; }); }},
        {QStringLiteral("locks.definition_waits"),
         [](const DatabaseView &v) { return ofLocks(v, double(std::ranges::count_if(v.locks, waitsForDefinition))); }},
    };
}

Fields digestFields()
{
    return {
        {QStringLiteral("digests.top"),
         [](const DatabaseView &v) {
             return Observed{.text = v.digests.empty() ? QStringLiteral("none") : v.digests.front().text,
                             .at = v.sampledAt};
         }},
        {QStringLiteral("digests.top_share"),
         [](const DatabaseView &v) {
             return ofTop(v, [](const DigestRow &d) { return std::optional(d.timeShare * 100); });
         }},
        {QStringLiteral("digests.top_vs_usual"),
         [](const DatabaseView &v) { return ofTop(v, [](const DigestRow &d) { return d.vsUsual; }); }},
        {QStringLiteral("digests.top_examined"),
         [](const DatabaseView &v) { return ofTop(v, [](const DigestRow &d) { return d.rowsExaminedPerSent; }); }},
        {QStringLiteral("digests.top_waiting"),
         [](const DatabaseView &v) {
             return ofTop(v, [](const DigestRow &d) { return std::optional<double>(d.waitingNow); });
         }},
        {QStringLiteral("digests.worst_vs_usual"), worstVsUsual},
    };
}

} // namespace

const LockNode *heaviestRoot(const DatabaseView &view)
{
    const LockNode *heaviest = nullptr;
    for (const LockNode &node : view.locks)
        if (node.root && (heaviest == nullptr || node.blocks > heaviest->blocks))
            heaviest = &node;
    return heaviest;
}

bool waitsForDefinition(const LockNode &node)
{
    // Of a metadata lock in MySQL's words, and of a relation's lock in PostgreSQL's: modes that only a change of the
    // definition asks for. Row locks have modes of other names.
    static const QStringList modes{QStringLiteral("EXCLUSIVE"), QStringLiteral("SHARED_UPGRADABLE"),
                                   QStringLiteral("SHARED_NO_WRITE"), QStringLiteral("SHARED_NO_READ_WRITE"),
                                   QStringLiteral("AccessExclusiveLock")};
    return !node.participant.blockedBy.empty() && modes.contains(node.participant.mode);
}

Observed databaseField(const DatabaseView &view, const QString &name)
{
    static const Fields fields = [] {
        Fields all = sessionFields();
        all.merge(lockFields());
        all.merge(digestFields());
        return all;
    }();
    const auto found = fields.find(name);
    return found == fields.end() ? Observed{.why = QStringLiteral("no such field")} : found->second(view);
}

} // namespace surgedeck::runbook
