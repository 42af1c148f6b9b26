// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/actcommands.h"
#include "app/person.h"
#include "models/base/timetext.h"
#include "models/domain/actionfacts.h"
#include "models/workspace/actioncall.h"

namespace surgedeck {

namespace {

constexpr int fastest = 2'000;
constexpr int mostKeys = 10'000'000;
constexpr Milliseconds shortestTimeout{100};
constexpr Milliseconds longestTimeout = std::chrono::hours(24);

struct Plans
{
    Q_DECLARE_TR_FUNCTIONS(Plans)
};

Error wrong(const QString &what)
{
    return {Error::Kind::Config, what};
}

QString text(const ActForm::Values &values, const char *id)
{
    return values.value(QLatin1String(id));
}

Result<int> number(const ActForm::Values &values, const char *id, int most)
{
    bool isNumber = false;
    const int value = text(values, id).toInt(&isNumber);
    if (!isNumber || value < 1 || value > most)
        return wrong(Plans::tr("%1 has to be a number from 1 to %2").arg(QLatin1String(id)).arg(most));
    return value;
}

ActPlan planOf(const QString &source, const Action &action)
{
    ActPlan plan;
    plan.command.source = source;
    plan.command.action = action;
    plan.command.actor = personName();
    plan.command.level = usualLevelOf(action);
    plan.happens = effectInWords(action);
    plan.undo = undoInWords(action);
    plan.ifItFails = Plans::tr("it may have been done: look at the server; nothing is sent twice");
    return plan;
}

} // namespace

Result<ActPlan> timeoutPlan(const QString &source, const ActForm::Values &values)
{
    const QString role = text(values, "role"), limit = text(values, "limit");
    if (role.isEmpty())
        return wrong(Plans::tr("name the role"));
    std::optional<Milliseconds> timeout;
    if (limit != QLatin1String("none")) {
        const auto duration = parseDuration(limit);
        if (!duration || *duration < shortestTimeout || *duration > longestTimeout)
            return wrong(Plans::tr("the limit has to be a duration from 100ms to 24h, or none"));
        timeout = *duration;
    }
    ActPlan plan = planOf(source, SetStatementTimeout{role, timeout});
    plan.title = Plans::tr("Limit statements of %1").arg(role);
    plan.effect = Plans::tr("set the limit");
    plan.literal = timeout
                       ? QStringLiteral("ALTER ROLE \"%1\" SET statement_timeout = %2").arg(role).arg(timeout->count())
                       : QStringLiteral("ALTER ROLE \"%1\" RESET statement_timeout").arg(role);
    plan.lost = Plans::tr("the name of the role");
    return plan;
}

Result<ActPlan> unlinkPlan(const QString &source, const ActForm::Values &values)
{
    const QString prefix = text(values, "prefix");
    if (prefix.isEmpty())
        return wrong(Plans::tr("name the prefix"));
    SURGEDECK_TRY(rate, number(values, "rate", fastest));
    SURGEDECK_TRY(most, number(values, "most", mostKeys));
    ActPlan plan = planOf(source, UnlinkPrefix{prefix, rate, most});
    plan.title = Plans::tr("Remove keys of %1").arg(prefix);
    plan.effect = Plans::tr("remove the keys");
    plan.literal = QStringLiteral("SCAN ... MATCH %1*, UNLINK of 100 at once, %2/s").arg(prefix).arg(rate);
    plan.lost = Plans::tr("the prefix whose keys are lost");
    return plan;
}

Result<ActPlan> callPlan(const ActionConfig &action, const ActForm::Values &values)
{
    QJsonObject given;
    for (const ActionParameter &parameter : action.params)
        if (const QString value = values.value(parameter.name); !value.isEmpty())
            given.insert(parameter.name, value);
    SURGEDECK_TRY(checked, checkedParameters(action, given));
    ActPlan plan = planOf({}, CallAction{action.id, checked});
    const QString name = action.name.isEmpty() ? action.id : action.name;
    plan.command.level = action.level;
    plan.title = name;
    plan.effect = Plans::tr("call %1").arg(action.id);
    plan.literal = QStringLiteral("%1 %2").arg(action.call.method, urlWith(action.call.url.text, checked));
    plan.undo = action.undo.isEmpty() ? Plans::tr("none is named in the workspace") : action.undo.id;
    plan.lost = Plans::tr("the name of the action");
    return plan;
}

} // namespace surgedeck
