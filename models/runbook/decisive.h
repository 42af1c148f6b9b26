// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runmachine.h"

namespace surgedeck::runbook {

/// The signals that something in this runbook is decided by, in its order and at most `most` of them, each with the
/// limit that counts from here on: that of the current step, else of one further down. What spoke for the runbook has
/// none once it is past, nor has what only a branch asks for.
Conditions decisiveSignals(const Runbook &runbook, const State &state, std::size_t most);

} // namespace surgedeck::runbook
