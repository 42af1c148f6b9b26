// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/workbenchrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/sqldigest.h"
#include "models/items/clocktext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 300;
constexpr double changedFactor = 1.5;
constexpr double slowFactor = 3;
constexpr double mostlyLock = 0.5;
constexpr double manyRead = 100;
constexpr double leastShare = 0.05;
constexpr int manyWait = 3;
constexpr std::chrono::hours longestAfterDeploy{24};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Workbench)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

CellFacts figureOf(const std::optional<NumberText> &text, Health health = Health::Normal)
{
    CellFacts cell;
    cell.figure = true;
    cell.text = text ? text->number : QStringLiteral("\u2014");
    cell.unit = text ? text->unit : QString();
    cell.emphasis = text ? Emphasis::Primary : Emphasis::Secondary;
    cell.health = text ? health : Health::Normal;
    return cell;
}

CellFacts duration(const std::optional<double> &ms, Health health)
{
    return figureOf(ms ? std::optional(secondsText(*ms / 1000)) : std::nullopt, health);
}

CellFacts plain(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts cell;
    cell.text = safe(text);
    cell.emphasis = emphasis;
    cell.tip = cell.text;
    return cell;
}

Health healthOf(const DigestRow &row)
{
    if (row.waitingNow >= manyWait)
        return Health::Critical;
    return row.vsUsual.value_or(0) >= slowFactor && row.timeShare >= leastShare ? Health::Degraded : Health::Normal;
}

/// It waits, or takes another time than usual.
bool isChanged(const DigestRow &row)
{
    const double usual = row.vsUsual.value_or(1);
    return row.waitingNow > 0 || usual >= changedFactor || usual <= 1 / changedFactor ||
           row.callsVsBefore.value_or(1) >= slowFactor;
}

CellFacts statementCell(const QString &text, SqlDialect dialect)
{
    const SqlSummary summary = digestOf(text, dialect).summary;
    CellFacts cell;
    cell.lead = safe(summary.verb);
    cell.text = safe(summary.tables);
    cell.trail = safe(summary.predicate);
    if (cell.lead.isEmpty() && cell.text.isEmpty())
        cell.text = safe(text);
    cell.emphasis = Emphasis::Mono;
    cell.tip = safe(text);
    cell.spoken = safe(summary.toString());
    return cell;
}

CellFacts countCell(int count, Health health)
{
    CellFacts cell = figureOf(NumberText{QString::number(count), {}}, health);
    cell.emphasis = count > 0 ? Emphasis::Primary : Emphasis::Secondary;
    return cell;
}

CellFacts oldestCell(const DigestRow &row, Health health)
{
    const auto text = [](double seconds) {
        return NumberText{fixedNumber(seconds, seconds < 10 ? 1 : 0), QStringLiteral("s")};
    };
    return figureOf(row.activeNow > 0 && row.oldestSeconds ? std::optional(text(*row.oldestSeconds)) : std::nullopt,
                    health);
}

CellFacts callsCell(const DigestRow &row, const std::optional<NumberText> &text)
{
    const bool more = row.callsVsBefore.value_or(1) >= slowFactor;
    CellFacts cell = figureOf(text, more ? Health::Attention : Health::Normal);
    if (more)
        cell.tip =
            Words::tr("in the last half minute %1 times as often as before").arg(fixedNumber(*row.callsVsBefore, 1));
    return cell;
}

/// Against what it is compared stands in the tool tip: figures of a column look alike.
CellFacts usualCell(const DigestRow &row, const std::optional<NumberText> &text, Health health)
{
    CellFacts cell = figureOf(text, health);
    if (row.vsUsual)
        cell.tip = row.usualDays > 0 ? Words::tr("against its mean at this hour on %n earlier day(s), from our journal",
                                                 nullptr, row.usualDays)
                                     : Words::tr("against the mean of the server's own totals, whatever the hour");
    return cell;
}

CellFacts firstSeenCell(const DigestRow &row, const WorkbenchContext &context)
{
    if (!row.firstSeen)
        return figureOf(std::nullopt);
    const bool today = dayText(*row.firstSeen, context.now) == minuteText(*row.firstSeen);
    const QString day = today ? minuteText(*row.firstSeen) : dayText(*row.firstSeen, context.now).section(u' ', 0, 1);
    if (!row.firstSeenIsCertain) {
        CellFacts cell = figureOf(NumberText{QStringLiteral("\u2264 ") + day, {}});
        cell.emphasis = Emphasis::Secondary;
        cell.tip = Words::tr("at the latest: it ran when we began to watch");
        return cell;
    }
    const Change *deploy = newSince(row, context.changes);
    CellFacts cell =
        figureOf(NumberText{day, deploy ? Words::tr("new") : QString()}, deploy ? Health::Attention : Health::Normal);
    if (deploy)
        cell.tip = Words::tr("new since the deployment of %1: %2").arg(minuteText(deploy->at), safe(deploy->title));
    return cell;
}

