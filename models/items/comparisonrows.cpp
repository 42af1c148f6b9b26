// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/comparisonrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/indicatortext.h"
#include "models/items/statewords.h"
#include "models/store/alarmhistory.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

constexpr int widestText = 120;
constexpr std::size_t mostRows = 300;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonRows)
};

CellFacts textCell(const QString &text)
{
    CellFacts cell;
    cell.text = SafeText::of(text).singleLine(widestText);
    cell.tip = cell.text;
    return cell;
}

CellFacts dash()
{
    CellFacts cell;
    cell.text = u"\u2014"_s;
    cell.figure = true;
    cell.health = Health::Unknown;
    return cell;
}

using Format = std::function<NumberText(double)>;

CellFacts figureCell(const Figure &figure, const Format &format)
{
    if (!figure.value)
        return dash();
    const NumberText text = format(*figure.value);
    CellFacts cell;
    // Too old to be of its moment: never read as a figure of it.
    cell.text = figure.health == Health::Unknown ? u"\u2248 "_s + text.number : text.number;
    cell.unit = text.unit;
    cell.health = figure.health;
    cell.figure = true;
    return cell;
}

/// `words` of a difference that is not nothing.
CellFacts differenceCell(const QString &words)
{
    if (words.isEmpty())
        return dash();
    CellFacts cell;
    cell.text = words;
    cell.figure = true;
    return cell;
}

QString signedWords(double difference, const Format &format)
{
    const NumberText text = format(std::abs(difference));
    const QString sign = text.number == format(0).number ? QString() : difference < 0 ? u"\u2212"_s : u"+"_s;
    return (sign + text.number + u' ' + text.unit).trimmed();
}

std::optional<double> differenceOf(const Figure &shown, const Figure &then)
{
    if (!shown.value || !then.value || shown.health == Health::Unknown || then.health == Health::Unknown)
        return std::nullopt;
    return *shown.value - *then.value;
}

struct Sides
{
    Figure shown, then;
};

RowFacts figureRow(const QString &id, const QString &name, const Sides &sides, const Format &format)
{
    const auto difference = differenceOf(sides.shown, sides.then);
    return {id,
            {textCell(name), figureCell(sides.then, format), figureCell(sides.shown, format),
             differenceCell(difference ? signedWords(*difference, format) : QString())},
            false,
            Health::Normal};
}

/// The same one in the other moment; nullptr: it was not there.
template <typename View>
const View *counterpart(const std::vector<View> &others, const View &one)
{
    const auto found = std::ranges::find(others, one.id, &View::id);
    return found == others.end() ? nullptr : &*found;
}

void addIndicators(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    const auto &configs = shown.workspace().indicators;
    for (std::size_t i = 0; i < shown.view().indicators.size() && i < configs.size(); ++i) {
        const IndicatorView &indicator = shown.view().indicators[i];
        const IndicatorView *other = counterpart(then.view().indicators, indicator);
        const Format format = [&config = configs[i]](double value) { return indicatorText(value, config); };
        RowFacts row = figureRow(u"indicator/"_s + indicator.id, indicator.name,
                                 {indicator.figure, other ? other->figure : Figure{}}, format);
        row.cells[3] = differenceCell(differenceOfIndicator(shown, then, i));
        rows.push_back(std::move(row));
    }
}

void addServices(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    const auto percent = [](double share) { return percentText(share * 100); };
    for (const ServiceView &service : shown.view().services) {
        const ServiceView *found = counterpart(then.view().services, service);
        const ServiceView other = found ? *found : ServiceView{};
        const auto add = [&](const QString &what, const Sides &sides, const Format &format) {
            if (sides.shown.value || sides.then.value)
                rows.push_back(figureRow(u"service/%1/%2"_s.arg(service.id, what), u"%1, %2"_s.arg(service.name, what),
                                         sides, format));
        };
        add(Words::tr("rate /min"), {service.ratePerMinute, other.ratePerMinute}, countText);
        add(Words::tr("errors"), {service.errorRatio, other.errorRatio}, percent);
        add(u"p99"_s, {service.p99Seconds, other.p99Seconds}, secondsText);
    }
}

Figure countOf(double value)
{
    Figure figure;
    figure.value = value;
    figure.health = Health::Normal;
    return figure;
}

