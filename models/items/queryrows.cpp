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
constexpr double slowFactor = 3;    // times the usual: worth a colour
constexpr double leastShare = 0.05; // of the database's time: below, nothing depends on it
constexpr int manyWait = 3;
constexpr double longWaitSeconds = 1;

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

/// Waiting says more than any average. That two sessions meet for a moment is normal; that several wait, or one for long,
/// is not.
Health healthOf(const DigestRow &row)
{
    if (row.waitingNow >= manyWait || (row.waitingNow > 0 && row.oldestSeconds.value_or(0) >= longWaitSeconds))
        return Health::Critical;
    return row.vsUsual.value_or(0) >= slowFactor && row.timeShare >= leastShare ? Health::Degraded : Health::Normal;
}

QString ageWords(double seconds)
{
    const NumberText text = seconds < 10 ? secondsText(seconds) : NumberText{fixedNumber(seconds, 0), QStringLiteral("s")};
    return text.number + QLatin1Char(' ') + text.unit;
}

/// "63 wait 41 s", "2 run 20 ms", "0": what a server's own totals can not tell, because a statement counts when it ends.
CellFacts nowCell(const DigestRow &row)
{
    const bool waits = row.waitingNow > 0;
    CellFacts cell = figure(NumberText{QString::number(waits ? row.waitingNow : row.activeNow), {}});
    cell.health = healthOf(row) == Health::Critical ? Health::Critical : Health::Normal;
    if (waits)
        cell.unit = tr("wait");
    else if (row.activeNow > 0)
        cell.unit = tr("run");
    if (row.activeNow > 0 && row.oldestSeconds)
        cell.trail = ageWords(*row.oldestSeconds);
    cell.tip = tr("%1 active now, %2 of them wait").arg(row.activeNow).arg(row.waitingNow);
    return cell;
}

bool knowsP95(const DatabaseView &view)
{
    return std::any_of(view.digests.begin(), view.digests.end(), [](const DigestRow &row) { return row.p95Ms.has_value(); });
}

enum class Duration
{
    Mean,
    P95
};

RowFacts digestRow(const DigestRow &row, SqlDialect dialect, Duration duration)
{
    const Health health = healthOf(row);
    CellFacts share = figure(NumberText{fixedNumber(row.timeShare * 100, 1), QStringLiteral("%")});
    share.bar = row.timeShare;
    share.health = row.timeShare >= leastShare ? health : Health::Normal;
    const auto rate = row.callsPerSecond ? std::optional(NumberText{fixedNumber(*row.callsPerSecond, *row.callsPerSecond < 10 ? 1 : 0), {}})
                                         : std::nullopt;
    const std::optional<double> &ms = duration == Duration::P95 ? row.p95Ms : row.meanMs;
    CellFacts lasted = figure(ms ? std::optional(secondsText(*ms / 1000)) : std::nullopt);
    const auto usual = row.vsUsual ? std::optional(NumberText{QStringLiteral("\u00d7") + fixedNumber(*row.vsUsual, *row.vsUsual < 10 ? 1 : 0), {}})
                                   : std::nullopt;
    CellFacts vsUsual = figure(usual);
    vsUsual.tip = tr("mean now against the mean of the server's own totals");
    if (health != Health::Normal && row.vsUsual.value_or(0) >= slowFactor)
        vsUsual.health = lasted.health = health;
    return {row.id, {digestCell(row, dialect), share, nowCell(row), figure(rate), lasted, vsUsual}};
}

} // namespace

std::vector<ColumnHead> digestHeads(const DatabaseView &view)
{
    return {{tr("Query digest"), false}, {tr("Share of DB time"), false},
            {tr("Now"), true},           {tr("Calls /s"), true},
            {knowsP95(view) ? tr("p95") : tr("mean"), true}, {tr("vs usual"), true}};
}

std::vector<RowFacts> digestRows(const DatabaseView &view, SqlDialect dialect, std::size_t most)
{
    const Duration duration = knowsP95(view) ? Duration::P95 : Duration::Mean;
    std::vector<RowFacts> rows;
    for (std::size_t i = 0; i < view.digests.size() && i < most; ++i)
        rows.push_back(digestRow(view.digests[i], dialect, duration));
    return rows;
}

} // namespace surgedeck
