// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/connectionoptions.h"
#include "models/domain/source.h"

namespace surgedeck::mysql {

/// The connection test of one source, on a session of its own: name, connect, tls, sign-in, read, act, clock, newest.
/// The acting credential signs in and its rights are read; nothing is done with them. Blocks for `callDeadline` at
/// most.
std::vector<DiagnosisStage> diagnose(const SourceSettings &settings, const ConnectionOptions &options,
                                     const Clock &clock, std::stop_token stop);

} // namespace surgedeck::mysql
