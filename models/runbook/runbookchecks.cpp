// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/runbookchecks.h"

#include "models/metrics/ast.h"
#include "models/runbook/observedfields.h"
#include "models/yaml/suggestion.h"

#include <QRegularExpression>
#include <QSet>

namespace surgedeck::runbook {

namespace {

class RunbookCheck
{
public:
    RunbookCheck(const Runbook &runbook, ProblemList &problems)
        : m_runbook(runbook)
        , m_problems(problems)
    {
        for (const Parameter &parameter : runbook.parameters)
            m_parameters << parameter.name;
        for (const Bind &bind : runbook.binds)
            m_binds << bind.name;
        for (const Signal &signal : runbook.evidence)
            m_signals << signal.id;
        for (const Step &step : runbook.steps)
            m_steps << step.id;
    }

    void run()
    {
        unique(m_runbook.evidence, "signal");
        unique(m_runbook.steps, "step");
        for (const Signal &signal : m_runbook.evidence)
            this->signal(signal);
        for (const Conditions &alternative : m_runbook.detects)
            conditions(alternative, Compared::Always);
        if (m_runbook.detects.empty() && m_runbook.id != QLatin1String("R00"))
            m_problems.warn({1, 1}, "no-detects", QStringLiteral("without detects it is never suggested"));
        for (std::size_t i = 0; i < m_runbook.steps.size(); ++i)
            step(m_runbook.steps[i], static_cast<int>(i));
        unused();
    }

private:
    enum class Compared
    {
        Always,
        Maybe
    };

    template <typename Item>
    void unique(const std::vector<Item> &items, const char *kind)
    {
        QSet<QString> seen;
        for (const Item &item : items) {
            if (!item.id.isEmpty() && seen.contains(item.id))
                m_problems.error(
                    item.at, "duplicate-id",
                    QStringLiteral("there is a %1 %2 already").arg(QLatin1String(kind), inQuotes(item.id)));
            seen.insert(item.id);
        }
    }

    void unknown(Position at, const char *kind, const QString &name, const QStringList &candidates)
    {
        const QByteArray rule = QByteArray("unknown-") + kind;
        m_problems.error(
            at, rule.constData(),
            QStringLiteral("unknown %1 %2%3").arg(QLatin1String(kind), inQuotes(name), didYouMean(name, candidates)));
    }

    void signal(const Signal &signal)
    {
        if (!signal.expr.isEmpty())
            return expression(signal.expr);
        if (signal.field.isEmpty())
            return;
        const Bind *bind = m_runbook.bind(signal.bind);
        if (!signal.bind.isEmpty() && bind == nullptr)
            return unknown(signal.at, "bind", signal.bind, m_binds);
        m_usedBinds.insert(signal.bind);
        if (observedField(bind, signal.field) == nullptr)
            unknown(signal.at, "field", signal.field, fieldNames(bind));
    }

    void expression(const Expression &expression)
    {
        static const QRegularExpression placeholder(QStringLiteral("\\$[A-Za-z_{(]"));
        if (expression.text.contains(placeholder))
            return m_problems.error(expression.at, "no-templates",
                                    QStringLiteral("nothing is filled into an expression: compare its value instead"));
        const auto parsed = metrics::parseExpression(expression.text.toStdString());
        if (!parsed)
            m_problems.error(
                expression.at, "bad-expression",
                QStringLiteral("no PromQL: %1").arg(inQuotes(QString::fromStdString(parsed.error().message))));
    }

    void conditions(const Conditions &all, Compared compared)
    {
        for (const Condition &condition : all)
            this->condition(condition, compared);
    }

    void condition(const Condition &condition, Compared compared)
    {
        if (condition.signal.isEmpty())
            return;
        const Signal *signal = m_runbook.signal(condition.signal);
        if (signal == nullptr)
            return unknown(condition.at, "signal", condition.signal, m_signals);
        m_usedSignals.insert(condition.signal);
        parameter(condition.limit.parameter, condition.at);
        const ObservedField *field =
            signal->field.isEmpty() ? nullptr : observedField(m_runbook.bind(signal->bind), signal->field);
        if (!condition.op && compared == Compared::Always)
            m_problems.error(condition.at, "bad-condition",
                             QStringLiteral("%1 is compared with nothing: write %2 >= 3")
                                 .arg(inQuotes(condition.signal), condition.signal));
        if (condition.op && field != nullptr && field->type == ObservedField::Type::Text)
            m_problems.error(
                condition.at, "bad-condition",
                QStringLiteral("%1 is a text: it can be looked at, not compared").arg(inQuotes(condition.signal)));
    }

    void parameter(const QString &name, Position at)
    {
        if (name.isEmpty())
            return;
        m_usedParameters.insert(name);
        if (!m_parameters.contains(name))
            unknown(at, "parameter", name, m_parameters);
    }

    void span(const Span &span, Position at)
    {
        if (span.parameter.isEmpty())
            return;
        parameter(span.parameter, at);
        for (const Parameter &parameter : m_runbook.parameters)
            if (parameter.name == span.parameter && parameter.type != Parameter::Type::Duration)
                m_problems.error(at, "wrong-type", QStringLiteral("$%1 is no duration").arg(span.parameter));
    }

