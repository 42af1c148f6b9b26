// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/shownstate.h"

#include <QJsonArray>

#include <algorithm>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

std::optional<RouteState> routeStateOf(const QString &word)
{
    for (int i = 0; i <= static_cast<int>(RouteState::Drifted); ++i)
        if (toWord(static_cast<RouteState>(i)) == word)
            return static_cast<RouteState>(i);
    return std::nullopt;
}

void applyShift(Platform &platform, const QJsonObject &body)
{
    const auto state = routeStateOf(body[u"state"].toString());
    if (!state)
        return;
    ShiftNote note{*state, body[u"reason"].toString(), {}};
    for (const QJsonValue &step : body[u"steps"].toArray())
        note.steps.push_back(step.toInt());
    platform.noteShift(body[u"route"].toString(), note);
}

void applyBudgets(Platform &platform, const QJsonObject &slos)
{
    for (auto slo = slos.begin(); slo != slos.end(); ++slo) {
        std::vector<SloRollup> rollups;
        for (const QJsonValue &rollup : slo->toArray())
            rollups.push_back(
                {WallTime(Milliseconds(rollup[0].toInteger())), rollup[1].toDouble(), rollup[2].toDouble()});
        platform.loadSloRollups(slo.key(), rollups);
    }
}

void applyJournal(Platform &platform, const QJsonObject &body)
{
    JournalHealth health;
    health.state = JournalHealth::State(std::clamp(body[u"state"].toInt(), 0, int(JournalHealth::State::Stopped)));
    health.reason = body[u"reason"].toString();
    platform.noteJournal(health);
}

} // namespace

const QString shownType = QStringLiteral("journal.shown");

QJsonObject shownShift(const QString &routeId, const ShiftNote &note)
{
    QJsonArray steps;
    for (const int step : note.steps)
        steps.append(step);
    return {{u"what"_s, u"shift"_s},
            {u"route"_s, routeId},
            {u"state"_s, toWord(note.state)},
            {u"reason"_s, note.reason},
            {u"steps"_s, steps}};
}

QJsonObject shownBudgets(const std::vector<std::pair<QString, SloRollup>> &rollups)
{
    std::map<QString, QJsonArray> bySlo;
    for (const auto &[slo, rollup] : rollups)
        bySlo[slo].append(QJsonArray{qint64(rollup.end.time_since_epoch().count()), rollup.errors, rollup.total});
    QJsonObject slos;
    for (const auto &[slo, all] : bySlo)
        slos[slo] = all;
    return {{u"what"_s, u"budgets"_s}, {u"slos"_s, slos}};
}

QJsonObject shownJournal(const JournalHealth &health)
{
    return {{u"what"_s, u"journal"_s}, {u"state"_s, int(health.state)}, {u"reason"_s, health.reason}};
}

QString subjectOfShown(const QJsonObject &body)
{
    return body[u"what"].toString() + u'/' + body[u"route"].toString();
}

void applyShown(Platform &platform, const QJsonObject &body)
{
    const QString what = body[u"what"].toString();
    if (what == u"shift")
        applyShift(platform, body);
    else if (what == u"budgets")
        applyBudgets(platform, body[u"slos"].toObject());
    else if (what == u"journal")
        applyJournal(platform, body);
}

} // namespace surgedeck
