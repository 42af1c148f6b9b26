// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/transactions.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace surgedeck::mysql {

namespace {

/// Ages come from the server's clock, which may step back.
std::optional<Milliseconds> milliseconds(const std::optional<double> &microseconds)
{
    if (!microseconds)
        return std::nullopt;
    return Milliseconds(static_cast<long long>(std::max(0.0, *microseconds / 1000)));
}

Transaction readTransaction(const Row &row)
{
    Transaction transaction;
    transaction.id = row.text(0);
    transaction.thread = row.unsignedNumber(2).value_or(0);
    transaction.age = milliseconds(row.number(3));
    transaction.waitAge = milliseconds(row.number(4));
    transaction.rowsModified = row.number(6);
    if (!row.isNull(5))
        transaction.request = LockRequest{row.text(5), resourceOf(row.text(5)), {}, {}, {}};
    return transaction;
}

bool waitsLonger(const Transaction &a, const Transaction &b)
{
    return a.waitAge.value_or(Milliseconds(0)) > b.waitAge.value_or(Milliseconds(0));
}

} // namespace

int EngineState::waiters() const
{
    return static_cast<int>(std::count_if(transactions.begin(), transactions.end(), [](const Transaction &transaction) {
        return transaction.request.has_value();
    }));
}

std::vector<Transaction> readTransactions(const Answer &answer)
{
    std::vector<Transaction> transactions;
    transactions.reserve(answer.rows.size());
    for (const Row &row : answer.rows)
        transactions.push_back(readTransaction(row));
    return transactions;
}

void addRowLocks(const Answer &answer, EngineState &state)
{
    std::unordered_map<QString, Transaction *> waiting;
    for (Transaction &transaction : state.transactions) {
        if (transaction.request)
            waiting.emplace(transaction.request->lockId, &transaction);
    }
    for (const Row &row : answer.rows) {
        const QString mode = row.text(2);
        if (const auto waiter = waiting.find(row.text(0)); waiter != waiting.end()) {
            waiter->second->request->mode = mode;
            waiter->second->request->object = lockedObject(row.text(3), row.text(4));
        } else {
            state.holds.push_back({row.text(1), resourceOf(row.text(0)), mode});
        }
    }
    state.holdsKnown = true;
}

void addLockWaits(const Answer &answer, EngineState &state)
{
    std::unordered_map<QString, QString> requestOf; // of transactions that wait themselves
    std::unordered_map<QString, std::pair<QString, QString>> described;
    for (const Transaction &transaction : state.transactions) {
        if (transaction.request)
            requestOf.emplace(transaction.id, transaction.request->resource);
    }
    for (const Row &row : answer.rows) {
        const QString resource = resourceOf(row.text(0));
        const QString holder = row.text(1);
        described.emplace(resource, std::pair(lockedObject(row.text(2), row.text(3)), row.text(4)));
        if (const auto own = requestOf.find(holder); own == requestOf.end() || own->second != resource)
            state.holds.push_back({holder, resource, row.text(4)});
    }
    for (Transaction &transaction : state.transactions) {
        const auto found = transaction.request ? described.find(transaction.request->resource) : described.end();
        if (found != described.end())
            std::tie(transaction.request->object, transaction.request->mode) = found->second;
    }
    state.holdsKnown = true;
}

void addKnownHolds(const std::vector<LockHold> &holds, EngineState &state)
{
    std::unordered_set<QString> open;
    std::unordered_set<QString> unheld;
    for (const Transaction &transaction : state.transactions) {
        open.insert(transaction.id);
        if (transaction.request)
            unheld.insert(transaction.request->resource);
    }
    for (const LockHold &hold : state.holds)
        unheld.erase(hold.resource);
    std::unordered_set<QString> found;
    for (const LockHold &hold : holds) {
        if (!unheld.contains(hold.resource) || !open.contains(hold.transaction))
            continue;
        state.holds.push_back(hold);
        found.insert(hold.resource);
    }
    state.holdsKnown = found.size() == unheld.size();
    if (state.holdsKnown)
        state.suspects.clear();
}

QStringList oldestRequests(const std::vector<Transaction> &transactions, qsizetype limit)
{
    std::map<QString, const Transaction *> oldest;
    for (const Transaction &transaction : transactions) {
        if (!transaction.request)
            continue;
        const auto [place, added] = oldest.emplace(transaction.request->resource, &transaction);
        if (!added && waitsLonger(transaction, *place->second))
            place->second = &transaction;
    }
    std::vector<const Transaction *> sorted;
    for (const auto &[resource, transaction] : oldest)
        sorted.push_back(transaction);
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) { return waitsLonger(*a, *b); });
    QStringList ids;
    for (const Transaction *transaction : sorted) {
        if (ids.size() < limit)
            ids << transaction->request->lockId;
    }
    return ids;
}

QString resourceOf(const QString &lockId)
{
    const QStringList parts = lockId.split(u':');
    const bool addresses = parts.size() > 2 && parts.back().size() > 11 && parts.front().size() > 11;
    return parts.mid(1, addresses ? parts.size() - 2 : -1).join(u':');
}

QString lockedObject(QString table, const QString &index)
{
    table.remove(u'`');
    return index.isEmpty() ? table : QStringLiteral("%1 (%2)").arg(table, index);
}

} // namespace surgedeck::mysql
