// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/recordedrun.h"

#include "models/base/timetext.h"

#include <QJsonArray>

namespace surgedeck::runbook {

namespace {

constexpr qsizetype mostSteps = 200, mostReadings = 64;

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

/// The value of that word among all up to `last`; `otherwise` where there is none.
template <typename Value>
Value ofWord(const QString &word, Value last, Value otherwise)
{
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (toWord(static_cast<Value>(i)) == word)
            return static_cast<Value>(i);
    return otherwise;
}

std::optional<WallTime> timeIn(const QJsonValue &value)
{
    const auto time = parseRfc3339(value.toString());
    return time ? std::optional(*time) : std::nullopt;
}

Reading readingIn(const QJsonObject &document)
{
    Reading reading;
    reading.signal = document[key("signal")].toString();
    reading.title = document[key("title")].toString();
    if (document[key("value")].isDouble())
        reading.value = document[key("value")].toDouble();
    reading.text = document[key("text")].toString();
    reading.unit = document[key("unit")].toString();
    reading.limit = document[key("limit")].toString();
    reading.source = document[key("source")].toString();
    reading.truth = ofWord(document[key("truth")].toString(), Truth::Shown, Truth::Unknown);
    reading.why = document[key("why")].toString();
    return reading;
}

StepRun stepIn(const QJsonObject &document)
{
    StepRun step;
    step.id = document[key("id")].toString();
    step.kind = ofWord(document[key("kind")].toString(), StepKind::Handover, StepKind::Note);
    step.state = ofWord(document[key("state")].toString(), StepState::Unknown, StepState::Unknown);
    step.started = timeIn(document[key("started")]);
    step.ended = timeIn(document[key("ended")]);
    const QJsonObject evidence = document[key("evidence")].toObject();
    for (auto reading = evidence.begin(); reading != evidence.end() && qsizetype(step.evidence.size()) < mostReadings;
         ++reading)
        step.evidence.push_back(readingIn(reading->toObject()));
    step.answer = document[key("answer")].toString();
    step.by = document[key("by")].toString();
    step.detail = document[key("detail")].toString();
    step.way = document[key("next")].toString();
    return step;
}

QString titleOf(const QString &step, const Runbook *known)
{
    const int index = known == nullptr ? -1 : known->indexOf(step);
    return index < 0 ? step : known->steps.at(std::size_t(index)).title;
}

} // namespace

std::optional<RecordedRun> recordedRun(const QJsonObject &document, const Runbook *known)
{
    const auto started = timeIn(document[key("started")]);
    const QJsonArray steps = document[key("steps")].toArray();
    if (!started || steps.isEmpty() || steps.size() > mostSteps)
        return std::nullopt;
    RecordedRun run;
    run.state.run = document[key("run")].toString();
    run.state.runbook = run.runbook.id = document[key("runbook")].toString();
    run.state.version = run.runbook.version = document[key("version")].toInt();
    run.state.subject = document[key("subject")].toString();
    run.state.rehearsal = document[key("rehearsal")].toBool();
    run.state.person = document[key("person")].toString();
    run.state.started = *started;
    run.state.ended = timeIn(document[key("ended")]);
    run.state.outcome = ofWord(document[key("outcome")].toString(), Outcome::TimedOut, Outcome::None);
    run.state.reason = document[key("reason")].toString();
    run.runbook.title = known == nullptr ? QString() : known->title;
    const QString current = document[key("current")].toString();
    for (const QJsonValue &value : steps) {
        run.state.steps.push_back(stepIn(value.toObject()));
        Step step;
        step.id = run.state.steps.back().id;
        step.kind = run.state.steps.back().kind;
        step.title = titleOf(step.id, known);
        if (step.id == current && !current.isEmpty())
            run.state.current = int(run.runbook.steps.size());
        run.runbook.steps.push_back(std::move(step));
    }
    return run;
}

} // namespace surgedeck::runbook
