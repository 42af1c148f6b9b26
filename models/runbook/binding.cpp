// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/binding.h"

#include <algorithm>

namespace surgedeck::runbook {

namespace {

bool accepts(const Bind &bind, const QString &name)
{
    return bind.names.contains(QStringLiteral("any")) || bind.names.contains(name);
}

template <typename Items>
QStringList idsThatFit(const Bind &bind, const Items &items)
{
    QStringList ids;
    for (const auto &item : items)
        if (accepts(bind, item.id))
            ids << item.id;
    return ids;
}

QStringList sourcesThatFit(const Bind &bind, const Workspace &workspace)
{
    QStringList ids;
    for (const SourceConfig &source : workspace.sources) {
        // A source whose role nobody named may have any.
        const bool role = bind.roles.isEmpty() || source.role.isEmpty() || bind.roles.contains(source.role);
        const bool group = bind.group.isEmpty() || bind.group == source.group;
        if (accepts(bind, source.type) && role && group)
            ids << source.id;
    }
    return ids;
}

QString groupOf(const QString &sourceId, const Workspace &workspace)
{
    const SourceConfig *source = workspace.source(sourceId);
    return source == nullptr ? QString() : source->group;
}

/// What suits the group of the subject best.
QString choice(const QStringList &ids, const QString &group, const Workspace &workspace)
{
    for (const QString &id : ids)
        if (!group.isEmpty() && groupOf(id, workspace) == group)
            return id;
    return ids.value(0);
}

QString wanted(const Bind &bind)
{
    const QString names = bind.names.join(QStringLiteral(" or "));
    switch (bind.kind) {
    case Bind::Kind::Service:
        return QStringLiteral("a service %1").arg(names);
    case Bind::Kind::Indicator:
        return QStringLiteral("an indicator %1").arg(names);
    case Bind::Kind::Route:
        return QStringLiteral("a traffic route");
    case Bind::Kind::Action:
        return QStringLiteral("an action %1").arg(names);
    case Bind::Kind::Source:
        break;
    }
    QString text = QStringLiteral("a source of type %1").arg(names);
    if (!bind.roles.isEmpty())
        text += QStringLiteral(" with role %1").arg(bind.roles.join(QStringLiteral(" or ")));
    if (!bind.group.isEmpty())
        text += QStringLiteral(" in group %1").arg(bind.group);
    return text;
}

/// An act on a source needs the acting credential of that source.
void credentials(const Workspace &workspace, const Runbook &runbook, ProblemList &problems)
{
    for (const Step &step : runbook.steps) {
        const Bind *bind = step.act ? runbook.bind(step.act->action.bind) : nullptr;
        if (bind == nullptr || bind->kind != Bind::Kind::Source)
            continue;
        for (const QString &id : candidates(*bind, workspace))
            if (workspace.source(id)->act.isEmpty())
                problems.warn(step.act->action.at, "no-act-credential",
                              QStringLiteral("%1 has no acting credential: %2 can not be done on it")
                                  .arg(inQuotes(id), step.act->action.word));
    }
}

void expressions(const Workspace &workspace, const Runbook &runbook, ProblemList &problems)
{
    for (const Signal &signal : runbook.evidence)
        if (!signal.expr.isEmpty() && workspace.defaultMetricSource() == nullptr)
            problems.warn(
                signal.at, "no-metric-source",
                QStringLiteral("nothing evaluates %1: the workspace has no source of type metrics or prometheus")
                    .arg(inQuotes(signal.id)));
}

} // namespace

QStringList candidates(const Bind &bind, const Workspace &workspace)
{
    switch (bind.kind) {
    case Bind::Kind::Source:
        return sourcesThatFit(bind, workspace);
    case Bind::Kind::Service:
        return idsThatFit(bind, workspace.services);
    case Bind::Kind::Indicator:
        return idsThatFit(bind, workspace.indicators);
    case Bind::Kind::Route:
        return idsThatFit(bind, workspace.traffic.routes);
    case Bind::Kind::Action:
        return idsThatFit(bind, workspace.actions);
    }
    return {};
}

std::vector<Binding> bindings(const Runbook &runbook, const Workspace &workspace)
{
    if (runbook.binds.empty())
        return {Binding{}};
    std::vector<Binding> all;
    const Bind &first = runbook.binds.front();
    QStringList subjects = candidates(first, workspace);
    if (subjects.isEmpty() && first.optional)
        subjects << QString();
    for (const QString &subject : subjects) {
        Binding binding;
        if (!subject.isEmpty())
            binding[first.name] = subject;
        const QString group = groupOf(subject, workspace);
        for (const Bind &bind : runbook.binds)
            if (&bind != &first)
                if (const QString id = choice(candidates(bind, workspace), group, workspace); !id.isEmpty())
                    binding[bind.name] = id;
        all.push_back(binding);
    }
    return all;
}

Problems missingIn(const Workspace &workspace, const Runbook &runbook)
{
    ProblemList problems(runbook.file);
    for (const Bind &bind : runbook.binds) {
        if (!candidates(bind, workspace).isEmpty())
            continue;
        const QString message =
            QStringLiteral("the workspace has not %1, which %2 stands for").arg(wanted(bind), inQuotes(bind.name));
        if (bind.optional)
            problems.warn(bind.at, "not-in-workspace", message);
        else
            problems.error(bind.at, "not-in-workspace", message);
    }
    credentials(workspace, runbook, problems);
    expressions(workspace, runbook, problems);
    return problems.sorted();
}

QString subjectOf(const Runbook &runbook, const Binding &binding)
{
    if (runbook.binds.empty())
        return {};
    const auto found = binding.find(runbook.binds.front().name);
    return found == binding.end() ? QString() : found->second;
}

} // namespace surgedeck::runbook
