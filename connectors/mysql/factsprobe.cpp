// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/factsprobe.h"

#include "connectors/mysql/replication.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

/// Of several upstreams the one that is furthest behind; unknown when that of any is.
std::optional<double> worstLag(const std::vector<ReplicaState> &upstreams)
{
    std::optional<double> worst;
    for (const ReplicaState &upstream : upstreams) {
        if (!upstream.lagSeconds)
            return std::nullopt;
        worst = std::max(worst.value_or(0), *upstream.lagSeconds);
    }
    return worst;
}

} // namespace

void FactsProbe::reset()
{
    m_facts.reset();
    m_names.reset();
    m_programNames.clear();
    m_connectionLimit.reset();
}

Result<std::optional<ServerFacts>> FactsProbe::read(const PollContext &context, const std::vector<SessionRow> &sessions)
{
    if (!m_facts.due())
        return std::optional<ServerFacts>();
    const auto costBefore = context.session.cost().inFlight;
    SURGEDECK_TRY(facts, readFacts(context, sessions));
    m_facts.ran(context.session.cost().inFlight - costBefore);
    return std::optional(std::move(facts));
}

Result<ServerFacts> FactsProbe::readFacts(const PollContext &context, const std::vector<SessionRow> &sessions)
{
    ServerFacts facts;
    facts.engine = context.features.isMariaDb() ? QStringLiteral("mariadb") : QStringLiteral("mysql");
    facts.version = context.features.version;
    SURGEDECK_TRY(variables, context.tryQuery(context.statements.facts));
    if (variables && !variables->rows.empty()) {
        const Row &row = variables->rows.front();
        if (const auto limit = row.number(0))
            m_connectionLimit = static_cast<int>(*limit);
        if (const auto readOnly = row.number(1))
            facts.readOnly = *readOnly != 0;
    }
    facts.replicas = readFollowers(sessions);
    SURGEDECK_TRY(replication, context.tryQuery(context.statements.replication));
    if (!replication)
        return facts;
    const auto upstreams = readUpstreams(*replication);
    facts.isReplica = !upstreams.empty();
    facts.lagSeconds = worstLag(upstreams);
    facts.replicas.insert(facts.replicas.begin(), upstreams.begin(), upstreams.end());
    return facts;
}

Status FactsProbe::readProgramNames(const PollContext &context)
{
    if (context.statements.programNames.isEmpty() || !m_names.due())
        return ok();
    const auto costBefore = context.session.cost().inFlight;
    SURGEDECK_TRY(answer, context.tryQuery(context.statements.programNames));
    m_programNames.clear();
    for (const Row &row : answer.value_or(Answer()).rows) {
        if (const auto id = row.unsignedNumber(0))
            m_programNames.insert(*id, row.text(1));
    }
    m_names.ran(context.session.cost().inFlight - costBefore);
    return ok();
}

} // namespace surgedeck::mysql
