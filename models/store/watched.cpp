// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/watched.h"

#include "models/health/slo.h"
#include "models/store/slostore.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

namespace watched {
QString indicator(const QString &id) { return QStringLiteral("indicator/") + id; }
QString expected(const QString &indicatorId) { return indicator(indicatorId) + QStringLiteral("/expected"); }
QString serviceRate(const QString &id) { return QStringLiteral("service/%1/rate").arg(id); }
QString serviceErrors(const QString &id) { return QStringLiteral("service/%1/errors").arg(id); }
QString serviceP99(const QString &id) { return QStringLiteral("service/%1/p99").arg(id); }
QString serviceSaturation(const QString &id) { return QStringLiteral("service/%1/saturation").arg(id); }
QString routeStable(const QString &id) { return QStringLiteral("route/%1/stable").arg(id); }
QString routeCanary(const QString &id) { return QStringLiteral("route/%1/canary").arg(id); }
QString sloErrors(const QString &id, Milliseconds window)
{
    return QStringLiteral("slo/%1/errors/%2").arg(id).arg(window.count() / 1000);
}
QString sloTotal(const QString &id, Milliseconds window)
{
    return QStringLiteral("slo/%1/total/%2").arg(id).arg(window.count() / 1000);
}
QString sloKnown(const QString &id) { return QStringLiteral("slo/%1/known").arg(id); }
QString guard(const QString &routeId, const QString &guardId, const char *side)
{
    return QStringLiteral("route/%1/guard/%2/%3").arg(routeId, guardId, QLatin1String(side));
}
QString runbook(const QString &expression) { return QStringLiteral("runbook/") + expression; }
} // namespace watched

namespace {

/// Collects the expressions of one source.
class Collection
{
public:
    Collection(const Workspace &workspace, const QString &sourceId) : m_sourceId(sourceId)
    {
        const SourceConfig *fallback = workspace.defaultMetricSource();
        m_isDefault = fallback && fallback->id == sourceId;
    }

    void add(const QString &key, const Expression &expression, const Reference &source)
    {
        if (isOurs(source) && !expression.isEmpty())
            m_expressions.push_back({key, expression.text});
    }

    /// Of runbooks there are many, and a few seconds make no difference to which one fits.
    void addRunbook(const Expression &expression)
    {
        if (m_isDefault)
            m_expressions.push_back({watched::runbook(expression.text), expression.text, std::chrono::seconds(4)});
    }

    void addSlo(const SloConfig &slo, const std::vector<Milliseconds> &windows)
    {
        if (!isOurs(slo.source))
            return;
        for (const Milliseconds window : windows) {
            const Milliseconds every = sloCadence(window);
            m_expressions.push_back({watched::sloErrors(slo.id, window), withWindow(slo.errors.text, window), every});
            m_expressions.push_back({watched::sloTotal(slo.id, window), withWindow(slo.total.text, window), every});
        }
        if (const QString known = sloMemoryQuestion(slo); !known.isEmpty() && windows.back() == slo.window)
            m_expressions.push_back({watched::sloKnown(slo.id), known, sloCadence(slo.window)});
    }

    std::vector<WatchedExpression> take() { return std::move(m_expressions); }

private:
    bool isOurs(const Reference &source) const { return source.isEmpty() ? m_isDefault : source.id == m_sourceId; }

    QString m_sourceId;
    bool m_isDefault = false;
    std::vector<WatchedExpression> m_expressions;
};

/// `$side` becomes the servers of the side, as the alternatives of a regular expression.
Expression forSide(const Expression &expression, const QStringList &servers)
{
    Expression result = expression;
    result.text.replace(QStringLiteral("$side"), servers.join(QLatin1Char('|')));
    return result;
}

void addGuards(Collection &collection, const RouteConfig &route)
{
    for (const GuardConfig &guard : route.guards) {
        const Reference &source = guard.source.isEmpty() ? route.source : guard.source;
        if (!guard.expr.text.contains(QStringLiteral("$side"))) {
            collection.add(watched::guard(route.id, guard.id, "both"), guard.expr, source);
            continue;
        }
        collection.add(watched::guard(route.id, guard.id, "stable"), forSide(guard.expr, route.control.stable), source);
        collection.add(watched::guard(route.id, guard.id, "canary"), forSide(guard.expr, route.control.canary), source);
    }
}

} // namespace

std::vector<WatchedExpression> watchedExpressions(const Workspace &workspace, const QString &sourceId)
{
    Collection collection(workspace, sourceId);
    for (const IndicatorConfig &indicator : workspace.indicators) {
        collection.add(watched::indicator(indicator.id), indicator.expr, indicator.source);
        collection.add(watched::expected(indicator.id), indicator.expected, indicator.source);
    }
    for (const ServiceConfig &service : workspace.services) {
        collection.add(watched::serviceRate(service.id), service.ratePerMinute, service.source);
        collection.add(watched::serviceErrors(service.id), service.errorRatio, service.source);
        collection.add(watched::serviceP99(service.id), service.p99Seconds, service.source);
        if (service.saturation)
            collection.add(watched::serviceSaturation(service.id), service.saturation->expr, service.source);
    }
    for (const RouteConfig &route : workspace.traffic.routes) {
        collection.add(watched::routeStable(route.id), route.observedStable, route.source);
        collection.add(watched::routeCanary(route.id), route.observedCanary, route.source);
        addGuards(collection, route);
    }
    for (const SloConfig &slo : workspace.slos)
        collection.addSlo(slo, sloWindows(workspace, slo));
    for (const Expression &expression : workspace.runbookExpressions)
        collection.addRunbook(expression);
    return collection.take();
}

} // namespace surgedeck
