// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/sessionwish.h"

#include "app/person.h"
#include "models/base/timetext.h"
#include "models/domain/actionfacts.h"
#include "models/workspace/sourceconfig.h"

namespace surgedeck {

namespace {

constexpr qsizetype longestReason = 500;
constexpr int lowestTimeoutMs = 100;
constexpr int longestTimeoutMs = 24 * 3600 * 1000;
constexpr int fastest = 2'000;
constexpr int mostKeys = 10'000'000;
/// The last look is the one that counts: a sweep is told of portion by portion.
constexpr Milliseconds oneLook{1};

QString option(const char *name)
{
    return QString::fromLatin1(name);
}

Error wrong(const QString &what)
{
    return {Error::Kind::Config, what};
}

Result<int> number(const Arguments &arguments, const char *name, std::pair<int, int> range)
{
    bool isNumber = false;
    const int value = arguments.value(option(name)).toInt(&isNumber);
    if (!isNumber || value < range.first || value > range.second)
        return wrong(
            QStringLiteral("--%1 takes a number from %2 to %3").arg(option(name)).arg(range.first).arg(range.second));
    return value;
}

Result<Action> timeoutOf(const QString &role, const Arguments &arguments)
{
    const QString text = arguments.value(option("to"));
    if (text == QLatin1String("none"))
        return Action(SetStatementTimeout{role, std::nullopt});
    const auto duration = parseDuration(text);
    if (!duration || duration->count() < lowestTimeoutMs || duration->count() > longestTimeoutMs)
        return wrong(QStringLiteral("--to takes a duration from 100ms to 24h, or none"));
    return Action(SetStatementTimeout{role, *duration});
}

Result<Action> actionOf(const SessionWish &wish, const Arguments &arguments)
{
    const QString identity = arguments.value(option("identity"));
    if (wish.verb == QLatin1String("cancel"))
        return Action(CancelStatement{wish.target, identity});
    if (wish.verb == QLatin1String("end"))
        return Action(EndSession{wish.target, identity});
    if (wish.verb == QLatin1String("timeout"))
        return timeoutOf(wish.target, arguments);
    if (wish.verb == QLatin1String("unlink")) {
        SURGEDECK_TRY(rate, number(arguments, "rate", {1, fastest}));
        SURGEDECK_TRY(most, number(arguments, "most", {1, mostKeys}));
        return Action(UnlinkPrefix{wish.target, rate, most});
    }
    return wrong(QStringLiteral("'%1' is none of cancel, end, timeout, unlink, agree").arg(wish.verb.left(40)));
}

} // namespace

Result<CommandOrder> SessionWish::order(const Arguments &arguments) const
{
    SURGEDECK_TRY(action, actionOf(*this, arguments));
    CommandOrder order;
    order.command.source = source;
    order.command.action = action;
    order.command.actor = order.approval.person =
        arguments.isSet(option("by")) ? arguments.value(option("by")) : personName();
    order.command.reason = arguments.value(option("reason")).simplified().left(longestReason);
    order.command.level = usualLevelOf(action);
    order.command.rehearsal = arguments.isSet(option("dry-run"));
    order.approval.typedName = arguments.value(option("yes-i-mean"));
    order.approval.expectedName = target;
    if (std::holds_alternative<UnlinkPrefix>(action))
        order.verifyWithin = oneLook;
    return order;
}

bool SessionWish::fits(const SourceConfig &config) const
{
    const auto is = [&config](const char *type) { return config.type == QLatin1String(type); };
    if (verb == QLatin1String("timeout"))
        return is("postgresql");
    if (verb == QLatin1String("unlink"))
        return is("redis");
    return is("postgresql") || is("mysql") || is("redis");
}

} // namespace surgedeck
