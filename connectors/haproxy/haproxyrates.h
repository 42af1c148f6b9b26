// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/haproxy/haproxyinstance.h"
#include "models/domain/observation.h"

#include <map>

namespace surgedeck {

/// Turns the readings of one balancer into its server lines. Weights are the ones that are set (srv_uweight), as they
/// stand in `show servers state`; requests and 5xx are differences of counters between two readings of the same
/// process: a reload, a restart or `clear counters` gives none for that reading.
class HaproxyRates
{
public:
    std::vector<RouterServer> fold(const QString &instance, const HaproxyReading &reading, MonoTime at);

private:
    struct Counters
    {
        std::optional<qint64> requests; ///< stot: sessions sent to the server, in HTTP mode one for each request
        std::optional<qint64> errors;   ///< hrsp_5xx; absent in TCP mode
    };
    using Key = std::pair<QByteArray, QByteArray>; ///< backend, server

    QByteArray m_process;
    MonoTime m_at;
    std::map<Key, Counters> m_before;
};

} // namespace surgedeck
