// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/ranking.h"

#include "models/report/jsontext.h"
#include "models/runbook/observedfields.h"
#include "models/store/alarmhistory.h"

#include <QJsonArray>

#include <algorithm>

namespace surgedeck::runbook {

namespace {

const QString &triageId()
{
    static const QString id = QStringLiteral("R00");
    return id;
}

double share(const Suggestion &suggestion)
{
    return suggestion.detects.empty() ? 0 : double(suggestion.holding) / double(suggestion.detects.size());
}

/// Those that fit; without one, the best.
void addBest(std::vector<Suggestion> &all, std::vector<Suggestion> ofOne)
{
    std::ranges::stable_sort(ofOne, std::greater(), share);
    const auto fitting =
        std::ranges::stable_partition(ofOne, [](const Suggestion &s) { return s.fits == Truth::Holds; });
    const auto last = fitting.begin() == ofOne.begin() && !ofOne.empty() ? ofOne.begin() + 1 : fitting.begin();
    all.insert(all.end(), std::make_move_iterator(ofOne.begin()), std::make_move_iterator(last));
}

int tier(const Suggestion &suggestion)
{
    return suggestion.fits == Truth::Holds ? 0 : suggestion.triage ? 1 : 2;
}

bool before(const Suggestion &a, const Suggestion &b)
{
    if (tier(a) != tier(b))
        return tier(a) < tier(b);
    if (a.fits == Truth::Holds && a.namesCause != b.namesCause)
        return a.namesCause;
    if (a.fits == Truth::Holds && a.detects.size() != b.detects.size())
        return a.detects.size() > b.detects.size();
    // Of two that do not fit, one that was refuted is the worse guess.
    if (a.fits != b.fits)
        return a.fits == Truth::Unknown;
    return share(a) != share(b) ? share(a) > share(b) : a.id < b.id;
}

Suggestion suggestionOf(const Runbook &runbook, const Binding &binding, Observing &observing)
{
    Suggestion suggestion;
    suggestion.id = runbook.id;
    suggestion.title = runbook.title;
    suggestion.version = runbook.version;
    suggestion.binding = binding;
    suggestion.subject = subjectOf(runbook, binding);
    std::vector<Suggestion> alternatives;
    for (const Conditions &conditions : runbook.detects) {
        Suggestion &alternative = alternatives.emplace_back(suggestion);
        alternative.detects = observing.read(runbook, conditions, binding);
        alternative.fits = together(alternative.detects);
        alternative.namesCause = namesCause(runbook, conditions);
        alternative.holding = static_cast<int>(std::ranges::count(alternative.detects, Truth::Holds, &Reading::truth));
    }
    const auto best = std::ranges::min_element(alternatives, before);
    Suggestion chosen = best == alternatives.end() ? suggestion : *best;
    if (chosen.id == triageId())
        chosen.fits = Truth::Unknown; // it fits everything, which tells nothing
    return chosen;
}

bool isEvidenceOfCause(const Runbook &runbook, const Condition &condition)
{
    const Signal *signal = runbook.signal(condition.signal);
    if (signal == nullptr || !condition.op)
        return false;
    if (!signal->expr.isEmpty())
        return true; // nobody knows what it is while all is well; it was written for this failure
    const ObservedField *field = observedField(runbook.bind(signal->bind), signal->field);
    if (field == nullptr || field->tells != ObservedField::Tells::Cause)
        return false;
    Comparison comparison;
    comparison.op = *condition.op;
    comparison.limit = condition.limit.value;
    return !comparison.holds(field->calm);
}

} // namespace

bool namesCause(const Runbook &runbook, const Conditions &conditions)
{
    return std::ranges::any_of(conditions,
                               [&](const Condition &condition) { return isEvidenceOfCause(runbook, condition); });
}

bool isSomethingWrong(const PlatformView &view)
{
    return view.worst == Health::Degraded || view.worst == Health::Critical ||
           std::ranges::any_of(view.alarms, isActive);
}

std::vector<Suggestion> ranked(const Library &library, const Platform &platform)
{
    Observing observing(platform);
    std::vector<Suggestion> all;
    for (const LibraryEntry &entry : library.entries()) {
        if (!entry.isUsable())
            continue;
        std::vector<Suggestion> ofOne;
        for (const Binding &binding : bindings(entry.runbook, platform.workspace()))
            ofOne.push_back(suggestionOf(withParameters(entry.runbook, presets(entry.runbook)), binding, observing));
        addBest(all, std::move(ofOne));
    }
    const bool fits = std::ranges::any_of(all, [](const Suggestion &s) { return s.fits == Truth::Holds; });
    for (Suggestion &suggestion : all)
        suggestion.triage = suggestion.id == triageId() && !fits && isSomethingWrong(platform.view());
    std::ranges::stable_sort(all, before);
    return all;
}

QString runbookFor(const Alarm &alarm, const std::vector<Suggestion> &ranking)
{
    if (!ranking.empty() && ranking.front().fits == Truth::Holds)
        return ranking.front().id;
    const auto named = std::ranges::find(ranking, alarm.runbook, &Suggestion::id);
    if (!alarm.runbook.isEmpty() && (named == ranking.end() || named->fits != Truth::Fails))
        return alarm.runbook;
    const bool hasTriage = std::ranges::any_of(ranking, [](const Suggestion &s) { return s.id == triageId(); });
    return hasTriage ? triageId() : alarm.runbook;
}

QJsonObject toJson(const Suggestion &suggestion, int rank)
{
    QJsonArray detects;
    for (const Reading &reading : suggestion.detects)
        detects.append(toJson(reading));
    QJsonObject binds;
    for (const auto &[name, id] : suggestion.binding)
        binds.insert(name, id);
    const QJsonValue fits =
        suggestion.fits == Truth::Unknown ? QJsonValue() : QJsonValue(suggestion.fits == Truth::Holds);
    return {{QStringLiteral("rank"), rank},
            {QStringLiteral("id"), suggestion.id},
            {QStringLiteral("title"), suggestion.title},
            {QStringLiteral("version"), suggestion.version},
            {QStringLiteral("subject"), jsonText(suggestion.subject)},
            {QStringLiteral("binds"), binds},
            {QStringLiteral("fits"), fits},
            {QStringLiteral("suggested"), suggestion.fits == Truth::Holds || suggestion.triage},
            {QStringLiteral("names_cause"), suggestion.namesCause},
            {QStringLiteral("holding"), suggestion.holding},
            {QStringLiteral("of"), static_cast<qint64>(suggestion.detects.size())},
            {QStringLiteral("detects"), detects}};
}

} // namespace surgedeck::runbook
