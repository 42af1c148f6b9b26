// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/mysql/pollcontext.h"
#include "connectors/mysql/sessionrows.h"
#include "models/domain/observation.h"

#include <QHash>

namespace surgedeck::mysql {

/// What changes slowly: version, replication, the limit of connections, who the sessions say they are. Every 10 s.
/// Worker thread of its source.
class FactsProbe
{
public:
    explicit FactsProbe(const Clock &clock)
        : m_facts(clock, cadence)
        , m_names(clock, cadence)
    {
    }

    /// nullopt: not due.
    Result<std::optional<ServerFacts>> read(const PollContext &context, const std::vector<SessionRow> &sessions);
    /// Program names by session id, as of their last read. Before the sessions are looked at.
    Status readProgramNames(const PollContext &context);
    void reset();

    const QHash<quint64, QString> &programNames() const { return m_programNames; }
    std::optional<int> connectionLimit() const { return m_connectionLimit; }

private:
    static constexpr Milliseconds cadence{10'000};

    Result<ServerFacts> readFacts(const PollContext &context, const std::vector<SessionRow> &sessions);

    ProbeTimer m_facts;
    ProbeTimer m_names;
    QHash<quint64, QString> m_programNames;
    std::optional<int> m_connectionLimit;
};

} // namespace surgedeck::mysql
