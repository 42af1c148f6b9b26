// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/stream.h"
#include "models/domain/source.h"

#include <QHash>

namespace surgedeck {

/// "tcp://HOST:PORT" or "unix:/PATH". Error: Config.
Result<Endpoint> parseMemcachedAddress(const QString &address);

/// The answer to "stats": names and values, at most 500 (github.com/memcached/memcached, doc/protocol.txt).
QHash<QByteArray, QByteArray> parseMemcachedStats(const QByteArray &answer);

/// Watches one memcached by its text protocol: "stats" and "version", nothing else; no key is read. Gives CacheStats
/// and ServerFacts. See Source.
class MemcachedSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);
    MemcachedSource(Endpoint endpoint, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    using Stats = QHash<QByteArray, QByteArray>;
    struct Totals
    {
        MonoTime at;
        double hits = 0, misses = 0, evictions = 0, commands = 0, uptime = 0;
    };

    Result<Stats> read(const Deadline &deadline);
    CacheStats fold(const Stats &stats, MonoTime at);

    Endpoint m_endpoint;
    const Clock &m_clock;
    StreamPtr m_stream;
    std::optional<Totals> m_before;
};

} // namespace surgedeck
