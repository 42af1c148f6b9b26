// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/probetimer.h"
#include "connectors/mysql/digesttotals.h"
#include "connectors/mysql/pollcontext.h"
#include "models/domain/observation.h"

#include <unordered_set>

namespace surgedeck::mysql {

/// Reads what statements added to the server's own totals, every 5 s or as seldom as keeps it below 0.1 % of the
/// server's time: the server makes every line of the table for each read, whatever is asked of it. Texts are read for
/// statements that ran and are not known yet, at most 100 at a time. Our own statements are left out. Worker thread of
/// its source.
class DigestProbe
{
public:
    explicit DigestProbe(const Clock &clock);

    /// nullopt: not due, or the first read, from which growth is measured.
    Result<std::optional<DigestDeltas>> read(const PollContext &context);
    /// Where this digest of ours runs, as far as it was seen to run; empty: not known.
    QString schemaOf(const QString &digest) const
    {
        const auto found = m_schemas.find(digest);
        return found == m_schemas.end() ? QString() : found->second;
    }
    /// A new connection: the server may be another one.
    void reset(const Statements &statements);

private:
    std::optional<DigestDeltas> unavailable(const PollContext &context);
    Result<std::optional<DigestDeltas>> readTotals(const PollContext &context);
    Status readTexts(const PollContext &context, const std::vector<DigestGrowth> &grown);
    DigestDeltas deltas(const std::vector<DigestGrowth> &grown);

    struct Text
    {
        QString digest;
        QString text;
    };

    const Clock &m_clock;
    ProbeTimer m_timer;
    ProbeTimer m_reasonTimer;
    DigestTotals m_totals;
    std::unordered_map<QByteArray, Text> m_texts;   ///< by the server's digest
    std::unordered_map<QString, QString> m_schemas; ///< by our digest: the last that it ran in
    std::unordered_set<QString> m_own;              ///< digests of our own statements
    std::optional<MonoTime> m_readAt;
};

} // namespace surgedeck::mysql
