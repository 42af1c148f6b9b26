// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/enginereader.h"
#include "connectors/mysql/lockgraph.h"

namespace surgedeck::mysql {

/// Makes the lock graph of one poll from what was read already, and reads what the graph alone needs: who holds a
/// table's definition, the sessions of holders, the names of prepared transactions. Worker thread of its source.
class LockProbe
{
public:
    explicit LockProbe(const Clock &clock)
        : m_clock(clock)
    {
    }

    struct Parts
    {
        const EngineReader &engine;
        const std::vector<SessionRow> &sessions;
        const QHash<quint64, QString> &programNames;
        int rowWaiters = 0;
    };

    /// The graph when a part of it was read anew, an empty one when nobody waits, nullopt when the last one still
    /// stands.
    Result<std::optional<LockGraph>> read(const PollContext &context, const Parts &parts);

private:
    Result<bool> readMetadataWaits(const PollContext &context, const std::vector<SessionRow> &waiters);
    Result<LockGraph> makeGraph(const PollContext &context, const Parts &parts);
    Result<QStringList> preparedNames(const PollContext &context);
    QString cannotTell(const PollContext &context, const Parts &parts, const std::vector<RowWait> &rowWaits) const;
    QString metadataCannotTell(const PollContext &context) const;

    const Clock &m_clock;
    StatementMemory m_statements;
    std::vector<MetadataWait> m_metadataWaits;
    QString m_metadataRefusal;
    std::optional<MonoTime> m_nextMetadata;
};

} // namespace surgedeck::mysql
