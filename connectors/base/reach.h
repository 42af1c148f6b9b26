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

/// Words for DiagnosisStage::brief: the version in what a library says of a TLS session ("TLSv1.3, ..." gives "1.3"), and
/// a difference of clocks.
QString tlsBrief(const QString &description);
QString clockBrief(Milliseconds offset);
/// There is nothing to test.
inline constexpr char16_t nothingToTest[] = u"\u2014";

/// A stage that was not reached because one before it failed.
DiagnosisStage notReached(const QString &stage);

} // namespace surgedeck
