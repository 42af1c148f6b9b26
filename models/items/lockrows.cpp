// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/lockrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqldigest.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>

namespace surgedeck {

namespace {

constexpr int widestText = 300;
constexpr std::size_t fewestRows = 3;
constexpr qsizetype mostNames = 3;
constexpr int manyWait = 3;
constexpr Milliseconds longWait{1'000};

struct LockWords
{
    Q_DECLARE_TR_FUNCTIONS(LockRows)
};

using Nodes = std::vector<LockNode>;
using Range = std::pair<std::size_t, std::size_t>;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

QString nameOf(const LockParticipant &participant)
{
    return safe(participant.application.isEmpty() ? participant.user : participant.application);
}

CellFacts secondsCell(const QString &relation, std::optional<Milliseconds> age)
{
    CellFacts cell;
    cell.figure = true;
    cell.text = age ? relation + fixedNumber(toSeconds(*age), 0) : QStringLiteral("\u2014");
    cell.unit = age ? QStringLiteral("s") : QString();
    return cell;
}

CellFacts statementCell(const LockParticipant &participant, SqlDialect dialect)
{
    CellFacts cell;
    const QString summary = digestOf(participant.text, dialect).summary.toString();
    cell.text = safe(summary.isEmpty() ? participant.object : summary);
    cell.trail = safe(participant.state == QLatin1String("waiting") ? QString() : participant.state);
    cell.emphasis = Emphasis::Mono;
    cell.tip = safe(participant.text);
    return cell;
}

/// What it waits for, or what it has changed and holds: "waits X · shop.stock", "18 402 rows changed".
CellFacts lockCell(const LockNode &node)
{
    const LockParticipant &participant = node.participant;
    QStringList words;
    if (node.cycle)
        words << LockWords::tr("deadlock");
    if (!participant.blockedBy.empty()) // of one that waits: which lock, in which mode
        words << LockWords::tr("waits %1").arg(safe(participant.mode)).trimmed();
    if (!participant.object.isEmpty())
        words << safe(participant.object);
    if (participant.rowsModified.value_or(0) > 0)
        words << LockWords::tr("%1 rows changed").arg(fixedNumber(*participant.rowsModified, 0));
    CellFacts cell;
    cell.text = words.join(QStringLiteral(" \u00b7 "));
    cell.tip = cell.text;
    cell.emphasis = Emphasis::Secondary;
    cell.health = node.cycle ? Health::Degraded : Health::Normal;
    return cell;
}

/// Two sessions that meet for a moment are no chain; several that wait, or one that waits for long, are.
bool isChain(const Nodes &nodes, const Range &tree)
{
    const auto waitsLong = [](const LockNode &node) { return !node.root && node.participant.age.value_or(Milliseconds{0}) >= longWait; };
    return nodes[tree.first].blocks >= manyWait ||
           std::any_of(nodes.begin() + std::ptrdiff_t(tree.first), nodes.begin() + std::ptrdiff_t(tree.second), waitsLong);
}

TreeRowFacts nodeRow(const LockNode &node, Health root, SqlDialect dialect)
{
    CellFacts who;
    who.text = safe(node.participant.id);
    who.trail = nameOf(node.participant);
    who.health = node.root ? root : Health::Normal;
    CellFacts blocks;
    blocks.figure = true;
    if (node.blocks > 0)
        blocks.text = LockWords::tr("blocks %1").arg(node.blocks);
    blocks.health = who.health;
    const CellFacts age = secondsCell({}, node.participant.age);
    const QString seconds = LockWords::tr("%1 seconds").arg(age.text);
    if (node.root)
        who.spoken = LockWords::tr("root session %1 %2, blocks %3 sessions, %4, %5")
                         .arg(who.text, who.trail)
                         .arg(node.blocks)
                         .arg(seconds, safe(node.participant.state));
    else
        who.spoken = LockWords::tr("session %1 %2 waits, %3").arg(who.text, who.trail, seconds);
    return {{node.participant.id, {who, statementCell(node.participant, dialect), age, blocks, lockCell(node)}}, node.depth};
}

/// What several have in common: all the names, the most frequent first, at most three.
QString namesOf(const Nodes &nodes, const std::vector<std::size_t> &hidden)
{
    std::map<QString, int> count;
    for (const std::size_t at : hidden)
        if (const QString name = nameOf(nodes[at].participant); !name.isEmpty())
            count[name] += 1;
    std::vector<std::pair<int, QString>> sorted;
    for (const auto &[name, times] : count)
        sorted.emplace_back(-times, name);
    std::sort(sorted.begin(), sorted.end());
    QStringList names;
    for (const auto &[times, name] : sorted)
        if (names.size() < mostNames)
            names << name;
    return names.join(QStringLiteral(", ")) + (sorted.size() > mostNames ? QStringLiteral(" \u2026") : QString());
}

/// The statements of several: the one of most of them, and that there are others.
CellFacts statementsCell(const Nodes &nodes, const std::vector<std::size_t> &hidden, SqlDialect dialect)
{
    std::map<QString, std::pair<int, std::size_t>> count;
    for (const std::size_t at : hidden) {
        auto &[times, first] = count[nodes[at].participant.text];
        first = times == 0 ? at : first;
        times += 1;
    }
    const auto most = std::max_element(count.begin(), count.end(), [](const auto &a, const auto &b) {
        return a.second.first < b.second.first;
    });
    CellFacts cell = statementCell(nodes[most->second.second].participant, dialect);
    if (count.size() > 1)
        cell.trail = LockWords::tr("and %1 others").arg(count.size() - 1);
    return cell;
}

TreeRowFacts restRow(const Nodes &nodes, const std::vector<std::size_t> &hidden, SqlDialect dialect)
{
    CellFacts who;
    who.text = QStringLiteral("+ %1").arg(hidden.size());
    who.trail = namesOf(nodes, hidden);
    who.spoken = LockWords::tr("%1 more sessions wait").arg(hidden.size());
    std::optional<Milliseconds> longest;
    for (const std::size_t at : hidden)
        if (const auto age = nodes[at].participant.age)
            longest = std::max(longest.value_or(Milliseconds{0}), *age);
    const QString id = QStringLiteral("%1/rest").arg(nodes[hidden.front()].participant.id);
    return {{id, {who, statementsCell(nodes, hidden, dialect), secondsCell(QStringLiteral("\u2264 "), longest), {}, {}}}, 1};
}

std::vector<Range> treesOf(const Nodes &nodes)
{
    std::vector<Range> trees;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].depth == 0)
            trees.emplace_back(i, i);
        trees.back().second = i + 1;
    }
    return trees;
}

