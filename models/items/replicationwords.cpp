// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/replicationwords.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostNamed = 3;
constexpr int widestName = 60;

struct Replication
{
    Q_DECLARE_TR_FUNCTIONS(Replication)
};

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestName);
}

QString lagText(double seconds)
{
    return Replication::tr("%1 s").arg(fixedNumber(seconds, seconds < 10 ? 1 : 0));
}

} // namespace

QString replicationWords(const ServerFacts &facts)
{
    if (facts.isReplica.value_or(false))
        return facts.lagSeconds ? Replication::tr("replica, %1 behind").arg(lagText(*facts.lagSeconds))
                                : Replication::tr("replica, how far behind is not known");
    if (facts.replicas.empty())
        return {};
    QStringList names;
    for (std::size_t i = 0; i < std::min(facts.replicas.size(), mostNamed); ++i) {
        const ReplicaState &replica = facts.replicas[i];
        names << safe(replica.peer) + QLatin1Char(' ') +
                     (replica.lagSeconds ? lagText(*replica.lagSeconds) : safe(replica.state));
    }
    return Replication::tr("%n replica(s): %1", nullptr, int(facts.replicas.size()))
               .arg(names.join(QStringLiteral(", "))) +
           (facts.replicas.size() > mostNamed ? QStringLiteral(" \u2026") : QString());
}

QString latencyWords(const CacheStats &stats)
{
    const auto slowest =
        std::max_element(stats.latency.begin(), stats.latency.end(),
                         [](const LatencyEvent &a, const LatencyEvent &b) { return a.latestMs < b.latestMs; });
    if (slowest == stats.latency.end())
        return {};
    return Replication::tr("%1 %2 ms, at most %3 ms")
        .arg(safe(slowest->event), fixedNumber(slowest->latestMs, 0), fixedNumber(slowest->maxMs, 0));
}

} // namespace surgedeck
