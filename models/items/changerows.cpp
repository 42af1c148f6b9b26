// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/changerows.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 200;
constexpr Milliseconds suspicious{30 * 60'000}; // before the first deviation: worth the first look

struct ChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(ChangeRows)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

QString kindWord(const QString &kind)
{
    static const std::map<QString, const char *> words = {
        {QStringLiteral("deploy"), QT_TRANSLATE_NOOP("ChangeRows", "Deploy")},
        {QStringLiteral("flag"), QT_TRANSLATE_NOOP("ChangeRows", "Flag")},
        {QStringLiteral("ddl"), QT_TRANSLATE_NOOP("ChangeRows", "Schema")},
        {QStringLiteral("job"), QT_TRANSLATE_NOOP("ChangeRows", "Job")},
        {QStringLiteral("campaign"), QT_TRANSLATE_NOOP("ChangeRows", "Campaign")},
        {QStringLiteral("weight"), QT_TRANSLATE_NOOP("ChangeRows", "Weights")},
        {QStringLiteral("server"), QT_TRANSLATE_NOOP("ChangeRows", "Server")},
        {QStringLiteral("other"), QT_TRANSLATE_NOOP("ChangeRows", "Other")},
    };
    const auto known = words.find(kind);
    return known == words.end() ? safe(kind) : ChangeWords::tr(known->second);
}

void addCampaigns(std::vector<Change> &changes, const Workspace &workspace, WallTime now)
{
    for (const EventConfig &event : workspace.events) {
        const auto add = [&](WallTime at, const QString &title, const char *end) {
            if (at <= now && now - at <= ChangeLog::span)
                changes.push_back({QStringLiteral("event/%1/%2").arg(event.name, QLatin1String(end)), at,
                                   QStringLiteral("campaign"), title, {}});
        };
        add(event.start, ChangeWords::tr("%1 begins").arg(event.name), "start");
        add(event.end, ChangeWords::tr("%1 ends").arg(event.name), "end");
    }
}

CellFacts quiet(const QString &text)
{
    CellFacts cell;
    cell.text = text;
    cell.emphasis = Emphasis::Secondary;
    return cell;
}

CellFacts relationCell(const Change &change, std::optional<WallTime> deviation)
{
    if (!deviation)
        return {};
    const Milliseconds before = *deviation - change.at;
    if (before >= Milliseconds{0}) {
        CellFacts cell = quiet(ChangeWords::tr("%1 before").arg(durationWords(before)));
        if (before <= suspicious)
            cell.emphasis = Emphasis::Strong;
        return cell;
    }
    return quiet(ChangeWords::tr("%1 after").arg(durationWords(-before)));
}

RowFacts deviationRow(WallTime at, WallTime now)
{
    CellFacts what;
    what.text = ChangeWords::tr("First deviation");
    what.emphasis = Emphasis::Strong;
    return {QStringLiteral("deviation"), {quiet(dayText(at, now)), {}, {}, what, {}}};
}

} // namespace

std::vector<Change> whatChanged(const Platform &platform)
{
    std::vector<Change> changes = platform.changes().changes(platform.view().now);
    addCampaigns(changes, platform.workspace(), platform.view().now);
    std::stable_sort(changes.begin(), changes.end(), [](const Change &a, const Change &b) { return a.at > b.at; });
    return changes;
}

std::optional<WallTime> firstDeviation(const PlatformView &view)
{
    std::optional<WallTime> first;
    for (const Alarm &alarm : view.alarms)
        if (isActive(alarm))
            first = first ? std::min(*first, alarm.since) : alarm.since;
    return first;
}

std::vector<ColumnHead> changeHeads()
{
    return {{ChangeWords::tr("When"), false},
            {ChangeWords::tr("First deviation"), false},
            {ChangeWords::tr("Kind"), false},
            {ChangeWords::tr("What"), false},
            {ChangeWords::tr("By"), false}};
}

std::vector<RowFacts> changeRows(const std::vector<Change> &changes, std::optional<WallTime> deviation, WallTime now)
{
    std::vector<RowFacts> rows;
    bool marked = !deviation;
    for (const Change &change : changes) {
        if (!marked && change.at <= *deviation) {
            rows.push_back(deviationRow(*deviation, now));
            marked = true;
        }
        CellFacts what;
        what.text = safe(change.title);
        what.tip = what.text;
        CellFacts when;
        when.text = dayText(change.at, now);
        rows.push_back({change.id,
                        {when, relationCell(change, deviation), quiet(kindWord(change.kind)), what,
                         quiet(change.by.isEmpty() ? ChangeWords::tr("seen") : safe(change.by))}});
    }
    if (!marked && !rows.empty())
        rows.push_back(deviationRow(*deviation, now));
    return rows;
}

} // namespace surgedeck
