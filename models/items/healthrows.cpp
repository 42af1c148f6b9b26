// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/healthrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widestText = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("HealthRows", text);
}

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestText);
}

const QString &unknownFigure()
{
    static const QString dash = QStringLiteral("\u2014");
    return dash;
}

CellFacts figureCell(const Figure &figure, NumberText (*format)(double))
{
    CellFacts cell;
    cell.figure = true;
    if (!figure.value) {
        cell.text = unknownFigure();
        cell.health = Health::Unknown;
        return cell;
    }
    const NumberText text = format(*figure.value);
    cell.text = text.number;
    cell.unit = text.unit;
    cell.health = figure.health;
    return cell;
}

CellFacts quietCell(const NumberText &text)
{
    CellFacts cell;
    cell.text = text.number;
    cell.unit = text.unit;
    cell.figure = true;
    cell.emphasis = Emphasis::Secondary;
    return cell;
}

/// A bar from nothing to a little beyond the limit, so that a missed limit can be seen as such.
CellFacts saturationCell(const ServiceView &service)
{
    if (service.saturationName.isEmpty())
        return {};
    CellFacts cell = figureCell(service.saturation, [](double value) { return NumberText{fixedNumber(value, 2), {}}; });
    cell.lead = safe(service.saturationName);
    const double limit = service.saturationLimit.value_or(0);
    const bool isShare = service.saturation.value.value_or(0) <= 1.5 && limit <= 1.5;
    if (service.saturation.value && isShare) {
        const NumberText percent{fixedNumber(*service.saturation.value * 100, 0), QStringLiteral("%")};
        cell.text = percent.number;
        cell.unit = percent.unit;
    }
    const double full = isShare ? 1.0 : limit * 1.5;
    if (service.saturation.value && full > 0)
        cell.bar = std::clamp(*service.saturation.value / full, 0.0, 1.0);
    if (service.saturationLimit && full > 0)
        cell.barLimit = limit / full;
    return cell;
}

CellFacts textCell(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts cell;
    cell.text = safe(text);
    cell.emphasis = emphasis;
    return cell;
}

QString clockTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(QStringLiteral("HH:mm:ss"));
}

RowFacts serviceRow(const ServiceView &service)
{
    CellFacts name = textCell(service.name);
    name.health = service.state;
    name.spoken = tr("%1, %2").arg(name.text, toWord(service.state));
    const auto percent = [](double ratio) { return percentText(ratio * 100); };
    CellFacts limit = service.p99Limit ? quietCell(secondsText(*service.p99Limit)) : CellFacts{};
    return {service.id,
            {name, figureCell(service.ratePerMinute, countText), figureCell(service.errorRatio, percent),
             figureCell(service.p99Seconds, secondsText), limit, saturationCell(service)},
            false};
}

Health healthOf(SourceState state)
{
    switch (state) {
    case SourceState::Ok: return Health::Normal;
    case SourceState::Full:
    case SourceState::Denied: return Health::Attention;
    case SourceState::Stale:
    case SourceState::Down:
    case SourceState::Unknown: break;
    }
    return Health::Unknown;
}

QString noteOf(const SourceView &source, WallTime now)
{
    if (source.error.isEmpty())
        return source.notices.empty() ? QString() : source.notices.front();
    if (!source.nextAttempt)
        return source.error;
    const Milliseconds wait = std::max(Milliseconds{0}, *source.nextAttempt - now);
    return tr("%1 · next try in %2").arg(source.error, durationWords(wait));
}

} // namespace

std::vector<ColumnHead> serviceHeads()
{
    return {{tr("Service"), false}, {tr("Rate /min"), true}, {tr("Errors"), true},
            {tr("p99"), true},      {tr("limit"), true},     {tr("Saturation"), false}};
}

std::vector<RowFacts> serviceRows(const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const ServiceView &service : view.services)
        rows.push_back(serviceRow(service));
    return rows;
}

std::vector<ColumnHead> alarmHeads()
{
    return {{tr("Severity"), false}, {tr("Since"), false}, {tr("Alarm"), false}, {tr("For"), true}, {tr("Runbook"), false}};
}

std::vector<RowFacts> alarmRows(const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const Alarm &alarm : view.alarms) {
        const bool over = alarm.state == AlarmState::Resolved;
        CellFacts severity = textCell(over ? tr("Cleared") : toWord(alarm.severity), Emphasis::StateWord);
        severity.health = over ? Health::Normal : alarm.severity;
        if (!over)
            severity.text[0] = severity.text[0].toUpper();
        CellFacts what = textCell(alarm.name);
        if (alarm.value) {
            const NumberText value = valueText(*alarm.value, alarm.unit);
            what.text += QLatin1Char(' ') + value.number + QStringLiteral("\u202f") + value.unit;
        }
        if (alarm.state == AlarmState::Pending || alarm.state == AlarmState::SourceLost)
            what.trail = alarm.state == AlarmState::Pending ? tr("pending") : tr("source lost");
        CellFacts lasting = textCell(durationWords(view.now - alarm.since), Emphasis::Secondary);
        lasting.figure = true;
        const Emphasis link = alarm.runbook.isEmpty() ? Emphasis::Secondary : Emphasis::Link;
        rows.push_back({alarm.id, {severity, textCell(clockTime(alarm.since), Emphasis::Secondary), what, lasting,
                                   textCell(alarm.runbook, link)}, false});
    }
    return rows;
}

std::vector<ColumnHead> sourceHeads()
{
    return {{tr("Source"), false}, {tr("Type"), false}, {tr("State"), false}, {tr("Age"), true}, {tr("Our cost"), true},
            {tr("Note"), false}};
}

std::vector<RowFacts> sourceRows(const PlatformView &view)
{
    std::vector<RowFacts> rows;
    for (const SourceView &source : view.sources) {
        CellFacts name = textCell(source.id);
        name.health = healthOf(source.state);
        name.spoken = tr("%1, %2").arg(name.text, toWord(source.state));
        CellFacts age = source.age ? quietCell({fixedNumber(toSeconds(*source.age), 0), QStringLiteral("s")}) : textCell(unknownFigure());
        CellFacts cost = source.timeShare ? quietCell({fixedNumber(*source.timeShare * 100, 2), QStringLiteral("%")})
                                          : textCell(unknownFigure());
        age.figure = cost.figure = true;
        CellFacts note = textCell(noteOf(source, view.now), Emphasis::Secondary);
        note.tip = note.text;
        rows.push_back({source.id, {name, textCell(source.type, Emphasis::Secondary), textCell(toWord(source.state), Emphasis::Secondary),
                                    age, cost, note}, false});
    }
    return rows;
}

} // namespace surgedeck