RowFacts rowOf(const DigestRow &row, StatementCells &cells, const WorkbenchContext &context)
{
    const Health health = healthOf(row);
    CellFacts share = figureOf(NumberText{fixedNumber(row.timeShare * 100, 1), QStringLiteral("%")});
    share.bar = row.timeShare;
    share.health = row.timeShare >= leastShare ? health : Health::Normal;
    const auto number = [](const std::optional<double> &value, const QString &prefix, const QString &unit,
                           double times = 1) {
        const double shown = value.value_or(0) * times;
        const int places = shown >= 10 ? 0 : shown >= 0.1 || shown == 0 ? 1 : 2;
        return value ? std::optional(NumberText{prefix + fixedNumber(shown, places), unit}) : std::nullopt;
    };
    const Health usual = row.vsUsual.value_or(0) >= slowFactor ? health : Health::Normal;
    const Health waits = health == Health::Critical ? health : Health::Normal;
    return {row.id,
            {cells.cell(row.id, row.text), share, countCell(row.activeNow, Health::Normal),
             countCell(row.waitingNow, waits), oldestCell(row, waits),
             callsCell(row, number(row.callsPerSecond, {}, {})), duration(row.meanMs, usual),
             duration(row.p95Ms, usual),
             figureOf(number(row.rowsExaminedPerSent, {}, {}),
                      row.rowsExaminedPerSent.value_or(0) >= manyRead ? Health::Attention : Health::Normal),
             figureOf(number(row.lockShare, {}, QStringLiteral("%"), 100),
                      row.lockShare.value_or(0) >= mostlyLock ? health : Health::Normal),
             usualCell(row, number(row.vsUsual, QStringLiteral("\u00d7"), {}), usual), firstSeenCell(row, context)}};
}

std::optional<NumberText> secondsOf(const std::optional<Milliseconds> &age)
{
    if (!age)
        return std::nullopt;
    const double seconds = toSeconds(*age);
    return NumberText{fixedNumber(seconds, seconds < 10 ? 1 : 0), QStringLiteral("s")};
}

RowFacts rowOf(const Session &session)
{
    const bool waits = session.waitClass == WaitClass::Lock && !session.wait.isEmpty();
    CellFacts who = plain(session.id, Emphasis::Strong);
    who.trail = safe(session.application.isEmpty() ? session.user : session.application);
    // MySQL calls it "Sleep", which hides what it is: it may hold locks for as long as it is open.
    const bool idle = !session.active && session.transactionAge.has_value();
    CellFacts state = plain(!session.wait.isEmpty() ? session.wait
                            : idle                  ? Words::tr("idle in transaction")
                                                    : session.state);
    state.health = waits ? Health::Degraded : Health::Normal;
    CellFacts statement = plain(session.text, Emphasis::Mono);
    return {session.id,
            {who, plain(session.client, Emphasis::Secondary), state, statement, figureOf(secondsOf(session.age)),
             figureOf(secondsOf(session.transactionAge))}};
}

QString percent(double share)
{
    return fixedNumber(share * 100, share < 0.1 ? 1 : 0);
}

QString fieldWord(const QString &field)
{
    if (field == QLatin1String("statement"))
        return Words::tr("statement");
    if (field == QLatin1String("user"))
        return Words::tr("user");
    if (field == QLatin1String("application"))
        return Words::tr("application");
    if (field == QLatin1String("client"))
        return Words::tr("client");
    if (field == QLatin1String("database"))
        return Words::tr("database");
    return Words::tr("waits for");
}

} // namespace

const CellFacts &StatementCells::cell(const QString &digest, const QString &text)
{
    if (m_known.size() >= most && !m_known.contains(digest))
        m_known.clear();
    Known &known = m_known[digest];
    if (known.text != text || known.cell.tip.isEmpty())
        known = {text, statementCell(text, m_dialect)};
    return known.cell;
}

const Change *newSince(const DigestRow &row, const std::vector<Change> &changes)
{
    if (!row.firstSeen || !row.firstSeenIsCertain)
        return nullptr;
    for (const Change &change : changes)
        if (change.kind == QLatin1String("deploy") && change.at <= *row.firstSeen)
            return *row.firstSeen - change.at <= longestAfterDeploy ? &change : nullptr;
    return nullptr;
}

DigestsTold whatDigestsTell(const DatabaseView &view)
{
    const auto any = [&view](auto member) {
        return view.digests.empty() || std::any_of(view.digests.begin(), view.digests.end(),
                                                   [member](const DigestRow &row) { return (row.*member).has_value(); });
    };
    return {any(&DigestRow::p95Ms), any(&DigestRow::rowsExaminedPerSent)};
}

