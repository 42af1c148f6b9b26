// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/checks.h"
#include "models/yaml/suggestion.h"
#include "models/yaml/yamlnode.h"

#include <QSet>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int lastShippedRunbook = 22; ///< R00 Triage and the catalogue R01 to R22
constexpr qsizetype mostRunbooks = 500;

class ReferenceCheck
{
public:
    ReferenceCheck(const Workspace &workspace, const QStringList &runbooks, ProblemList &problems)
        : m_workspace(workspace)
        , m_problems(problems)
        , m_runbooks(runbooks)
    {
        for (const SourceConfig &source : workspace.sources)
            m_sources << source.id;
        for (const ActionConfig &action : workspace.actions)
            m_actions << action.id;
        m_everyTypeKnown =
            std::ranges::none_of(workspace.sources, [](const SourceConfig &s) { return s.type.isEmpty(); });
    }

    void indicators()
    {
        for (const IndicatorConfig &indicator : m_workspace.indicators) {
            evaluator(indicator.source, indicator.expr);
            runbook(indicator.runbook);
            dependencies(indicator.dependsOn, indicator.id);
            money(indicator);
        }
    }

    void services()
    {
        for (const ServiceConfig &service : m_workspace.services) {
            const Expression saturation = service.saturation ? service.saturation->expr : Expression();
            for (const Expression &expr : {service.ratePerMinute, service.errorRatio, service.p99Seconds, saturation})
                evaluator(service.source, expr);
            runbook(service.runbook);
            dependencies(service.dependsOn, service.id);
        }
        for (const SloConfig &slo : m_workspace.slos) {
            evaluator(slo.source, slo.errors);
            runbook(slo.runbook);
        }
        if (!m_workspace.alerts.source.isEmpty())
            evaluator(m_workspace.alerts.source, {});
    }

    void boards()
    {
        for (const BoardConfig &board : m_workspace.boards)
            for (const BoardPanel &panel : board.panels)
                for (const BoardSeries &series : panel.series)
                    evaluator(panel.source, series.expr);
    }

    void routes()
    {
        for (const RouteConfig &route : m_workspace.traffic.routes) {
            evaluator(route.source, route.observedStable);
            for (const GuardConfig &guard : route.guards)
                evaluator(guard.source.isEmpty() ? route.source : guard.source, guard.expr);
            control(route.control);
        }
    }

    void actions()
    {
        for (const ActionConfig &action : m_workspace.actions) {
            evaluator(action.source, action.verify);
            if (!action.undo.isEmpty() && !m_actions.contains(action.undo.id))
                unknown(action.undo, "action", "unknown-action", m_actions);
            else if (!action.undo.isEmpty() && action.undo.id == action.id)
                m_problems.error(action.undo.at, "undo-itself", QStringLiteral("an action can not be its own undo"));
        }
    }

private:
    void unknown(const Reference &reference, const char *kind, const char *rule, const QStringList &candidates)
    {
        if (!m_problems.isFull())
            m_problems.error(
                reference.at, rule,
                QStringLiteral("unknown %1 %2%3")
                    .arg(QLatin1String(kind), inQuotes(reference.id), didYouMean(reference.id, candidates)));
    }

    /// The source that evaluates an expression: named, or the first that can.
    void evaluator(const Reference &reference, const Expression &expression)
    {
        if (reference.isEmpty()) {
            if (!expression.isEmpty())
                defaultEvaluator(expression);
            return;
        }
        const SourceConfig *source = m_workspace.source(reference.id);
        if (source == nullptr)
            unknown(reference, "source", "unknown-source", m_sources);
        else if (!source->type.isEmpty() && !source->evaluatesExpressions())
            m_problems.error(
                reference.at, "wrong-source",
                QStringLiteral("%1 is of type %2: expressions are evaluated by metrics and prometheus sources")
                    .arg(inQuotes(reference.id), source->type));
    }

    /// One mistake, said once, at the first expression that suffers.
    void defaultEvaluator(const Expression &expression)
    {
        if (m_workspace.defaultMetricSource() != nullptr || !m_everyTypeKnown || m_saidNoEvaluator)
            return;
        m_saidNoEvaluator = true;
        m_problems.error(
            expression.at, "no-metric-source",
            QStringLiteral("nothing evaluates this expression: there is no source of type metrics or prometheus"));
    }

    void dependencies(const std::vector<Reference> &on, const QString &id)
    {
        QStringList candidates = m_sources;
        for (const IndicatorConfig &indicator : m_workspace.indicators)
            candidates << indicator.id;
        for (const ServiceConfig &service : m_workspace.services)
            candidates << service.id;
        for (const Reference &reference : on)
            if (reference.id == id && candidates.count(id) < 2)
                m_problems.error(reference.at, "depends-on-itself", QStringLiteral("%1 can not explain itself").arg(inQuotes(id)));
            else if (!candidates.contains(reference.id))
                unknown(reference, "indicator, service or source", "unknown-dependency", candidates);
    }

