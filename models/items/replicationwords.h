// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

namespace surgedeck {

/// How far behind a server is, or those that follow it: "replica, 0.4 s behind", "2 replicas: 10.0.0.7 0.1 s, 10.0.0.8
/// streaming". Empty: the server says nothing of it. Pure.
QString replicationWords(const ServerFacts &facts);

/// The slowest kind of event that a Redis noted: "command 12 ms, at most 300 ms"; empty: it noted none, or notes
/// nothing.
QString latencyWords(const CacheStats &stats);

} // namespace surgedeck
