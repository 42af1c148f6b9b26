// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"
#include "models/runbook/observing.h"

namespace surgedeck {

/// The typed action of a step as a command on what its bind stands for now. Error: Refused, when this version has no
/// such action, the workspace has nothing that it goes to, or there is no session that it could mean.
Result<Command> commandOf(const runbook::Action &action, const runbook::Binding &binding,
                          runbook::Observing &observing);

} // namespace surgedeck