    void runbook(const Reference &reference)
    {
        if (!reference.isEmpty() && !m_runbooks.isEmpty() && !m_runbooks.contains(reference.id))
            unknown(reference, "runbook", "unknown-runbook", m_runbooks);
    }

    void money(const IndicatorConfig &indicator)
    {
        if (!indicator.orderValue)
            return;
        if (m_workspace.currency.isEmpty())
            m_problems.warn(indicator.at, "no-currency", QStringLiteral("order_value needs the workspace's currency"));
        if (indicator.expected.isEmpty() && !indicator.objective)
            m_problems.warn(
                indicator.at, "order-value-alone",
                QStringLiteral("order_value needs expected or objective: without a target nothing is missing"));
    }

    void control(const RouteControl &control)
    {
        if (control.source.isEmpty())
            return;
        const SourceConfig *source = m_workspace.source(control.source.id);
        if (source == nullptr)
            return unknown(control.source, "source", "unknown-source", m_sources);
        if (source->type == QLatin1String("haproxy"))
            return haproxyControl(control, *source);
        if (source->type == QLatin1String("deployment"))
            return deploymentControl(control);
        if (!source->type.isEmpty())
            m_problems.error(
                control.source.at, "wrong-source",
                QStringLiteral("%1 is of type %2: traffic is shifted through haproxy and deployment sources")
                    .arg(inQuotes(control.source.id), source->type));
    }

    void haproxyControl(const RouteControl &control, const SourceConfig &source)
    {
        if (control.backend.isEmpty())
            m_problems.error(control.at, "missing-key",
                             QStringLiteral("missing key \"backend\" in control: the HAProxy backend"));
        if (source.act.addresses.empty())
            m_problems.warn(
                control.source.at, "no-act-credential",
                QStringLiteral("%1 has no act_address: weights can be watched, not changed").arg(inQuotes(source.id)));
        for (const QString &server : control.stable + control.canary) {
            const QString name = source.id + QLatin1Char('/') + control.backend + QLatin1Char('/') + server;
            if (!server.isEmpty() && m_controlled.contains(name) && !control.backend.isEmpty())
                m_problems.warn(control.at, "shared-server",
                                QStringLiteral("%1 of backend %2 belongs to another route already")
                                    .arg(inQuotes(server), inQuotes(control.backend)));
        }
        for (const QString &server : control.stable + control.canary)
            m_controlled.insert(source.id + QLatin1Char('/') + control.backend + QLatin1Char('/') + server);
    }

    void deploymentControl(const RouteControl &control)
    {
        if (control.route.isEmpty())
            m_problems.error(control.at, "missing-key",
                             QStringLiteral("missing key \"route\" in control: the route's id in the deployment API"));
    }

    const Workspace &m_workspace;
    ProblemList &m_problems;
    QStringList m_sources, m_actions, m_runbooks;
    QSet<QString> m_controlled;
    bool m_everyTypeKnown = true;
    bool m_saidNoEvaluator = false;
};

/// The id of one runbook file; what else is in it is the runbook reader's business.
QString runbookId(const Surroundings &surroundings, const QString &path)
{
    const auto text = surroundings.read(path);
    ProblemList ignored(path);
    const auto root = text ? readYaml(*text, {}, ignored) : std::nullopt;
    const YamlEntry *id = root ? root->find(QStringLiteral("id")) : nullptr;
    return id == nullptr ? QString() : id->value.text;
}

} // namespace

void checkReferences(const Workspace &workspace, const QStringList &runbookIds, ProblemList &problems)
{
    ReferenceCheck check(workspace, runbookIds, problems);
    check.indicators();
    check.services();
    check.boards();
    check.routes();
    check.actions();
}

QStringList knownRunbooks(const Workspace &workspace, const Surroundings *surroundings)
{
    QStringList ids;
    for (int number = 0; number <= lastShippedRunbook; ++number)
        ids << QStringLiteral("R%1").arg(number, 2, 10, QLatin1Char('0'));
    if (surroundings == nullptr)
        return workspace.runbookDirs.empty() ? ids : QStringList();
    for (const FilePath &folder : workspace.runbookDirs) {
        const QStringList files = surroundings->matches(folder.path + QStringLiteral("/*.yaml")) +
                                  surroundings->matches(folder.path + QStringLiteral("/*.yml"));
        for (const QString &file : files.first(std::min(files.size(), mostRunbooks)))
            ids << runbookId(*surroundings, file);
        // What can not be looked into may hold any runbook.
        if (!surroundings->isFolder(folder.path))
            return {};
    }
    return ids;
}

} // namespace surgedeck
