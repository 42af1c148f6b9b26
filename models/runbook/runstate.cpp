// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runstate.h"

#include "models/base/timetext.h"
#include "models/report/jsontext.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <functional>

namespace surgedeck::runbook {

namespace {

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

/// By signal: a value that a script asks for by its name.
QJsonObject evidenceOf(const Readings &readings)
{
    QJsonObject evidence;
    for (const Reading &reading : readings)
        evidence.insert(reading.signal, toJson(reading));
    return evidence;
}

QJsonObject toJson(const StepRun &step)
{
    return {{key("id"), step.id},
            {key("kind"), toWord(step.kind)},
            {key("state"), toWord(step.state)},
            {key("evidence"), evidenceOf(step.evidence)},
            {key("started"), jsonTime(step.started)},
            {key("ended"), jsonTime(step.ended)},
            {key("seconds"),
             step.started && step.ended ? QJsonValue(toSeconds(*step.ended - *step.started)) : QJsonValue()},
            {key("answer"), jsonText(step.answer)},
            {key("by"), jsonText(step.by)},
            {key("detail"), jsonText(step.detail)},
            {key("next"), jsonText(step.way)}};
}

QJsonArray idsOf(const State &state, const std::function<bool(const StepRun &)> &fits)
{
    QJsonArray ids;
    for (const StepRun &step : state.steps)
        if (fits(step))
            ids.append(step.id);
    return ids;
}

/// How the run went against its checklist: time, deviations, and what nobody looked at.
QJsonObject scoreOf(const State &state)
{
    double longest = -1;
    QString slowest;
    for (const StepRun &step : state.steps) {
        const double seconds = step.started && step.ended ? toSeconds(*step.ended - *step.started) : -1;
        if (seconds > longest) {
            longest = seconds;
            slowest = step.id;
        }
    }
    const auto isUnknown = [](const Reading &reading) { return reading.truth == Truth::Unknown; };
    return {{key("seconds"), state.ended ? QJsonValue(toSeconds(*state.ended - state.started)) : QJsonValue()},
            {key("slowest"), jsonText(slowest)},
            {key("skipped"),
             idsOf(state, [](const StepRun &step) { return step.state == StepState::Skipped && step.started; })},
            {key("failed"), idsOf(state,
                                  [](const StepRun &step) {
                                      return step.state == StepState::Failed || step.state == StepState::TimedOut ||
                                             step.state == StepState::UndoFailed;
                                  })},
            {key("by_hand"), idsOf(state,
                                   [](const StepRun &step) {
                                       return step.kind != StepKind::Ask && !step.answer.isEmpty() &&
                                              step.kind != StepKind::Approve;
                                   })},
            {key("not_seen"),
             idsOf(state,
                   [&](const StepRun &step) { return step.started && std::ranges::any_of(step.evidence, isUnknown); })},
            {key("not_reached"), idsOf(state, [](const StepRun &step) { return !step.started; })}};
}

} // namespace

QString toWord(StepState state)
{
    static constexpr std::array words{"pending",   "ready",       "waiting",   "running",   "stalled",
                                      "verifying", "succeeded",   "failed",    "timed_out", "skipped",
                                      "undone",    "undo_failed", "cancelled", "unknown"};
    return QLatin1String(words.at(static_cast<std::size_t>(state)));
}

QString toWord(Outcome outcome)
{
    static constexpr std::array words{"", "succeeded", "failed", "stopped", "timed_out"};
    return QLatin1String(words.at(static_cast<std::size_t>(outcome)));
}

bool isOver(StepState state)
{
    switch (state) {
    case StepState::Pending:
    case StepState::Ready:
    case StepState::Waiting:
    case StepState::Running:
    case StepState::Stalled:
    case StepState::Verifying:
        return false;
    default:
        return true;
    }
}

QJsonObject runDocument(const State &state)
{
    QJsonArray steps;
    for (const StepRun &step : state.steps)
        steps.append(toJson(step));
    QJsonObject document = newDocument();
    document[key("run")] = state.run;
    document[key("runbook")] = state.runbook;
    document[key("version")] = state.version;
    document[key("digest")] = state.digest;
    document[key("subject")] = jsonText(state.subject);
    document[key("rehearsal")] = state.rehearsal;
    document[key("person")] = state.person;
    document[key("started")] = toRfc3339(state.started);
    document[key("ended")] = jsonTime(state.ended);
    document[key("outcome")] = jsonText(toWord(state.outcome));
    document[key("reason")] = jsonText(state.reason);
    document[key("current")] = state.current < 0 || state.outcome != Outcome::None
                                   ? QJsonValue()
                                   : QJsonValue(state.steps.at(std::size_t(state.current)).id);
    document[key("steps")] = steps;
    document[key("score")] = scoreOf(state);
    return document;
}

} // namespace surgedeck::runbook
