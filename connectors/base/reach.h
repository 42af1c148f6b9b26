// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "models/domain/source.h"

namespace surgedeck {

/// The first two stages of every connection test. Both block within `deadline` (make one of `callDeadline` for the whole
/// diagnosis); `clock` only measures. Nothing is sent to the peer.

/// Stage "name": the addresses behind the host; a unix socket or a literal address has nothing to look up and is ok.
DiagnosisStage resolveStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock);
/// Stage "connect": a connection is opened and closed again.
DiagnosisStage connectStage(const Endpoint &endpoint, const Deadline &deadline, const Clock &clock);

/// A stage that was not reached because one before it failed.
DiagnosisStage notReached(const QString &stage);

} // namespace surgedeck