void addDatabases(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    for (const SourceConfig &source : shown.workspace().sources) {
        const DatabaseStore *now = shown.database(source.id);
        const DatabaseStore *before = then.database(source.id);
        if (!now && !before)
            continue;
        const auto load = [](const DatabaseStore *database) {
            return database ? std::optional(database->load()) : std::nullopt;
        };
        const auto add = [&](const QString &what, const std::function<double(const DatabaseStore::Load &)> &of) {
            const auto figure = [&](const std::optional<DatabaseStore::Load> &found) {
                return found ? countOf(of(*found)) : Figure{};
            };
            rows.push_back(figureRow(u"database/%1/%2"_s.arg(source.id, what), u"%1, %2"_s.arg(source.id, what),
                                     {figure(load(now)), figure(load(before))}, countText));
        };
        add(Words::tr("sessions that wait for a lock"), [](const auto &found) { return double(found.lockWaiters); });
        add(Words::tr("active sessions"), [](const auto &found) { return found.activeSessions; });
    }
}

void addRoutes(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    const auto share = [](const std::optional<Shares> &shares) { return shares ? countOf(shares->canary) : Figure{}; };
    for (const RouteView &route : shown.view().routes) {
        const RouteView *found = counterpart(then.view().routes, route);
        const RouteView other = found ? *found : RouteView{};
        rows.push_back(figureRow(u"route/%1/desired"_s.arg(route.id),
                                 Words::tr("%1, weight of the new side").arg(route.name),
                                 {share(route.desired), share(other.desired)}, percentText));
        rows.push_back(figureRow(u"route/%1/observed"_s.arg(route.id), Words::tr("%1, share observed").arg(route.name),
                                 {share(route.observed), share(other.observed)}, percentText));
    }
}

CellFacts alarmCell(const Alarm *alarm)
{
    if (!alarm || !isActive(*alarm))
        return dash();
    CellFacts cell = textCell(stateWords(alarm->severity));
    cell.health = alarm->severity;
    return cell;
}

/// Those that one of the two has and the other has not, or as something worse.
void addAlarms(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    const auto add = [&rows](const Alarm &named, const Alarm *now, const Alarm *before) {
        const bool isOn = now && isActive(*now), wasOn = before && isActive(*before);
        if (isOn == wasOn && (!isOn || now->severity == before->severity))
            return;
        const QString words = isOn && wasOn ? Words::tr("another severity")
                              : isOn        ? Words::tr("raised since")
                                            : Words::tr("not active");
        rows.push_back({u"alarm/"_s + named.id,
                        {textCell(Words::tr("Alarm: %1").arg(named.name)), alarmCell(before), alarmCell(now),
                         differenceCell(words)},
                        false,
                        Health::Normal});
    };
    for (const Alarm &alarm : shown.view().alarms)
        add(alarm, &alarm, counterpart(then.view().alarms, alarm));
    for (const Alarm &alarm : then.view().alarms)
        if (!counterpart(shown.view().alarms, alarm))
            add(alarm, nullptr, &alarm);
}

/// What was changed between the two, whichever is the later one.
void addChanges(std::vector<RowFacts> &rows, const Platform &shown, const Platform &then)
{
    const Platform &later = shown.view().now >= then.view().now ? shown : then;
    const WallTime from = std::min(shown.view().now, then.view().now);
    int number = 0;
    for (const Change &change : later.changes().changes(later.view().now))
        if (change.at > from && change.at <= later.view().now)
            rows.push_back({u"change/%1"_s.arg(number++),
                            {textCell(Words::tr("Change: %1").arg(change.title)), textCell({}), textCell({}),
                             textCell(clockText(change.at))},
                            false,
                            Health::Normal});
}

} // namespace

std::vector<ColumnHead> comparisonHeads(WallTime then, WallTime shown)
{
    return {{Words::tr("Figure"), false},
            {then == WallTime() ? Words::tr("Then") : clockText(then), true},
            {clockText(shown), true},
            {Words::tr("Difference"), true}};
}

QString differenceOfIndicator(const Platform &shown, const Platform &then, std::size_t indicator)
{
    const IndicatorView &one = shown.view().indicators[indicator];
    const IndicatorView *other = counterpart(then.view().indicators, one);
    const auto difference = other ? differenceOf(one.figure, other->figure) : std::nullopt;
    return difference ? differenceText(*difference, shown.workspace().indicators[indicator]) : QString();
}

std::vector<RowFacts> comparisonRows(const Platform &shown, const Platform &then)
{
    std::vector<RowFacts> rows;
    addIndicators(rows, shown, then);
    addAlarms(rows, shown, then);
    addChanges(rows, shown, then);
    addDatabases(rows, shown, then);
    addRoutes(rows, shown, then);
    addServices(rows, shown, then);
    if (rows.size() > mostRows)
        rows.resize(mostRows);
    return rows;
}

} // namespace surgedeck
