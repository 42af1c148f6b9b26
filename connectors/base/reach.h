// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/stream.h"
#include "models/domain/source.h"

namespace surgedeck {

/// The first stages of every connection test. Each blocks within `deadline` (make one of `callDeadline` for the whole
/// diagnosis); `clock` only measures. Nothing is sent to the peer.

/// Stage "name": the addresses behind the host; a unix socket or a literal address has nothing to look up and is ok.
DiagnosisStage resolveStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock);
/// Stage "connect": a connection is opened and closed again.
DiagnosisStage connectStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock);

/// Stage "tls": connects and shakes hands, nothing more. Ok and "not used" for a plain stream.
DiagnosisStage tlsStage(const StreamSettings &settings, const Deadline &deadline, const Clock &clock);

/// A stage that was not reached because one before it failed.
DiagnosisStage notReached(const QString &stage);

} // namespace surgedeck
