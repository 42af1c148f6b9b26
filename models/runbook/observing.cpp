// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/observing.h"

#include "models/runbook/observedfields.h"
#include "models/runbook/platformfields.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace surgedeck::runbook {

namespace {

using namespace std::chrono_literals;

/// A probe may be older than its source by so much: locks and digests are read less often than sessions.
constexpr Milliseconds probeAllowance{15s};
/// Expressions of runbooks are evaluated seldom (models/store/watched.cpp).
constexpr Milliseconds evaluationAllowance{20s};

struct ObservingWords
{
    Q_DECLARE_TR_FUNCTIONS(RunbookObserving)
};

const Session *best(const DatabaseView &view, const std::function<bool(const Session &)> &fits)
{
    const Session *found = nullptr;
    for (const Session &session : view.sessions)
        if (fits(session) && (found == nullptr || session.transactionAge > found->transactionAge))
            found = &session;
    return found;
}

const Session *named(const DatabaseView &view, const QString &id)
{
    const auto found = std::ranges::find(view.sessions, id, &Session::id);
    return found == view.sessions.end() ? nullptr : &*found;
}

const Session *chosen(const DatabaseView &view, const QString &which)
{
    if (which == QLatin1String("root")) {
        const LockNode *root = heaviestRoot(view);
        return root == nullptr ? nullptr : named(view, root->participant.id);
    }
    if (which == QLatin1String("ddl")) {
        for (const LockNode &node : view.locks)
            if (waitsForDefinition(node))
                return named(view, node.participant.id);
        return nullptr;
    }
    if (which == QLatin1String("idle_transaction"))
        return best(view, [](const Session &session) { return !session.active && session.transactionAge.has_value(); });
    return best(view, [](const Session &session) { return session.active; });
}

} // namespace

const DatabaseView *Observing::database(const QString &sourceId)
{
    const DatabaseStore *store = m_platform.database(sourceId);
    if (store == nullptr)
        return nullptr;
    const auto known = m_databases.find(sourceId);
    return known != m_databases.end() ? &known->second : &m_databases.emplace(sourceId, store->view()).first->second;
}

std::optional<Session> Observing::session(const QString &sourceId, const QString &which)
{
    const DatabaseView *view = database(sourceId);
    const Session *session = view == nullptr ? nullptr : chosen(*view, which);
    return session == nullptr || session->identity.isEmpty() ? std::nullopt : std::optional(*session);
}

Observed Observing::ofDatabase(const QString &sourceId, const QString &name)
{
    const DatabaseView *view = database(sourceId);
    if (view == nullptr)
        return {.why = ObservingWords::tr("%1 has not been read yet").arg(sourceId)};
    if (name == QLatin1String("locks.recent_waiters") && view->locksAt)
        return {.value = recentWaiters(*m_platform.database(sourceId), m_platform.view().now), .at = view->locksAt};
    return databaseField(*view, name);
}

Observed Observing::ofSource(const QString &sourceId, const QString &name)
{
    const SourceView source = m_platform.sources().view(sourceId, m_platform.view().now);
    static const std::map<QString, SourceState> states{{QStringLiteral("source.ok"), SourceState::Ok},
                                                       {QStringLiteral("source.down"), SourceState::Down},
                                                       {QStringLiteral("source.full"), SourceState::Full}};
    // A late sample is neither: a failover must not rest on it, nor a step take the writer for well.
    if (name == QLatin1String("source.ok") && source.state == SourceState::Stale && !isLost(source))
        return {.why = ObservingWords::tr("%1 is %2").arg(sourceId, surgedeck::toWord(source.state))};
    if (const auto asked = states.find(name); asked != states.end())
        return {.value = source.state == SourceState::Unknown
                             ? std::nullopt
                             : std::optional(source.state == asked->second ? 1.0 : 0.0)};
    // A server that takes no further session says by that how many there are.
    if (source.state == SourceState::Full && name == QLatin1String("sessions.share"))
        return {.value = 100.0};
    if (name == QLatin1String("source.state"))
        return {.text = surgedeck::toWord(source.state)};
    // Beyond how the source itself is, nothing is known of one that does not answer.
    if (source.state != SourceState::Ok)
        return {.why = ObservingWords::tr("%1 is %2").arg(sourceId, surgedeck::toWord(source.state))};
    Observed seen;
    if (name.startsWith(QLatin1String("server.")))
        seen = serverField(source, name);
    else if (name.startsWith(QLatin1String("cache.")))
        seen = cacheField(m_platform, sourceId, name);
    else if (name.startsWith(QLatin1String("router.")))
        seen = routerField(m_platform, sourceId, name);
    else
        seen = ofDatabase(sourceId, name);
    const Milliseconds age = seen.at ? m_platform.view().now - *seen.at : Milliseconds{0};
    if (age > source.staleAfter + probeAllowance)
        return {.at = seen.at, .why = ObservingWords::tr("read too long ago")};
    return seen;
}

