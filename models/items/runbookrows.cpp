// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runbookrows.h"

#include "models/base/safetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 200;

struct LibraryWords
{
    Q_DECLARE_TR_FUNCTIONS(RunbookRows)
};

struct Entry
{
    QStringList concerns;
    int alarms = 0;
};

std::map<QString, Entry> referenced(const Platform &platform)
{
    std::map<QString, Entry> entries;
    const auto refer = [&](const QString &id, const QString &name) {
        if (!id.isEmpty() && !entries[id].concerns.contains(name))
            entries[id].concerns << name;
    };
    for (const IndicatorConfig &config : platform.workspace().indicators)
        refer(config.runbook.id, config.name);
    for (const ServiceConfig &config : platform.workspace().services)
        refer(config.runbook.id, config.name);
    for (const SloConfig &config : platform.workspace().slos)
        refer(config.runbook.id, config.name);
    for (const Alarm &alarm : platform.view().alarms) {
        if (!isActive(alarm) || alarm.runbook.isEmpty())
            continue;
        if (!entries.contains(alarm.runbook))
            refer(alarm.runbook, alarm.name);
        entries[alarm.runbook].alarms += 1;
    }
    return entries;
}

} // namespace

std::vector<ColumnHead> runbookHeads()
{
    return {{LibraryWords::tr("ID"), false},
            {LibraryWords::tr("For"), false},
            {LibraryWords::tr("Alarms now"), true},
            {LibraryWords::tr("File"), true}};
}

std::vector<RowFacts> runbookRows(const Platform &platform, const QSet<QString> &installed)
{
    const auto entries = referenced(platform);
    std::vector<std::pair<QString, Entry>> sorted(entries.begin(), entries.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.second.alarms > b.second.alarms; });
    std::vector<RowFacts> rows;
    for (const auto &[id, entry] : sorted) {
        CellFacts name;
        name.text = SafeText::of(id).singleLine(widestText);
        CellFacts concerns;
        concerns.text = SafeText::of(entry.concerns.join(QStringLiteral(", "))).singleLine(widestText);
        concerns.tip = concerns.text;
        CellFacts alarms;
        alarms.text = QString::number(entry.alarms);
        alarms.figure = true;
        alarms.emphasis = entry.alarms > 0 ? Emphasis::Strong : Emphasis::Secondary;
        CellFacts file;
        file.text = installed.contains(id) ? LibraryWords::tr("found") : LibraryWords::tr("not here");
        file.emphasis = Emphasis::Secondary;
        file.figure = true;
        rows.push_back({id, {name, concerns, alarms, file}});
    }
    return rows;
}

} // namespace surgedeck