std::vector<ColumnHead> workbenchHeads()
{
    return {{Words::tr("Query digest"), false}, {Words::tr("Share of DB time"), false},
            {Words::tr("Active"), true},        {Words::tr("Waiting"), true},
            {Words::tr("Oldest"), true},        {Words::tr("Calls /s"), true},
            {Words::tr("Mean"), true},          {Words::tr("p95"), true},
            {Words::tr("Read/sent"), true},     {Words::tr("Lock"), true},
            {Words::tr("vs usual"), true},      {Words::tr("First seen"), true}};
}

RowsToMake workbenchRows(const DatabaseView &view, std::shared_ptr<StatementCells> cells, const WorkbenchFilter &filter,
                         WorkbenchContext context)
{
    const auto keeps = [&](const DigestRow &row) {
        return (filter.words.isEmpty() || filter.keeps(row, cells->cell(row.id, row.text).spoken)) &&
               (!filter.onlyChanged || isChanged(row) || newSince(row, context.changes));
    };
    auto kept = std::make_shared<std::vector<DigestRow>>();
    std::copy_if(view.digests.begin(), view.digests.end(), std::back_inserter(*kept), keeps);
    RowsToMake rows;
    rows.ids.reserve(kept->size());
    for (const DigestRow &row : *kept)
        rows.ids.push_back(row.id);
    rows.make = [kept = std::move(kept), cells = std::move(cells), context = std::move(context)](std::size_t place) {
        return rowOf((*kept)[place], *cells, context);
    };
    return rows;
}

std::vector<ColumnHead> sessionHeads()
{
    return {{Words::tr("Session"), false},   {Words::tr("Client"), false}, {Words::tr("State"), false},
            {Words::tr("Statement"), false}, {Words::tr("For"), true},     {Words::tr("Open for"), true}};
}

std::vector<RowFacts> sessionRows(const std::vector<Session> &sessions, const WorkbenchFilter &filter, std::size_t most)
{
    std::vector<const Session *> kept;
    for (const Session &session : sessions)
        if (filter.keeps(session))
            kept.push_back(&session);
    const auto weight = [](const Session &session) {
        return std::max(session.active ? session.age.value_or(Milliseconds{0}) : Milliseconds{0},
                        session.transactionAge.value_or(Milliseconds{0}));
    };
    const auto heavier = [&weight](const Session *a, const Session *b) {
        return weight(*a) != weight(*b) ? weight(*a) > weight(*b) : a->id < b->id;
    };
    const std::size_t shown = std::min(most, kept.size());
    std::partial_sort(kept.begin(), kept.begin() + std::ptrdiff_t(shown), kept.end(), heavier);
    std::vector<RowFacts> rows;
    rows.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i)
        rows.push_back(rowOf(*kept[i]));
    return rows;
}

std::vector<ColumnHead> differenceHeads()
{
    return {{Words::tr("Field"), false},
            {Words::tr("Value"), false},
            {Words::tr("inside"), false},
            {Words::tr("outside"), true}};
}

std::vector<RowFacts> differenceRows(const std::vector<FieldDifference> &differences, const DatabaseStore &database,
                                     SqlDialect dialect)
{
    std::vector<RowFacts> rows;
    for (const FieldDifference &difference : differences) {
        const bool statement = difference.field == QLatin1String("statement");
        CellFacts value = plain(statement ? digestOf(database.textOf(difference.value), dialect).summary.toString()
                                          : difference.value,
                                Emphasis::Mono);
        CellFacts inside = figureOf(NumberText{percent(difference.inside), QStringLiteral("%")});
        inside.bar = difference.inside;
        inside.barLimit = difference.outside;
        rows.push_back({difference.field + QLatin1Char('\n') + difference.value,
                        {plain(fieldWord(difference.field), Emphasis::Secondary), value, inside,
                         figureOf(NumberText{percent(difference.outside), QStringLiteral("%")})}});
    }
    return rows;
}

std::vector<ColumnHead> slowCommandHeads()
{
    return {{Words::tr("Slow command"), false}, {Words::tr("Took"), true}, {Words::tr("At"), true}};
}

std::vector<RowFacts> slowCommandRows(const CacheStats &stats)
{
    std::vector<RowFacts> rows;
    for (const SlowCommand &slow : stats.slowLog)
        rows.push_back({slow.id,
                        {plain(slow.command, Emphasis::Mono), figureOf(secondsText(slow.durationMs / 1000)),
                         figureOf(NumberText{minuteText(slow.time), {}})}});
    return rows;
}

QString statementLines(const QString &text)
{
    // Literals are gone from a normalised text, so that a word of SQL is one.
    static const QRegularExpression parts(
        QStringLiteral("\\s+(?=(?:from|where|set|values|order by|group by|having|limit|on duplicate key|on conflict|"
                       "returning|for update|for share|(?:inner |left |right |cross )?join)\\b)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression conditions(QStringLiteral("\\s+(?=and\\b)"),
                                               QRegularExpression::CaseInsensitiveOption);
    QString lines = text.left(4096);
    lines.replace(parts, QStringLiteral("\n  "));
    return lines.replace(conditions, QStringLiteral("\n    "));
}

} // namespace surgedeck
