// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/shiftrows.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/items/statewords.h"
#include "models/workspace/trafficconfig.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int widest = 160;
constexpr std::size_t mostLines = 40;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ShiftRows)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

CellFacts words(const QString &text, Emphasis emphasis = Emphasis::Primary)
{
    CellFacts cell;
    cell.text = safe(text);
    cell.emphasis = emphasis;
    return cell;
}

CellFacts figure(std::optional<double> value, int decimals, const QString &unit = {})
{
    CellFacts cell;
    cell.figure = true;
    cell.text = value ? fixedNumber(*value, decimals) : QStringLiteral("\u2014");
    cell.unit = value ? unit : QString();
    cell.emphasis = Emphasis::Secondary;
    return cell;
}

QString stepWords(int index, const std::optional<ShiftRecord> &shift)
{
    if (!shift || shift->state.phase == traffic::Phase::Idle)
        return {};
    const traffic::State &state = shift->state;
    const QString now = stateWords(routeStateOf(state));
    const bool moving = state.motion == traffic::Motion::Forward;
    const int current = moving ? state.step + 1 : state.step;
    if (index == current && isUnderWay(state))
        return now;
    return index <= state.step ? Words::tr("verified") : QString();
}

} // namespace

Health healthOf(RouteState state)
{
    switch (state) {
    case RouteState::Unknown:
        return Health::Unknown;
    case RouteState::Held:
    case RouteState::Conflict:
    case RouteState::Drifted:
    case RouteState::Recovering:
    case RouteState::RolledBack:
    case RouteState::RollingBack:
        return Health::Degraded;
    default:
        return Health::Normal;
    }
}

std::vector<ColumnHead> routeHeads()
{
    return {{Words::tr("Route"), false}, {Words::tr("Observed"), true}, {Words::tr("Set"), true}};
}

std::vector<RowFacts> routeRows(const std::vector<RouteView> &routes)
{
    std::vector<RowFacts> rows;
    for (const RouteView &route : routes) {
        CellFacts name = words(route.name);
        name.health = healthOf(route.state);
        name.trail = stateWords(route.state);
        const auto canary = [](const std::optional<Shares> &shares) {
            return shares ? std::optional(shares->canary) : std::nullopt;
        };
        rows.push_back({route.id,
                        {name, figure(canary(route.observed), 1, QStringLiteral("%")),
                         figure(canary(route.desired), 1, QStringLiteral("%"))}});
    }
    return rows;
}

std::vector<ColumnHead> planHeads()
{
    return {{Words::tr("Step"), false}, {Words::tr("Bake"), true}, {Words::tr("State"), false}};
}

std::vector<RowFacts> planRows(const std::vector<int> &steps, Milliseconds bake,
                               const std::optional<ShiftRecord> &shift)
{
    std::vector<RowFacts> rows;
    int before = shift ? shift->plan.baseline : 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        CellFacts step = words(QStringLiteral("%1 %").arg(steps[i]));
        const bool current = shift && isUnderWay(shift->state) && static_cast<int>(i) == shift->state.step;
        step.health = current ? healthOf(routeStateOf(shift->state)) : Health::Normal;
        CellFacts baking = words(durationWords(bake), Emphasis::Secondary);
        baking.figure = true;
        QString state = stepWords(static_cast<int>(i), shift);
        if (state.isEmpty() && steps[i] - before > traffic::Rules{}.aloneUpTo)
            state = Words::tr("needs a second person");
        rows.push_back({QString::number(steps[i]), {step, baking, words(state, Emphasis::Secondary)}});
        before = steps[i];
    }
    return rows;
}

std::vector<ColumnHead> serverHeads()
{
    return {{Words::tr("Server"), false}, {Words::tr("Side"), false},    {Words::tr("Balancer"), false},
            {Words::tr("Weight"), true},  {Words::tr("Requests"), true}, {Words::tr("Errors 5xx"), true},
            {Words::tr("State"), false}};
}

std::vector<RowFacts> serverRows(const RouteConfig &route, const RouterSample *sample)
{
    std::vector<RowFacts> rows;
    const QString &backend = route.control.backend.isEmpty() ? route.control.route : route.control.backend;
    for (const RouterServer &server : sample ? sample->servers : std::vector<RouterServer>{}) {
        const bool canary = route.control.canary.contains(server.server);
        if (server.backend != backend || (!canary && !route.control.stable.contains(server.server)))
            continue;
        CellFacts name = words(server.server);
        name.health = server.up ? Health::Normal : Health::Critical;
        CellFacts weight = figure(server.weight, 0);
        weight.emphasis = Emphasis::Primary;
        rows.push_back(
            {server.instance + QLatin1Char('/') + server.server,
             {name, words(canary ? Words::tr("canary") : Words::tr("stable")),
              words(server.instance, Emphasis::Secondary), weight,
              figure(server.requestsPerSecond, 1, QStringLiteral("/s")),
              figure(server.errorsPerSecond, 1, QStringLiteral("/s")), words(server.status, Emphasis::Secondary)}});
    }
    return rows;
}

std::vector<ColumnHead> shiftLogHeads()
{
    return {{Words::tr("Time"), false}, {Words::tr("Who"), false}, {Words::tr("What"), false}};
}

std::vector<RowFacts> shiftLogRows(const std::vector<ShiftLogEntry> &entries)
{
    std::vector<RowFacts> rows;
    for (auto entry = entries.rbegin(); entry != entries.rend() && rows.size() < mostLines; ++entry) {
        const QString id =
            QStringLiteral("%1 %2 %3").arg(entry->time.time_since_epoch().count()).arg(entry->event, entry->to);
        CellFacts what =
            words(entry->detail.isEmpty() ? entry->event : QStringLiteral("%1: %2").arg(entry->event, entry->detail));
        what.tip = what.text;
        rows.push_back({id, {words(clockText(entry->time), Emphasis::Secondary), words(entry->actor), what}});
    }
    return rows;
}

} // namespace surgedeck
