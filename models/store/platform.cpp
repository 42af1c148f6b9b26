// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/platform.h"

#include "models/base/timetext.h"
#include "models/health/objectives.h"
#include "models/store/routes.h"
#include "models/store/watched.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr Milliseconds lostAfter{60'000};
constexpr Milliseconds shortestPublished{30'000};
constexpr double driftPoints = 2.0;

QString tr(const char *text)
{
    return QCoreApplication::translate("Platform", text);
}

/// A roll-up shows the worst child; a child nobody can see is worse than a normal one.
Health worstOf(std::initializer_list<Health> all)
{
    return std::max(all);
}

QString textOf(const std::optional<Comparison> &comparison)
{
    return comparison ? toWord(comparison->op) + QLatin1Char(' ') + QString::number(comparison->limit) : QString();
}

} // namespace

Platform::Platform(std::shared_ptr<const Workspace> workspace, Milliseconds databaseWindow)
    : m_workspace(std::move(workspace))
    , m_databaseWindow(databaseWindow)
    , m_slos(*m_workspace)
{
    for (const SourceConfig &source : m_workspace->sources)
        m_sources.add(source.id, source.type);
    m_view.workspace = m_workspace->name;
    m_view.environment = m_workspace->environment;
}

void Platform::fold(const Record &record)
{
    m_sources.fold(record);
    m_metrics.fold(record);
    m_changes.fold(record);
    m_rules.fold(record);
    foldPublished(record);
    if (const auto *stats = std::get_if<CacheStats>(&record.body)) {
        CacheEntry &entry = m_caches[record.source];
        entry.stats = *stats;
        entry.readAt = record.time;
        entry.history.fold(record.time, *stats);
    } else if (const auto *sample = std::get_if<RouterSample>(&record.body))
        m_routers[record.source] = {*sample, record.time};
    const bool ofDatabase = std::holds_alternative<SessionSample>(record.body)
        || std::holds_alternative<DigestDeltas>(record.body) || std::holds_alternative<LockGraph>(record.body)
        || std::holds_alternative<QueryPlan>(record.body);
    if (!ofDatabase)
        return;
    const auto [database, isNew] = m_databases.try_emplace(record.source, m_databaseWindow);
    if (auto book = m_books.extract(record.source); isNew && book)
        database->second.book() = std::move(book.mapped());
    database->second.fold(record);
}

void Platform::loadDigests(const QString &sourceId, const std::vector<std::pair<QString, DigestMemory>> &digests)
{
    const auto database = m_databases.find(sourceId);
    DigestBook &book = database == m_databases.end() ? m_books[sourceId] : database->second.book();
    for (const auto &[digest, memory] : digests)
        book.load(digest, memory);
}

std::vector<std::pair<QString, DigestMemory>> Platform::takeChangedDigests(const QString &sourceId)
{
    const auto database = m_databases.find(sourceId);
    return database == m_databases.end() ? std::vector<std::pair<QString, DigestMemory>>()
                                         : database->second.book().takeChanged();
}

void Platform::evaluate(WallTime now)
{
    m_view.now = now;
    m_sources.begin(now);
    m_view.sources = m_sources.views(now);
    m_view.indicators.clear();
    m_view.services.clear();
    m_view.routes.clear();
    m_view.worst = Health::Normal;
    noteStandstills(now);
    for (const SourceView &source : m_view.sources)
        noteSourceAlarm(source, now);
    noteJournalAlarm(now);
    for (const IndicatorConfig &config : m_workspace->indicators) {
        m_view.indicators.push_back(indicatorView(config, now));
        m_view.worst = worstOf({m_view.worst, m_view.indicators.back().state});
    }
    for (const ServiceConfig &config : m_workspace->services) {
        m_view.services.push_back(serviceView(config, now));
        m_view.worst = worstOf({m_view.worst, m_view.services.back().state});
    }
    for (const RouteConfig &config : m_workspace->traffic.routes)
        m_view.routes.push_back(routeView(config, now));
    noteSlos(now);
    m_rules.apply(m_alarms, m_sources, now);
    m_view.rules = m_rules.view();
    noteSilences(now);
    m_view.alarms = m_alarms.alarms();
    m_care.apply(m_view.alarms, now);
    m_alarmHistory.observe(m_view.alarms, now);
    m_alarmFlow.update(m_view.alarms, now);
    m_view.worst = worstOf({m_view.worst, m_alarms.worst(), publishedState(now)});
}

