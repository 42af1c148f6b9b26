// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/features.h"
#include "models/domain/source.h"

namespace surgedeck::mysql {

/// Stage "read" of the connection test: what this session may see, and the statements that would let it see the rest.
/// Not ok when a right is missing; what the server itself does not offer is said in the advice only.
DiagnosisStage readStage(Session &session, const Deadline &deadline, const Clock &clock);

/// Stage "act": signs in with the acting credential and reads its rights. Never acts. Empty `dsn`: nothing to act with.
DiagnosisStage actStage(const SourceSettings &settings, const Deadline &deadline, const Clock &clock);

} // namespace surgedeck::mysql
