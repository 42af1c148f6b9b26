// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "models/replay/shownstate.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::chrono::hours silenceLasts{1};
constexpr std::chrono::hours toldAgainAfter{1}; ///< a journal forgets what is older than two days
constexpr double mostLagSeconds = 60; ///< behind it a replica has other tables, and other statistics

std::shared_ptr<metrics::SharedSamples> samplesOf(const std::vector<PreparedSource> &sources)
{
    for (const PreparedSource &source : sources)
        if (source.settings && source.settings->samples)
            return source.settings->samples;
    return nullptr;
}

} // namespace

WatchSession::WatchSession(std::shared_ptr<const Workspace> workspace, std::vector<PreparedSource> sources,
                           const Options &options, const Clock &clock)
    : m_clock(clock)
    , m_mode(options.mode)
    , m_workspace(std::move(workspace))
    , m_samples(samplesOf(sources))
    , m_platform(m_workspace, options.databaseWindow)
    , m_collector(std::move(sources), clock)
{
    connect(&m_collector, &Collector::recorded, this, &WatchSession::receive);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, [this] {
        evaluate();
        Q_EMIT evaluated();
    });
}

void WatchSession::loadSloRollups(const std::vector<std::pair<QString, SloRollup>> &rollups)
{
    std::map<QString, std::vector<SloRollup>> bySlo;
    for (const auto &[slo, rollup] : rollups)
        bySlo[slo].push_back(rollup);
    for (const auto &[slo, all] : bySlo)
        m_platform.loadSloRollups(slo, all);
    if (!rollups.empty())
        Q_EMIT shown(shownBudgets(rollups));
}

void WatchSession::noteShift(const QString &routeId, const ShiftNote &note)
{
    m_platform.noteShift(routeId, note);
    const QJsonObject body = shownShift(routeId, note);
    auto &[last, at] = m_shown[subjectOfShown(body)];
    const WallTime now = m_clock.now();
    if (last == body && now - at < toldAgainAfter)
        return;
    last = body;
    at = now;
    Q_EMIT shown(body);
}

void WatchSession::start()
{
    m_collector.start();
    m_second.start();
}

const PlatformView &WatchSession::evaluate()
{
    const WallTime now = m_clock.now();
    m_platform.evaluate(now);
    Q_EMIT marked({{now, m_clock.monotonic(), {}, EvaluationMark{}}});
    return m_platform.view();
}

void WatchSession::setAlarmCare(const AlarmCare &care)
{
    m_platform.setAlarmCare(care);
    QJsonArray events;
    for (const Silence &silence : care.silences(m_clock.now()))
        if (const auto event = AlarmCare::silenceEvent(silence))
            events.append(*event);
    for (const Acknowledgement &acknowledgement : care.acknowledgements())
        if (const auto event = AlarmCare::acknowledgeEvent(acknowledgement))
            events.append(*event);
    if (const Announcement *said = care.announcement(m_clock.now()))
        if (const auto event = AlarmCare::announcementEvent(*said))
            events.append(*event);
    Q_EMIT careRead({{QStringLiteral("events"), events}});
    evaluate();
    Q_EMIT evaluated();
}

void WatchSession::show(const Platform &platform)
{
    m_platform = platform;
    Q_EMIT evaluated();
}

void WatchSession::acknowledge(const QString &alarmId, const QString &person)
{
    if (m_mode == Mode::Replay || !m_platform.acknowledge(alarmId, person))
        return;
    Q_EMIT acknowledged(alarmId, person);
    if (const auto event = AlarmCare::acknowledgeEvent({alarmId, person, tr("taken in the window"), m_clock.now()})) {
        m_platform.foldAlarmCare(*event);
        Q_EMIT careGiven(*event);
    }
    evaluate();
    Q_EMIT evaluated();
}

QString WatchSession::silence(const QString &alarmId, const QString &person)
{
    const auto &alarms = m_platform.view().alarms;
    if (m_mode == Mode::Replay || std::ranges::none_of(alarms, [&](const Alarm &alarm) { return alarm.id == alarmId && isActive(alarm); }))
        return {};
    Silence silence;
    silence.id = QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    silence.match = QStringLiteral("id=\"%1\"").arg(alarmId);
    silence.by = person;
    silence.reason = tr("silenced in the window");
    silence.from = m_clock.now();
    silence.until = silence.from + silenceLasts;
    const auto event = AlarmCare::silenceEvent(silence);
    if (!event)
        return {};
    m_platform.foldAlarmCare(*event);
    Q_EMIT careGiven(*event);
    evaluate();
    Q_EMIT evaluated();
    return silence.id;
}

void WatchSession::endSilence(const QString &silenceId, const QString &person)
{
    if (m_mode == Mode::Replay)
        return;
    const QJsonObject event = AlarmCare::expireEvent(silenceId, person, m_clock.now());
    m_platform.foldAlarmCare(event);
    Q_EMIT careGiven(event);
    evaluate();
    Q_EMIT evaluated();
}

/// A plan is the same on a replica, which has the same tables and statistics, and costs the writer nothing there.
QString WatchSession::plannerFor(const QString &sourceId) const
{
    const SourceConfig *own = m_workspace->source(sourceId);
    if (!own || own->group.isEmpty())
        return sourceId;
    const WallTime now = m_platform.view().now;
    for (const SourceConfig &config : m_workspace->sources) {
        if (config.id == sourceId || config.type != own->type || config.group != own->group)
            continue;
        const SourceView view = m_platform.sources().view(config.id, now);
        const bool follows = view.facts && view.facts->isReplica.value_or(false) &&
                             view.facts->lagSeconds.value_or(mostLagSeconds) < mostLagSeconds;
        if (view.state == SourceState::Ok && follows)
            return config.id;
    }
    return sourceId;
}

void WatchSession::explain(const QString &sourceId, const PlanRequest &request, std::function<void(const Status &)> done)
{
    if (m_mode == Mode::Replay)
        return done(Error{Error::Kind::Refused, tr("a recording can not be asked")});
    const QString planner = plannerFor(sourceId);
    if (planner == sourceId)
        return m_collector.explain(sourceId, {request, sourceId, std::move(done)});
    // The writer has seen the statement in flight, and knows where it runs: a replica that brings no plan is not the end.
    const auto orAtTheWriter = [this, sourceId, request, done = std::move(done)](const Status &status) {
        status ? done(status) : m_collector.explain(sourceId, {request, sourceId, done});
    };
    m_collector.explain(planner, {request, sourceId, orAtTheWriter});
}

void WatchSession::receive(const std::vector<Record> &records)
{
    for (const Record &record : records)
        m_platform.fold(record);
    Q_EMIT recorded(records);
}

} // namespace surgedeck
