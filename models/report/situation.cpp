// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/situation.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/report/links.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostAlarms = 5;
constexpr int widestName = 80;

struct Situation
{
    Q_DECLARE_TR_FUNCTIONS(Situation)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QDateTime utc(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

QString localClock(WallTime time)
{
    return utc(time).toLocalTime().toString(QStringLiteral("HH:mm:ss"));
}

QString healthWord(Health health)
{
    switch (health) {
    case Health::Normal:
        return Situation::tr("normal");
    case Health::Attention:
        return Situation::tr("attention");
    case Health::Degraded:
        return Situation::tr("degraded");
    case Health::Critical:
        return Situation::tr("critical");
    case Health::Unknown:
        break;
    }
    return Situation::tr("unknown");
}

QString together(const NumberText &text)
{
    return text.unit.isEmpty() ? text.number : text.number + QLatin1Char(' ') + text.unit;
}

bool isActive(const Alarm &alarm)
{
    return alarm.state == AlarmState::Firing || alarm.state == AlarmState::Acknowledged ||
           alarm.state == AlarmState::SourceLost;
}

QString alarmSentence(const Alarm &alarm, WallTime now)
{
    const QString value = alarm.value ? together(valueText(*alarm.value, alarm.unit)) : QString();
    QString sentence = Situation::tr("%1 since %2 (%3): %4")
                           .arg(healthWord(alarm.severity), localClock(alarm.since), durationWords(now - alarm.since),
                                safe(alarm.name + QLatin1Char(' ') + value).trimmed());
    if (alarm.state == AlarmState::SourceLost)
        sentence += Situation::tr(", its data is missing now");
    return sentence;
}

QString indicatorWords(const IndicatorView &indicator)
{
    QStringList beside;
    if (!indicator.targetText.isEmpty())
        beside << Situation::tr("objective %1").arg(indicator.targetText);
    else if (indicator.target)
        beside << Situation::tr("expected %1").arg(together(valueText(*indicator.target, indicator.unit)));
    beside << healthWord(indicator.state);
    const Figure &figure = indicator.figure;
    if (figure.age)
        beside << Situation::tr("%1 old").arg(durationWords(*figure.age));
    const QString value =
        figure.value ? together(valueText(*figure.value, indicator.unit)) : Situation::tr("not known");
    return QStringLiteral("%1 %2 (%3)").arg(safe(indicator.name), value, beside.join(QStringLiteral(", ")));
}

QString serviceWords(const ServiceView &service)
{
    QStringList figures;
    if (service.errorRatio.value)
        figures << Situation::tr("errors %1").arg(together(percentText(*service.errorRatio.value * 100)));
    if (service.p99Seconds.value)
        figures << Situation::tr("p99 %1").arg(together(secondsText(*service.p99Seconds.value)));
    figures << healthWord(service.state);
    return QStringLiteral("%1 (%2)").arg(safe(service.name), figures.join(QStringLiteral(", ")));
}

QString shareText(const std::optional<Shares> &shares)
{
    return shares ? together(percentText(shares->canary)) : Situation::tr("not known");
}

QString routeWords(const RouteView &route)
{
    return Situation::tr("%1 on the new side: desired %2, observed %3")
        .arg(safe(route.name.isEmpty() ? route.id : route.name), shareText(route.desired), shareText(route.observed));
}

QString sourceWords(const SourceView &source)
{
    const QString state = toWord(source.state);
    const QString cause = source.error.isEmpty() ? QString() : QStringLiteral(": ") + safe(source.error);
    return QStringLiteral("%1 (%2%3)").arg(safe(source.id), state, cause);
}

/// "Heading: one; two." of those for which there are words; nothing without any.
template <typename Items, typename Words>
QString sentenceOf(const QString &heading, const Items &items, Words words)
{
    QStringList parts;
    for (const auto &item : items)
        if (const QString part = words(item); !part.isEmpty())
            parts << part;
    return parts.isEmpty() ? QString() : QStringLiteral("%1: %2.").arg(heading, parts.join(QStringLiteral("; ")));
}

QString opening(const PlatformView &view, int active)
{
    const QDateTime now = utc(view.now);
    const QString when = Situation::tr("%1 local, %2 UTC")
                             .arg(now.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                                  now.toString(QStringLiteral("HH:mm:ss")));
    const QString alarms =
        active == 0 ? Situation::tr("no active alarm") : Situation::tr("%n active alarm(s)", nullptr, active);
    return QStringLiteral("%1, %2, %3: %4, %5.")
        .arg(safe(view.workspace), safe(view.environment), when, healthWord(view.worst), alarms);
}

std::optional<WallTime> firstAlarm(const std::vector<Alarm> &alarms)
{
    std::optional<WallTime> first;
    for (const Alarm &alarm : alarms)
        if (isActive(alarm))
            first = std::min(first.value_or(alarm.since), alarm.since);
    return first;
}

} // namespace

QString situationText(const PlatformView &view, const Workspace &workspace)
{
    std::vector<Alarm> active;
    std::copy_if(view.alarms.begin(), view.alarms.end(), std::back_inserter(active), isActive);
    const LinkSubject subject = currentSubject(view.now, firstAlarm(view.alarms));
    QStringList sentences{opening(view, static_cast<int>(active.size()))};
    for (std::size_t i = 0; i < std::min(active.size(), mostAlarms); ++i)
        sentences << alarmSentence(active[i], view.now) + QLatin1Char('.');
    if (active.size() > mostAlarms)
        sentences << Situation::tr("%n more alarm(s).", nullptr, static_cast<int>(active.size() - mostAlarms));
    sentences << sentenceOf(Situation::tr("Now"), view.indicators, indicatorWords);
    sentences << sentenceOf(Situation::tr("Services"), view.services, [](const ServiceView &service) {
        return service.state == Health::Normal ? QString() : serviceWords(service);
    });
    sentences << sentenceOf(Situation::tr("Traffic"), view.routes, routeWords);
    sentences << sentenceOf(Situation::tr("Not current"), view.sources, [](const SourceView &source) {
        return source.state == SourceState::Ok ? QString() : sourceWords(source);
    });
    for (const LinkConfig &link : workspace.links)
        if (const QString address = linkAddress(link, subject); !address.isEmpty())
            sentences << QStringLiteral("%1: %2").arg(safe(link.name), address); // a full stop would become part of it
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace surgedeck
