// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/library.h"

#include "models/runbook/runbookreader.h"
#include "models/yaml/suggestion.h"

#include <QSet>

#include <algorithm>

namespace surgedeck::runbook {

namespace {

constexpr std::size_t mostRunbooks = 500;

Problem problemAt(const LibraryEntry &entry, Position at, const char *rule, const QString &message)
{
    return {entry.runbook.file, at, Problem::Level::Error, message, QLatin1String(rule)};
}

} // namespace

Library::Library(const std::vector<RunbookText> &texts)
{
    for (const RunbookText &text : texts)
        if (m_entries.size() < mostRunbooks)
            add(text);
    std::ranges::stable_sort(m_entries, {}, [](const LibraryEntry &entry) { return entry.runbook.id; });
    checkCalls();
}

void Library::add(const RunbookText &text)
{
    RunbookReading reading = readRunbook(text.text, text.file);
    LibraryEntry entry{std::move(reading.runbook), text.text, text.shipped, std::move(reading.problems)};
    const QString id = entry.runbook.id;
    const auto same = std::ranges::find_if(
        m_entries, [&](const LibraryEntry &other) { return !id.isEmpty() && other.runbook.id == id; });
    if (same == m_entries.end()) {
        m_entries.push_back(std::move(entry));
    } else if (same->shipped && !entry.shipped) {
        *same = std::move(entry);
    } else {
        same->problems.push_back(problemAt(
            entry, {1, 1}, "duplicate-id",
            QStringLiteral("the runbook %1 is already in %2").arg(inQuotes(id), inQuotes(same->runbook.file))));
    }
}

void Library::checkCalls()
{
    for (LibraryEntry &entry : m_entries) {
        for (const Step &step : entry.runbook.steps) {
            if (step.kind != StepKind::Runbook || step.runbook.isEmpty())
                continue;
            const LibraryEntry *called = find(step.runbook);
            if (called == nullptr)
                entry.problems.push_back(problemAt(entry, step.at, "unknown-runbook",
                                                   QStringLiteral("unknown runbook %1%2")
                                                       .arg(inQuotes(step.runbook), didYouMean(step.runbook, ids()))));
            else if (called->runbook.version != step.version)
                entry.problems.push_back(
                    problemAt(entry, step.at, "other-version",
                              QStringLiteral("%1 has version %2 by now, this step was written for %3: look at it again")
                                  .arg(inQuotes(step.runbook))
                                  .arg(called->runbook.version)
                                  .arg(step.version)));
        }
        if (callsItself(entry.runbook.id))
            entry.problems.push_back(
                problemAt(entry, {1, 1}, "cycle",
                          QStringLiteral("this runbook comes back to itself through others that it calls")));
    }
}

bool Library::callsItself(const QString &start) const
{
    QSet<QString> seen;
    QStringList open{start};
    while (!open.isEmpty()) {
        const LibraryEntry *entry = find(open.takeLast());
        if (entry == nullptr)
            continue;
        for (const Step &step : entry->runbook.steps) {
            if (step.kind != StepKind::Runbook || seen.contains(step.runbook))
                continue;
            if (step.runbook == start)
                return entry->runbook.id != start; // its own call is a problem of the file already
            seen.insert(step.runbook);
            open << step.runbook;
        }
    }
    return false;
}

const LibraryEntry *Library::find(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_entries, [&](const LibraryEntry &entry) { return entry.runbook.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

QStringList Library::ids() const
{
    QStringList ids;
    for (const LibraryEntry &entry : m_entries)
        ids << entry.runbook.id;
    return ids;
}

Problems Library::problems() const
{
    Problems all;
    for (const LibraryEntry &entry : m_entries)
        all.insert(all.end(), entry.problems.begin(), entry.problems.end());
    return all;
}

} // namespace surgedeck::runbook