void Platform::foldPublished(const Record &record)
{
    const auto *published = std::get_if<PublishedHealth>(&record.body);
    if (!published)
        return;
    const SourceConfig *source = m_workspace->source(record.source);
    const bool isTold = source && (source->type == QLatin1String("health") || isWall());
    if (!isTold)
        return;
    m_published = {published->document, std::max(3 * source->interval, shortestPublished)};
}

/// Nothing is watched here but what somebody else says. A console that reads a recorder beside sources of its own sees
/// for itself.
bool Platform::isWall() const
{
    return !m_workspace->sources.empty() && std::ranges::all_of(m_workspace->sources, [](const SourceConfig &source) {
        return source.type == QLatin1String("health") || source.type == QLatin1String("recorder");
    });
}

/// A workspace that shows what somebody else publishes is as bad as that, and unknown without it.
Health Platform::publishedState(WallTime now) const
{
    const bool isReader =
        isWall() || std::ranges::any_of(m_workspace->sources, [](const SourceConfig &source) {
            return source.type == QLatin1String("health");
        });
    if (!m_published)
        return isReader ? Health::Unknown : Health::Normal;
    const auto time = parseRfc3339(m_published->document[QLatin1String("time")].toString());
    if (!time || now - *time > m_published->current)
        return Health::Unknown;
    const QString word = m_published->document[QLatin1String("state")].toString();
    for (const Health health : {Health::Normal, Health::Attention, Health::Degraded, Health::Critical})
        if (toWord(health) == word)
            return health;
    return Health::Unknown;
}

Figure Platform::figure(const QString &key, WallTime now) const
{
    const MetricView metric = m_metrics.view(key);
    Figure figure;
    const std::optional<WallTime> sampledAt = metric.newestSample ? metric.newestSample : metric.evaluatedAt;
    if (!metric.value || !sampledAt)
        return figure;
    figure.age = std::max(Milliseconds{0}, now - *sampledAt);
    if (*figure.age > lostAfter && *figure.age > m_sources.view(metric.source, now).staleAfter)
        return figure;
    figure.value = metric.value;
    if (*figure.age <= m_sources.view(metric.source, now).staleAfter)
        figure.health = Health::Normal;
    return figure;
}

IndicatorView Platform::indicatorView(const IndicatorConfig &config, WallTime now)
{
    IndicatorView view;
    view.id = config.id;
    view.name = config.name;
    view.unit = config.unit;
    view.figure = figure(watched::indicator(config.id), now);
    view.targetText = textOf(config.objective);
    view.error = m_metrics.view(watched::indicator(config.id)).error;
    const Figure expected = figure(watched::expected(config.id), now);
    view.expectedNow = expected.health != Health::Unknown && expected.value;
    if (expected.health != Health::Unknown)
        view.target = expected.value;
    else if (config.objective)
        view.target = config.objective->limit;
    if (view.figure.health != Health::Unknown)
        view.figure.health = indicatorHealth(config, *view.figure.value,
                                             expected.health != Health::Unknown ? expected.value : std::nullopt);
    const QString key = watched::indicator(config.id);
    const auto stands = m_standstills.find(m_metrics.view(key).source);
    if (stands != m_standstills.end() && stillFor(key, now) >= standstillAfter) {
        view.figure.frozen = stands->second;
        if (view.figure.health == Health::Normal) // what looks bad stays bad
            view.figure.health = Health::Unknown;
    }
    view.state = held(key, view.figure.health, config.hold, config.clear, now);
    m_alarms.update({key, config.name, view.figure.health, view.figure.value, config.unit, config.runbook.id, config.hold,
                     config.clear}, now);
    return view;
}

