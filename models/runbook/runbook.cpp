// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runbook.h"

#include "models/base/timetext.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::runbook {

namespace {

/// Puts numbers where names of parameters stand.
class Filling
{
public:
    explicit Filling(const ParameterValues &values)
        : m_values(values)
    {
    }

    void span(Span &span) const
    {
        if (const auto value = valueOf(span.parameter))
            span = {Milliseconds(std::llround(*value * 1000)), {}};
    }

    void conditions(Conditions &conditions) const
    {
        for (Condition &condition : conditions)
            if (const auto value = valueOf(condition.limit.parameter))
                condition.limit = {*value, {}};
    }

    void action(Action &action) const
    {
        for (auto entry = action.with.begin(); entry != action.with.end(); ++entry)
            if (const QString text = entry.value().toString(); text.startsWith(QLatin1Char('$')))
                if (const auto value = valueOf(text.mid(1)))
                    entry.value() = *value;
    }

    void step(Step &step) const
    {
        for (Span *span : {&step.hold, &step.timeout, &step.usual})
            this->span(*span);
        conditions(step.look);
        conditions(step.expect);
        for (Case &branch : step.cases)
            conditions(branch.when);
        if (step.act)
            act(*step.act);
    }

private:
    void act(Act &act) const
    {
        action(act.action);
        if (act.undo)
            action(*act.undo);
        span(act.within);
        span(act.watchFor);
        for (Conditions *all : {&act.before, &act.verify, &act.watch})
            conditions(*all);
    }

    std::optional<double> valueOf(const QString &parameter) const
    {
        const auto found = m_values.find(parameter);
        return parameter.isEmpty() || found == m_values.end() ? std::nullopt : std::optional(found->second);
    }

    const ParameterValues &m_values;
};

template <typename Items, typename Member>
auto *found(Items &items, Member member, const QString &value)
{
    const auto item = std::ranges::find(items, value, member);
    return item == items.end() ? nullptr : &*item;
}

} // namespace

const Bind *Runbook::bind(const QString &name) const
{
    return found(binds, &Bind::name, name);
}

const Signal *Runbook::signal(const QString &signalId) const
{
    return found(evidence, &Signal::id, signalId);
}

const Step *Runbook::step(const QString &stepId) const
{
    return found(steps, &Step::id, stepId);
}

int Runbook::indexOf(const QString &stepId) const
{
    const auto item = std::ranges::find(steps, stepId, &Step::id);
    return item == steps.end() ? -1 : static_cast<int>(item - steps.begin());
}

const QStringList &stepKindWords()
{
    static const QStringList words{QStringLiteral("check"),   QStringLiteral("ask"),     QStringLiteral("branch"),
                                   QStringLiteral("wait"),    QStringLiteral("act"),     QStringLiteral("approve"),
                                   QStringLiteral("guard"),   QStringLiteral("runbook"), QStringLiteral("note"),
                                   QStringLiteral("handover")};
    return words;
}

QString toWord(StepKind kind)
{
    return stepKindWords().at(static_cast<int>(kind));
}

Result<double> valueOf(const Parameter &parameter, const QString &text)
{
    bool isNumber = true;
    double value = text.toDouble(&isNumber);
    if (parameter.type == Parameter::Type::Duration) {
        SURGEDECK_TRY(duration, parseDuration(text));
        value = toSeconds(duration);
        isNumber = true;
    }
    if (!isNumber || value < parameter.least || value > parameter.most)
        return Error{Error::Kind::Config,
                     QStringLiteral("%1 is %2 to %3").arg(parameter.name).arg(parameter.least).arg(parameter.most)};
    return value;
}

ParameterValues presets(const Runbook &runbook)
{
    ParameterValues values;
    for (const Parameter &parameter : runbook.parameters)
        values[parameter.name] = parameter.preset;
    return values;
}

Runbook withParameters(Runbook runbook, const ParameterValues &values)
{
    const Filling filling(values);
    for (Conditions &alternative : runbook.detects)
        filling.conditions(alternative);
    for (Step &step : runbook.steps)
        filling.step(step);
    return runbook;
}

Runbook withoutMissingUndo(Runbook runbook, const QStringList &missing)
{
    for (Step &step : runbook.steps) {
        if (!step.act || !step.act->undo || !missing.contains(step.act->undo->bind))
            continue;
        step.act->noUndo = QStringLiteral("the workspace has nothing that %1 stands for").arg(step.act->undo->bind);
        step.act->undo.reset();
    }
    return runbook;
}

QString limitText(const Condition &condition)
{
    if (!condition.op)
        return {};
    const QString limit = condition.limit.parameter.isEmpty() ? QString::number(condition.limit.value, 'g', 12)
                                                              : QLatin1Char('$') + condition.limit.parameter;
    return surgedeck::toWord(*condition.op) + QLatin1Char(' ') + limit;
}

} // namespace surgedeck::runbook
