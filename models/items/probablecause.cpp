// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/probablecause.h"

#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/items/alarmwords.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

constexpr int fewestBlocked = 3;
constexpr Milliseconds leastEarlier{1'000};
constexpr int widestName = 60;

struct CauseWords
{
    Q_DECLARE_TR_FUNCTIONS(ProbableCause)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

/// "shop.stock" is "stock" to everybody who works there.
QString tableOf(const QString &object)
{
    return object.section(QLatin1Char('.'), -1);
}

std::optional<ProbableCause> heaviestChain(const Platform &platform)
{
    std::optional<ProbableCause> heaviest;
    for (const SourceConfig &source : platform.workspace().sources) {
        const DatabaseStore *database = platform.database(source.id);
        if (!database)
            continue;
        for (const LockNode &node : database->locks()) {
            if (!node.root || node.blocks < fewestBlocked || (heaviest && node.blocks <= heaviest->blocks))
                continue;
            ProbableCause cause;
            cause.kind = ProbableCause::Kind::LockChain;
            cause.source = source.id;
            cause.session = node.participant.id;
            cause.application = node.participant.application.isEmpty() ? node.participant.user
                                                                       : node.participant.application;
            cause.object = tableOf(node.participant.object);
            cause.blocks = node.blocks;
            heaviest = cause;
        }
    }
    return heaviest;
}

} // namespace

std::optional<ProbableCause> probableCause(const Platform &platform, const Alarm &headline)
{
    if (auto chain = heaviestChain(platform))
        return chain;
    const Alarm *first = nullptr;
    for (const Alarm &alarm : platform.view().alarms)
        if (isActive(alarm) && alarm.id != headline.id && headline.since - alarm.since >= leastEarlier &&
            (!first || alarm.since < first->since))
            first = &alarm;
    if (!first)
        return std::nullopt;
    ProbableCause cause;
    cause.alarm = alarmWords(*first, platform.view(), platform.workspace()).title();
    cause.earlier = headline.since - first->since;
    return cause;
}

QString toWords(const ProbableCause &cause)
{
    if (cause.kind == ProbableCause::Kind::FirstDeviation)
        return CauseWords::tr("%1, %2 earlier").arg(cause.alarm, durationWords(cause.earlier));
    const QString who = safe(cause.session + QLatin1Char(' ') + cause.application);
    const QString where = safe(cause.source);
    return cause.object.isEmpty()
               ? CauseWords::tr("lock convoy, %1: %2 blocks %3").arg(where, who).arg(cause.blocks)
               : CauseWords::tr("lock convoy on %1, %2: %3 blocks %4").arg(safe(cause.object), where, who).arg(cause.blocks);
}

} // namespace surgedeck