ServiceView Platform::serviceView(const ServiceConfig &config, WallTime now)
{
    ServiceView view;
    view.id = config.id;
    view.name = config.name;
    view.ratePerMinute = figure(watched::serviceRate(config.id), now);
    view.errorRatio = figure(watched::serviceErrors(config.id), now);
    view.p99Seconds = figure(watched::serviceP99(config.id), now);
    view.errorLimit = config.objectives.errorRatio;
    view.p99Limit = config.objectives.p99Seconds;
    view.capacity = config.objectives.capacityPerMinute;
    const auto judge = [](Figure &figure, std::optional<double> limit, Health missed) {
        if (figure.health != Health::Unknown)
            figure.health = limitHealth(*figure.value, limit, missed);
    };
    judge(view.ratePerMinute, view.capacity, Health::Attention);
    judge(view.errorRatio, view.errorLimit, Health::Degraded);
    judge(view.p99Seconds, view.p99Limit, Health::Degraded);
    view.ratePerMinute.frozen = standstillOf(config, now);
    if (view.ratePerMinute.frozen && view.ratePerMinute.health == Health::Normal)
        view.ratePerMinute.health = Health::Unknown;
    Health raw = Health::Normal;
    const auto include = [&](const Figure &figure, bool wanted) {
        if (!wanted)
            return;
        raw = worstOf({raw, figure.health});
        if (figure.age)
            view.age = std::max(view.age.value_or(Milliseconds{0}), *figure.age);
    };
    if (config.saturation) {
        view.saturation = figure(watched::serviceSaturation(config.id), now);
        view.saturationName = config.saturation->name;
        view.saturationLimit = config.saturation->limit;
        judge(view.saturation, view.saturationLimit, Health::Attention);
        include(view.saturation, true);
    }
    include(view.ratePerMinute, !config.ratePerMinute.isEmpty());
    include(view.errorRatio, !config.errorRatio.isEmpty());
    include(view.p99Seconds, !config.p99Seconds.isEmpty());
    const QString key = QStringLiteral("service/") + config.id;
    view.state = held(key, raw, config.hold, config.clear, now);
    m_alarms.update({key, config.name, raw, view.errorRatio.value, QStringLiteral("ratio"), config.runbook.id, config.hold,
                     config.clear}, now);
    return view;
}

RouteView Platform::routeView(const RouteConfig &config, WallTime now) const
{
    RouteView view;
    view.id = config.id;
    view.name = config.name;
    view.steps = config.steps;
    for (const GuardConfig &guard : config.guards)
        view.guards.push_back(guardView(config, guard, now));
    const Figure stable = figure(watched::routeStable(config.id), now);
    const Figure canary = figure(watched::routeCanary(config.id), now);
    if (stable.health != Health::Unknown && canary.health != Health::Unknown)
        view.observed = observedSplit(stable.value, canary.value);
    const auto router = m_routers.find(config.control.source.id);
    const SourceView source = m_sources.view(config.control.source.id, now);
    if (router == m_routers.end() || source.state != SourceState::Ok) {
        view.reason = source.error.isEmpty() ? tr("%1 has not answered yet").arg(config.control.source.id)
                                             : source.error;
        return view;
    }
    view.age = now - router->second.readAt;
    view.balancers = membersOf(router->second.sample);
    const DesiredSplit desired = desiredSplit(config, router->second.sample);
    view.desired = desired.split;
    view.state = desired.state;
    view.reason = desired.reason;
    if (desired.split && view.observed && std::abs(desired.split->canary - view.observed->canary) > driftPoints)
        view.reason = tr("observed share differs from the weights by %1 points")
                          .arg(std::abs(desired.split->canary - view.observed->canary), 0, 'f', 1);
    else if (view.reason.isEmpty())
        view.reason = tr("no shift in progress");
    const auto shift = m_shifts.find(config.id);
    if (shift == m_shifts.end() || shift->second.state == RouteState::Idle)
        return view;
    view.state = shift->second.state;
    view.steps = shift->second.steps;
    if (!shift->second.reason.isEmpty())
        view.reason = shift->second.reason;
    return view;
}

GuardView Platform::guardView(const RouteConfig &route, const GuardConfig &config, WallTime now) const
{
    GuardView view{config.id, config.unit, config.pass, !config.expr.text.contains(QStringLiteral("$side")), {}, {}, {}};
    view.stable = figure(watched::guard(route.id, config.id, view.bothSides ? "both" : "stable"), now);
    if (!view.bothSides)
        view.canary = figure(watched::guard(route.id, config.id, "canary"), now);
    for (Figure *measured : {&view.stable, &view.canary})
        if (measured->health != Health::Unknown && config.pass)
            measured->health = config.pass->holds(*measured->value) ? Health::Normal : Health::Critical;
    view.state = view.bothSides ? view.stable.health : view.canary.health;
    if (config.compareWithStable)
        view.worseBy = config.worseBy.value_or(0);
    return view;
}