/// The `count` nodes of a tree that say most, in reading order: the root, then always the one that blocks most of those that
/// hang from a chosen one, of equals the one that stands first.
std::vector<std::size_t> mostTelling(const Nodes &nodes, const Range &tree, std::size_t count)
{
    const auto lessTelling = [&nodes](std::size_t a, std::size_t b) {
        return nodes[a].blocks != nodes[b].blocks ? nodes[a].blocks < nodes[b].blocks : a > b;
    };
    const auto endOf = [&](std::size_t at) { // behind everything below it
        const int depth = nodes[at].depth;
        do
            ++at;
        while (at < tree.second && nodes[at].depth > depth);
        return at;
    };
    std::priority_queue candidates(lessTelling, std::vector<std::size_t>{tree.first});
    std::vector<std::size_t> order;
    while (!candidates.empty() && order.size() < count) {
        const std::size_t best = candidates.top();
        candidates.pop();
        order.push_back(best);
        for (std::size_t at = best + 1, end = endOf(best); at < end; at = endOf(at))
            candidates.push(at);
    }
    std::sort(order.begin(), order.end());
    return order;
}

/// One root and its waiters in `room` rows.
void addTree(std::vector<TreeRowFacts> &rows, const Nodes &nodes, const Range &tree, std::size_t room, SqlDialect dialect)
{
    const auto [begin, end] = tree;
    const bool all = end - begin <= room;
    const std::size_t shown = all ? end - begin : std::max<std::size_t>(room - 1, 1);
    const Health root = isChain(nodes, tree) ? Health::Critical : Health::Normal;
    const std::vector<std::size_t> order = mostTelling(nodes, tree, shown);
    for (const std::size_t at : order)
        rows.push_back(nodeRow(nodes[at], root, dialect));
    if (all || shown >= room)
        return;
    std::vector<std::size_t> whole(end - begin);
    std::iota(whole.begin(), whole.end(), begin);
    std::vector<std::size_t> hidden;
    std::set_difference(whole.begin(), whole.end(), order.begin(), order.end(), std::back_inserter(hidden));
    rows.push_back(restRow(nodes, hidden, dialect));
}

TreeRowFacts moreRoots(std::size_t count)
{
    CellFacts who;
    who.text = QStringLiteral("+ %1").arg(count);
    who.trail = LockWords::tr("more roots");
    return {{QStringLiteral("roots/rest"), {who, {}, {}, {}, {}}}, 0};
}

} // namespace

std::vector<ColumnHead> lockHeads()
{
    return {{LockWords::tr("Session"), false},
            {LockWords::tr("Statement"), false},
            {LockWords::tr("Age"), true},
            {LockWords::tr("Blocks"), true},
            {LockWords::tr("Lock"), false}};
}

std::vector<TreeRowFacts> lockRows(const Nodes &locks, SqlDialect dialect, std::size_t most)
{
    const std::vector<Range> trees = treesOf(locks);
    std::vector<TreeRowFacts> rows;
    std::size_t left = std::max(most, fewestRows);
    for (std::size_t i = 0; i < trees.size() && left > 0; ++i) {
        const std::size_t others = trees.size() - i - 1;
        if (others > 0 && left == 1 && i > 0) {
            rows.push_back(moreRoots(others + 1));
            break;
        }
        // The first root is why people look; the others keep a row each, as far as there are rows.
        const std::size_t kept = std::min(others, left > fewestRows ? left - fewestRows : 0);
        const std::size_t before = rows.size();
        addTree(rows, locks, trees[i], left - kept, dialect);
        left -= rows.size() - before;
    }
    return rows;
}

} // namespace surgedeck
