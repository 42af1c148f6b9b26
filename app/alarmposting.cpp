// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmposting.h"

#include "app/session.h"
#include "app/sourcesettings.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds repeatEach{60'000};
constexpr Milliseconds lasts{4 * 60'000}; ///< without being repeated

bool isTold(const Alarm &alarm)
{
    const bool fires = alarm.state == AlarmState::Firing || alarm.state == AlarmState::Acknowledged ||
                       alarm.state == AlarmState::SourceLost;
    return fires && !alarm.id.startsWith(QLatin1String("alertmanager/"));
}

PostedAlert postedAlert(const Alarm &alarm, const PlatformView &view)
{
    PostedAlert posted;
    posted.labels = alarm.labels;
    const auto set = [&](const char *name, const QString &value) {
        std::erase_if(posted.labels, [&](const auto &label) { return label.first == QLatin1String(name); });
        posted.labels.emplace_back(QLatin1String(name), value);
    };
    set("alertname", alarm.name);
    set("severity", toWord(alarm.severity));
    set("surgedeck", alarm.id); // by this other consoles know it for one of ours
    set("workspace", view.workspace);
    set("environment", view.environment);
    posted.summary = alarm.summary.isEmpty() ? alarm.name : alarm.summary;
    posted.runbook = alarm.runbook;
    posted.startsAt = alarm.since;
    posted.endsAt = view.now + lasts;
    return posted;
}

} // namespace

AlarmPosting::AlarmPosting(WatchSession &session)
    : m_session(session)
    , m_worker(QStringLiteral("alarm-posting"))
{
    const Workspace &workspace = session.platform().workspace();
    for (const SourceConfig &source : workspace.sources) {
        if (!source.postAlarms)
            continue;
        const auto prepared = prepareSources(workspace, source.id);
        if (prepared.empty() || !prepared.front().settings)
            continue; // the source itself says what is wrong with its secrets
        if (auto poster = AlertPoster::create(*prepared.front().settings))
            m_targets.push_back({source.id, std::shared_ptr<AlertPoster>(std::move(poster).value())});
    }
    if (!m_targets.empty())
        connect(&session, &WatchSession::evaluated, this, &AlarmPosting::look);
}

void AlarmPosting::look()
{
    const PlatformView &view = m_session.platform().view();
    std::vector<QString> firing;
    std::vector<PostedAlert> alerts;
    for (const Alarm &alarm : view.alarms) {
        if (!isTold(alarm))
            continue;
        firing.push_back(alarm.id);
        alerts.push_back(m_alerts[alarm.id] = postedAlert(alarm, view));
    }
    std::ranges::sort(firing);
    for (auto entry = m_alerts.begin(); entry != m_alerts.end();) {
        if (std::ranges::find(firing, entry->first) != firing.end()) {
            ++entry;
            continue;
        }
        entry->second.endsAt = view.now;
        alerts.push_back(entry->second);
        entry = m_alerts.erase(entry);
    }
    const bool due = !m_lastPost || view.now - *m_lastPost >= repeatEach || firing != m_told;
    if (!due || (alerts.empty() && m_told.empty()))
        return;
    m_told = std::move(firing);
    m_lastPost = view.now;
    for (const Target &target : m_targets)
        m_worker.post([target, alerts](const std::stop_token &stop) {
            // What did not get there is told again in a minute; that the Alertmanager is away is the source's to say.
            if (const Status posted = target.poster->post(alerts, stop); !posted)
                qWarning("%s: %s", qPrintable(target.source), qPrintable(posted.error().message));
        });
}

} // namespace surgedeck
