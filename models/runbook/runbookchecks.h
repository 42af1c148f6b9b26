// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/runbook/runbook.h"

namespace surgedeck::runbook {

/// What the parts of one runbook say of each other: ids, signals, parameters, binds, ways. A way leads only to a step
/// further down, so that every run ends. Adds to `problems`.
void checkRunbook(const Runbook &runbook, ProblemList &problems);

} // namespace surgedeck::runbook
