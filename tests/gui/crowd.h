// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"

namespace surgedeck {

/// One second of a database in deep trouble: 10,000 sessions, all in one lock chain, and 5,000 digests. Each call is
/// another second: ages and totals move.
std::vector<Record> crowdRecords(WallTime time, MonoTime mono);

Session crowdSession(int number, Milliseconds age);
LockGraph crowdLocks(int sessions, Milliseconds age);

} // namespace surgedeck
