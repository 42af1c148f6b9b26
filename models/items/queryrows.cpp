// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/queryrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqldigest.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 300;
constexpr double slowFactor = 3; // times the usual: worth a colour

QString tr(const char *text)
{
    return QCoreApplication::translate("QueryRows", text);
}

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

CellFacts figure(const std::optional<NumberText> &text)
{
    CellFacts cell;
    cell.figure = true;
    cell.text = text ? text->number : QStringLiteral("\u2014");
    cell.unit = text ? text->unit : QString();
    if (!text)
        cell.emphasis = Emphasis::Secondary;
    return cell;
}

CellFacts digestCell(const DigestRow &row, SqlDialect dialect)
{
    const SqlSummary summary = digestOf(row.text, dialect).summary;
    CellFacts cell;
    cell.lead = safe(summary.verb);
    cell.text = safe(summary.tables);
    cell.trail = safe(summary.predicate);
    if (cell.lead.isEmpty() && cell.text.isEmpty())
        cell.text = safe(row.text);
    cell.emphasis = Emphasis::Mono;
    cell.tip = safe(row.text);
    cell.spoken = safe(summary.toString());
    return cell;
}

/// Waiting says more than any average: a digest that waits is out of bounds.
Health healthOf(const DigestRow &row)
{
    if (row.waitingNow > 0)
        return Health::Critical;
    return row.vsUsual.value_or(0) >= slowFactor ? Health::Degraded : Health::Normal;
}

RowFacts digestRow(const DigestRow &row, SqlDialect dialect)
{
    const Health health = healthOf(row);
    CellFacts share = figure(NumberText{fixedNumber(row.timeShare * 100, 1), QStringLiteral("%")});
    share.bar = row.timeShare;
    share.health = row.timeShare > 0.05 ? health : Health::Normal;
    CellFacts active = figure(NumberText{QString::number(row.activeNow), {}});
    if (row.waitingNow > 0)
        active.unit = tr("%1 wait").arg(row.waitingNow);
    active.health = row.waitingNow > 0 ? health : Health::Normal;
    const auto rate = row.callsPerSecond ? std::optional(NumberText{fixedNumber(*row.callsPerSecond, *row.callsPerSecond < 10 ? 1 : 0), {}})
                                         : std::nullopt;
    const auto mean = row.meanMs ? std::optional(secondsText(*row.meanMs / 1000)) : std::nullopt;
    const auto usual = row.vsUsual ? std::optional(NumberText{QStringLiteral("\u00d7") + fixedNumber(*row.vsUsual, *row.vsUsual < 10 ? 1 : 0), {}})
                                   : std::nullopt;
    CellFacts vsUsual = figure(usual);
    vsUsual.health = row.vsUsual.value_or(0) >= slowFactor ? Health::Degraded : Health::Normal;
    return {row.id, {digestCell(row, dialect), share, active, figure(rate), figure(mean), vsUsual}, false};
}

CellFacts statementCell(const LockNode &node, SqlDialect dialect)
{
    CellFacts cell;
    const QString summary = digestOf(node.participant.text, dialect).summary.toString();
    cell.text = safe(summary.isEmpty() ? node.participant.object : summary);
    cell.trail = safe(node.participant.state == QLatin1String("waiting") ? QString() : node.participant.state);
    cell.emphasis = Emphasis::Mono;
    cell.tip = safe(node.participant.text);
    return cell;
}

TreeRowFacts lockRow(const LockNode &node, SqlDialect dialect)
{
    CellFacts who;
    who.text = safe(node.participant.id);
    who.trail = safe(node.participant.application.isEmpty() ? node.participant.user : node.participant.application);
    who.health = node.root ? Health::Critical : Health::Normal;
    who.spoken = node.root ? tr("root session %1 %2, blocks %3").arg(who.text, who.trail).arg(node.blocks)
                           : tr("session %1 %2 waits").arg(who.text, who.trail);
    const auto age = node.participant.age ? std::optional(NumberText{fixedNumber(toSeconds(*node.participant.age), 0), QStringLiteral("s")})
                                          : std::nullopt;
    CellFacts blocks;
    blocks.figure = true;
    if (node.blocks > 0)
        blocks.text = tr("blocks %1").arg(node.blocks);
    blocks.health = who.health;
    return {{node.participant.id, {who, statementCell(node, dialect), figure(age), blocks}, false}, node.depth};
}

TreeRowFacts restRow(const QString &parent, int depth, int count)
{
    CellFacts who;
    who.text = tr("+ %1").arg(count);
    who.trail = tr("more");
    return {{parent + QStringLiteral("/rest"), {who, {}, {}, {}}, false}, depth};
}

} // namespace

std::vector<ColumnHead> digestHeads()
{
    return {{tr("Query digest"), false}, {tr("Share of DB time"), false}, {tr("Active"), true},
            {tr("Calls /s"), true},      {tr("mean"), true},              {tr("vs usual"), true}};
}

std::vector<RowFacts> digestRows(const DatabaseView &view, SqlDialect dialect, std::size_t most)
{
    std::vector<RowFacts> rows;
    for (std::size_t i = 0; i < view.digests.size() && i < most; ++i)
        rows.push_back(digestRow(view.digests[i], dialect));
    return rows;
}

std::vector<ColumnHead> lockHeads()
{
    return {{tr("Session"), false}, {tr("Statement"), false}, {tr("Age"), true}, {tr("Blocks"), true}};
}

std::vector<TreeRowFacts> lockRows(const DatabaseView &view, SqlDialect dialect, std::size_t mostSiblings)
{
    std::vector<TreeRowFacts> rows;
    std::vector<std::pair<QString, std::size_t>> path; // id and children shown so far, for each open depth
    std::vector<int> hidden;
    const auto close = [&](std::size_t depth) {
        while (path.size() > depth) {
            if (hidden.back() > 0)
                rows.push_back(restRow(path.back().first, static_cast<int>(path.size()), hidden.back()));
            path.pop_back();
            hidden.pop_back();
        }
    };
    int skipBelow = -1; // children of a hidden row are hidden with it
    for (const LockNode &node : view.locks) {
        if (skipBelow >= 0 && node.depth > skipBelow) {
            hidden[static_cast<std::size_t>(skipBelow) - 1] += 1;
            continue;
        }
        skipBelow = -1;
        close(static_cast<std::size_t>(node.depth));
        if (node.depth > 0 && !path.empty() && path.back().second >= mostSiblings) {
            hidden.back() += 1;
            skipBelow = node.depth;
            continue;
        }
        if (!path.empty())
            path.back().second += 1;
        rows.push_back(lockRow(node, dialect));
        path.emplace_back(node.participant.id, 0);
        hidden.push_back(0);
    }
    close(0);
    return rows;
}

} // namespace surgedeck