Observed Observing::ofExpression(const Signal &signal) const
{
    const MetricView metric = m_platform.metrics().view(watched::runbook(signal.expr.text));
    const WallTime now = m_platform.view().now;
    Observed seen;
    seen.source = metric.source;
    seen.at = metric.newestSample ? metric.newestSample : metric.evaluatedAt;
    if (!metric.error.isEmpty()) {
        seen.why = metric.error;
    } else if (!metric.value || !seen.at || !metric.evaluatedAt) {
        seen.why = ObservingWords::tr("no sample");
    } else {
        const bool wasOld = *metric.evaluatedAt - *seen.at > m_platform.sources().view(metric.source, now).staleAfter;
        if (wasOld || now - *metric.evaluatedAt > evaluationAllowance)
            seen.why = ObservingWords::tr("the newest sample is too old");
        else
            seen.value = metric.value;
    }
    return seen;
}

Observed Observing::field(const Runbook &runbook, const Signal &signal, const Binding &binding)
{
    if (!signal.expr.isEmpty())
        return ofExpression(signal);
    const Bind *bind = runbook.bind(signal.bind);
    if (bind == nullptr)
        return platformField(m_platform, signal.field);
    const auto bound = binding.find(bind->name);
    if (bound == binding.end())
        return {.why = ObservingWords::tr("the workspace has nothing that %1 stands for").arg(bind->name)};
    Observed seen = bind->kind == Bind::Kind::Service     ? serviceField(m_platform, bound->second, signal.field)
                    : bind->kind == Bind::Kind::Indicator ? indicatorField(m_platform, bound->second, signal.field)
                    : bind->kind == Bind::Kind::Route     ? routeField(m_platform, bound->second, signal.field)
                                                          : ofSource(bound->second, signal.field);
    seen.source = bound->second;
    return seen;
}

Reading Observing::read(const Runbook &runbook, const Condition &condition, const Binding &binding)
{
    Reading reading;
    reading.signal = condition.signal;
    reading.limit = limitText(condition);
    const Signal *signal = runbook.signal(condition.signal);
    if (signal == nullptr)
        return reading;
    const ObservedField *known =
        signal->field.isEmpty() ? nullptr : observedField(runbook.bind(signal->bind), signal->field);
    const Observed seen = field(runbook, *signal, binding);
    reading.title = signal->title;
    reading.unit = known != nullptr ? QLatin1String(known->unit) : signal->unit;
    reading.value = seen.value;
    reading.text = seen.text;
    reading.source = seen.source;
    if (seen.at)
        reading.age = std::max(Milliseconds{0}, m_platform.view().now - *seen.at);
    const bool isKnown = seen.value || !seen.text.isEmpty();
    reading.why = isKnown ? QString() : seen.why;
    if (!condition.op)
        reading.truth = isKnown ? Truth::Shown : Truth::Unknown;
    else if (seen.value) {
        Comparison comparison;
        comparison.op = *condition.op;
        comparison.limit = condition.limit.value;
        reading.truth = comparison.holds(*seen.value) ? Truth::Holds : Truth::Fails;
    }
    return reading;
}

Readings Observing::read(const Runbook &runbook, const Conditions &conditions, const Binding &binding)
{
    Readings readings;
    for (const Condition &condition : conditions)
        readings.push_back(read(runbook, condition, binding));
    return readings;
}

namespace {

bool isForDetection(const Runbook &runbook, const QString &signal)
{
    return std::ranges::any_of(runbook.detects, [&](const Conditions &conditions) {
        return std::ranges::any_of(conditions, [&](const Condition &condition) { return condition.signal == signal; });
    });
}

} // namespace

std::vector<Expression> expressionsOf(const std::vector<const Runbook *> &runbooks, Used used)
{
    std::set<QString> seen;
    std::vector<Expression> expressions;
    for (const Runbook *runbook : runbooks)
        for (const Signal &signal : runbook->evidence)
            if (!signal.expr.isEmpty() && (used == Used::Anywhere || isForDetection(*runbook, signal.id)) &&
                seen.insert(signal.expr.text).second)
                expressions.push_back(signal.expr);
    return expressions;
}

} // namespace surgedeck::runbook