void Platform::noteSourceAlarm(const SourceView &source, WallTime now)
{
    if (source.state == SourceState::Unknown)
        return;
    const Health health = source.state == SourceState::Ok ? Health::Normal : Health::Attention;
    m_alarms.update({QStringLiteral("source/") + source.id, tr("Source %1 is %2").arg(source.id, toWord(source.state)), health,
                     std::nullopt, {}, {}}, now);
}

void Platform::noteSlos(WallTime now)
{
    m_slos.evaluate(m_metrics, now, [this, now](const QString &source) { return m_sources.view(source, now).staleAfter; });
    m_view.slos = m_slos.views();
    for (std::size_t i = 0; i < m_view.slos.size(); ++i) {
        const SloView &slo = m_view.slos[i];
        const SloConfig &config = m_workspace->slos[i];
        m_alarms.update({QStringLiteral("slo/") + slo.id, tr("%1: the error budget burns too fast").arg(slo.name), slo.state,
                         slo.burn, QStringLiteral("times"), config.runbook.id},
                        now);
    }
}

/// Ten minutes before its end, of a silence that hides something: whoever made it decides, before it fires again.
void Platform::noteSilences(WallTime now)
{
    std::vector<Alarm> alarms = m_alarms.alarms();
    std::set<QString> told;
    std::erase_if(alarms, [&told](const Alarm &alarm) {
        const bool isWarning = alarm.id.startsWith(QLatin1String("silence/"));
        if (isWarning)
            told.insert(alarm.id);
        return isWarning || alarm.state == AlarmState::Resolved;
    });
    std::map<QString, QString> ending;
    for (const Silence &silence : m_care.silences(now))
        if (silence.endsSoon(now) && !AlarmCare::preview(silence.matchers, alarms).empty())
            ending[QStringLiteral("silence/") + silence.id] =
                tr("A silence ends within ten minutes: %1 (%2: %3)").arg(silence.match, silence.by, silence.reason);
    const auto warn = [&](const QString &id, const QString &name, Health health) {
        AlarmInput input{id, name, health, std::nullopt, {}, {}};
        input.hold = input.clear = Milliseconds{0};
        m_alarms.update(input, now);
    };
    for (const auto &[id, name] : ending)
        warn(id, name, Health::Attention);
    // Told on until the book has let go of it.
    for (const auto &[id, name] : m_endingSilences)
        if (!ending.contains(id) && told.contains(id)) {
            warn(id, name, Health::Normal);
            ending[id] = name;
        }
    m_endingSilences = std::move(ending);
}

void Platform::noteJournalAlarm(WallTime now)
{
    using State = JournalHealth::State;
    const bool lossy = m_journal.state == State::EventsOnly || m_journal.state == State::Stopped;
    const QString name = m_journal.state == State::Stopped ? tr("The journal is not written: %1") : tr("The journal keeps events only: %1");
    m_alarms.update({QStringLiteral("journal"), name.arg(m_journal.reason), lossy ? Health::Attention : Health::Normal, std::nullopt,
                     {}, {}}, now);
}

Health Platform::held(const QString &key, Health raw, Milliseconds hold, Milliseconds clear, WallTime now)
{
    return m_holds.try_emplace(key, hold, clear).first->second.update(raw, now);
}

const DatabaseStore *Platform::database(const QString &sourceId) const
{
    const auto found = m_databases.find(sourceId);
    return found == m_databases.end() ? nullptr : &found->second;
}

const CacheStats *Platform::cache(const QString &sourceId) const
{
    const auto found = m_caches.find(sourceId);
    return found == m_caches.end() ? nullptr : &found->second.stats;
}

const CacheHistory *Platform::cacheHistory(const QString &sourceId) const
{
    const auto found = m_caches.find(sourceId);
    return found == m_caches.end() ? nullptr : &found->second.history;
}

const RouterSample *Platform::router(const QString &sourceId) const
{
    const auto found = m_routers.find(sourceId);
    return found == m_routers.end() ? nullptr : &found->second.sample;
}

const RouterSample *Platform::liveRouter(const QString &sourceId, WallTime now) const
{
    const auto found = m_routers.find(sourceId);
    return found == m_routers.end() || m_sources.view(sourceId, now).state != SourceState::Ok ? nullptr : &found->second.sample;
}

std::optional<WallTime> Platform::cacheReadAt(const QString &sourceId) const
{
    const auto found = m_caches.find(sourceId);
    return found == m_caches.end() ? std::nullopt : std::optional(found->second.readAt);
}

} // namespace surgedeck
