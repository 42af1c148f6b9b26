// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alarmwords.h"

#include "models/base/safetext.h"
#include "models/items/indicatortext.h"
#include "models/store/alarmhistory.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestName = 120;

struct AlarmTexts
{
    Q_DECLARE_TR_FUNCTIONS(AlarmWords)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QString whole(const NumberText &text)
{
    return (text.number + QLatin1Char(' ') + text.unit).trimmed();
}

/// The part of the id behind `prefix`; empty: another kind of alarm.
QString idAfter(const QString &id, const char *prefix)
{
    const QLatin1String begin(prefix);
    return id.startsWith(begin) ? id.mid(begin.size()) : QString();
}

AlarmWords indicatorWords(const Alarm &alarm, const IndicatorView &view, const IndicatorConfig &config)
{
    AlarmWords words{safe(config.name), {}, {}, {}};
    if (alarm.value)
        words.value = whole(indicatorText(*alarm.value, config));
    if (alarm.severity == Health::Critical && config.critical) {
        words.relation = operatorSign(config.critical->op);
        words.limit = whole(indicatorText(config.critical->limit, config));
    } else if (config.objective) {
        words.relation = operatorSign(inverted(config.objective->op));
        words.limit = whole(indicatorText(view.target.value_or(config.objective->limit), config));
    }
    return words;
}

NumberText saturationText(double value, double limit)
{
    if (value <= 1.5 && limit <= 1.5)
        return {fixedNumber(value * 100, 0), QStringLiteral("%")};
    return {fixedNumber(value, 2), {}};
}

AlarmWords serviceWords(const ServiceView &service)
{
    struct Candidate
    {
        const Figure &figure;
        std::optional<double> limit;
        QString name;
        NumberText (*format)(double value, double limit);
    };
    const Candidate candidates[] = {
        {service.errorRatio, service.errorLimit, AlarmTexts::tr("errors"),
         [](double value, double) { return percentText(value * 100); }},
        {service.p99Seconds, service.p99Limit, AlarmTexts::tr("p99"),
         [](double value, double) { return secondsText(value); }},
        {service.saturation, service.saturationLimit, safe(service.saturationName), saturationText},
        {service.ratePerMinute, service.capacity, AlarmTexts::tr("rate"),
         [](double value, double) { return valueText(value, QStringLiteral("per_minute")); }},
    };
    const auto *worst = std::max_element(std::begin(candidates), std::end(candidates), [](const auto &a, const auto &b) {
        return a.figure.health < b.figure.health;
    });
    AlarmWords words{safe(service.name), {}, {}, {}};
    const bool told = worst->figure.value && worst->limit && worst->figure.health > Health::Unknown;
    if (!told)
        return words;
    words.subject += QLatin1Char(' ') + worst->name;
    words.value = whole(worst->format(*worst->figure.value, *worst->limit));
    words.relation = QStringLiteral(">");
    words.limit = whole(worst->format(*worst->limit, *worst->limit));
    return words;
}

/// Where the workspace names what an alarm is about: indicators first, then services, then the rest.
std::size_t placeOf(const Alarm &alarm, const Workspace &workspace)
{
    const QString indicator = idAfter(alarm.id, "indicator/");
    const QString service = idAfter(alarm.id, "service/");
    std::size_t place = 0;
    for (const IndicatorConfig &config : workspace.indicators) {
        if (config.id == indicator)
            return place;
        ++place;
    }
    for (const ServiceConfig &config : workspace.services) {
        if (config.id == service)
            return place;
        ++place;
    }
    return place;
}

} // namespace

QString AlarmWords::shortSentence() const
{
    return value.isEmpty() ? subject : subject + QLatin1Char(' ') + value;
}

QString AlarmWords::sentence() const
{
    QString text = shortSentence();
    if (!value.isEmpty() && !limit.isEmpty())
        text += QStringLiteral(" %1 %2").arg(relation, limit);
    return text;
}

QString AlarmWords::title() const
{
    if (limit.isEmpty())
        return subject;
    const bool below = relation == QLatin1String("<") || relation == operatorSign(Comparison::Operator::LessOrEqual);
    return below ? AlarmTexts::tr("%1 below %2").arg(subject, limit) : AlarmTexts::tr("%1 above %2").arg(subject, limit);
}

AlarmWords alarmWords(const Alarm &alarm, const PlatformView &view, const Workspace &workspace)
{
    const QString indicator = idAfter(alarm.id, "indicator/");
    for (std::size_t i = 0; i < workspace.indicators.size() && i < view.indicators.size(); ++i)
        if (workspace.indicators[i].id == indicator)
            return indicatorWords(alarm, view.indicators[i], workspace.indicators[i]);
    const QString service = idAfter(alarm.id, "service/");
    for (const ServiceView &candidate : view.services)
        if (candidate.id == service)
            return serviceWords(candidate);
    AlarmWords words{safe(alarm.summary.isEmpty() ? alarm.name : alarm.summary), {}, {}, {}};
    if (!idAfter(alarm.id, "slo/").isEmpty() && alarm.value)
        words.value = AlarmTexts::tr("%1 times").arg(fixedNumber(*alarm.value, 1));
    else if (alarm.value && alarm.summary.isEmpty())
        words.value = whole(valueText(*alarm.value, alarm.unit));
    return words;
}

const Alarm *headlineAlarm(const PlatformView &view, const Workspace &workspace)
{
    const Alarm *chosen = nullptr;
    const auto before = [&](const Alarm &a, const Alarm &b) {
        if (isActive(a) != isActive(b))
            return isActive(a);
        if (a.severity != b.severity)
            return a.severity > b.severity;
        if (a.since != b.since)
            return a.since < b.since;
        return placeOf(a, workspace) < placeOf(b, workspace);
    };
    for (const Alarm &alarm : view.alarms) {
        const bool candidate = isActive(alarm) || alarm.state == AlarmState::Pending;
        if (candidate && (!chosen || before(alarm, *chosen)))
            chosen = &alarm;
    }
    return chosen;
}

} // namespace surgedeck