    void way(const Way &way, int from)
    {
        static const QStringList words{QStringLiteral("next"), QStringLiteral("stop"), QStringLiteral("end")};
        if (way.to.isEmpty() || words.contains(way.to))
            return;
        const int to = m_runbook.indexOf(way.to);
        if (to < 0)
            return unknown(way.at, "step", way.to, m_steps + words);
        if (to <= from)
            m_problems.error(
                way.at, "cycle",
                QStringLiteral("%1 is not further down: a run that goes in circles never ends").arg(inQuotes(way.to)));
    }

    void step(const Step &step, int index)
    {
        conditions(step.look, Compared::Maybe);
        conditions(step.expect, Compared::Always);
        for (const Span &one : {step.hold, step.timeout, step.usual})
            span(one, step.at);
        way(step.otherwise, index);
        for (const Choice &choice : step.choices)
            way(choice.way, index);
        for (const Case &branch : step.cases) {
            conditions(branch.when, Compared::Always);
            way(branch.way, index);
            if (branch.when.empty())
                m_problems.error(branch.way.at, "bad-condition",
                                 QStringLiteral("a case without a condition is always taken"));
        }
        if (step.act)
            act(*step.act, step);
        kindOf(step, index);
    }

    void kindOf(const Step &step, int index)
    {
        if (step.kind == StepKind::Ask && step.choices.size() == 1)
            m_problems.warn(step.at, "one-answer", QStringLiteral("a question with one answer is no question"));
        if (step.kind == StepKind::Check && step.expect.empty() && step.look.empty())
            m_problems.error(step.at, "missing-key", QStringLiteral("a check looks at something: expect or look"));
        if (step.kind == StepKind::Runbook && step.runbook == m_runbook.id && !step.runbook.isEmpty())
            m_problems.error(step.at, "cycle", QStringLiteral("a runbook can not call itself"));
        if (step.kind == StepKind::Guard && !step.until.isEmpty()) {
            if (m_runbook.indexOf(step.until) < 0)
                unknown(step.at, "step", step.until, m_steps);
            else if (m_runbook.indexOf(step.until) <= index)
                m_problems.error(step.at, "cycle", QStringLiteral("a guard ends with a step further down"));
        }
    }

    void act(const Act &act, const Step &step)
    {
        conditions(act.before, Compared::Always);
        conditions(act.verify, Compared::Always);
        conditions(act.watch, Compared::Always);
        span(act.within, step.at);
        span(act.watchFor, step.at);
        if (act.before.empty())
            m_problems.error(step.at, "no-precondition",
                             QStringLiteral("an act reads something again before it fires: before"));
        if (act.verify.empty())
            m_problems.error(step.at, "no-verification",
                             QStringLiteral("an acknowledgement is no evidence: verify says how the effect shows"));
        action(act.action);
        if (act.undo)
            action(*act.undo);
    }

    void action(const Action &action)
    {
        if (action.bind.isEmpty())
            return;
        const Bind *bind = m_runbook.bind(action.bind);
        m_usedBinds.insert(action.bind);
        if (bind == nullptr)
            return unknown(action.at, "bind", action.bind, m_binds);
        const bool fits = action.word == QLatin1String("call")                ? bind->kind == Bind::Kind::Action
                          : action.word.startsWith(QLatin1String("traffic.")) ? bind->kind == Bind::Kind::Route
                                                                              : bind->kind == Bind::Kind::Source;
        if (!fits && !action.word.isEmpty())
            m_problems.error(
                action.at, "wrong-bind",
                QStringLiteral("%1 does not act on what %2 stands for").arg(action.word, inQuotes(action.bind)));
        for (auto entry = action.with.begin(); entry != action.with.end(); ++entry)
            given(entry.value().toString(), action.at);
    }

    /// A text given to an action: a plain word, or one parameter and nothing else.
    void given(const QString &text, Position at)
    {
        static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_.:@/-]{1,128}$"));
        static const QRegularExpression parameter(QStringLiteral("^\\$[A-Za-z_][A-Za-z0-9_]*$"));
        if (parameter.match(text).hasMatch())
            return this->parameter(text.mid(1), at);
        if (!text.isEmpty() && !plain.match(text).hasMatch())
            m_problems.error(
                at, "no-templates",
                QStringLiteral("%1: an action is given numbers, plain words, or one $parameter").arg(inQuotes(text)));
    }

    void unused()
    {
        for (const Signal &signal : m_runbook.evidence)
            if (!m_usedSignals.contains(signal.id))
                m_problems.warn(signal.at, "unused",
                                QStringLiteral("the signal %1 is looked at nowhere").arg(inQuotes(signal.id)));
        for (const Parameter &parameter : m_runbook.parameters)
            if (!m_usedParameters.contains(parameter.name))
                m_problems.warn(parameter.at, "unused",
                                QStringLiteral("the parameter %1 is used nowhere").arg(inQuotes(parameter.name)));
        for (const Bind &bind : m_runbook.binds)
            if (!m_usedBinds.contains(bind.name))
                m_problems.warn(bind.at, "unused",
                                QStringLiteral("the bind %1 is used nowhere").arg(inQuotes(bind.name)));
    }

    const Runbook &m_runbook;
    ProblemList &m_problems;
    QStringList m_parameters, m_binds, m_signals, m_steps;
    QSet<QString> m_usedParameters, m_usedBinds, m_usedSignals;
};

} // namespace

void checkRunbook(const Runbook &runbook, ProblemList &problems)
{
    RunbookCheck(runbook, problems).run();
}

} // namespace surgedeck::runbook
