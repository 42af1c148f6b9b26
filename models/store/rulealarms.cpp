// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/rulealarms.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

constexpr Milliseconds shortestPatience{20'000};

struct RuleWords
{
    Q_DECLARE_TR_FUNCTIONS(RuleAlarms)
};

Alarm alarmOf(const RuleAlert &alert)
{
    Alarm alarm;
    alarm.id = alert.id;
    alarm.name = alert.name;
    alarm.severity = alert.severity;
    alarm.state = alert.state;
    alarm.since = alert.since;
    alarm.value = alert.value;
    alarm.runbook = alert.runbook;
    alarm.summary = alert.summary;
    alarm.labels = alert.labels;
    return alarm;
}

} // namespace

void RuleAlarms::fold(const Record &record)
{
    if (const auto *alerts = std::get_if<RuleAlerts>(&record.body))
        m_alerts[record.source] = *alerts;
}

void RuleAlarms::apply(AlarmBook &book, const SourceStore &sources, WallTime now) const
{
    std::set<QString> still;
    for (const auto &[source, alerts] : m_alerts) {
        const SourceState state = sources.view(source, now).state;
        // What the program says of itself comes when it changes, and stands until then.
        const bool isOwn = source.startsWith(QLatin1String("surgedeck/"));
        const bool answers = state == SourceState::Ok || state == SourceState::Stale;
        const bool fresh = now - alerts.evaluatedAt <= std::max(3 * alerts.interval, shortestPatience);
        for (const RuleAlert &alert : alerts.alerts) {
            Alarm alarm = alarmOf(alert);
            if (alarm.state == AlarmState::Firing && !(answers && fresh) && !isOwn)
                alarm.state = AlarmState::SourceLost;
            book.judge(alarm);
            still.insert(alarm.id);
        }
    }
    book.endJudged(still, now);
    const RulesView rules = view();
    const QString what = rules.faults.empty() ? QString()
                                              : RuleWords::tr("Rules that can not be evaluated: %1: %2")
                                                    .arg(rules.faults.front().first, rules.faults.front().second);
    book.update({QStringLiteral("rules"),
                 what,
                 rules.faults.empty() ? Health::Normal : Health::Attention,
                 static_cast<double>(rules.faults.size()),
                 {},
                 {}},
                now);
}

RulesView RuleAlarms::view() const
{
    RulesView view;
    for (const auto &[source, alerts] : m_alerts) {
        view.rules += alerts.rules;
        view.beyond += alerts.beyond;
        view.faults.insert(view.faults.end(), alerts.faults.begin(), alerts.faults.end());
        view.evaluatedAt = std::max(view.evaluatedAt.value_or(alerts.evaluatedAt), alerts.evaluatedAt);
    }
    return view;
}

} // namespace surgedeck
