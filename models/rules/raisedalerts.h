// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"
#include "models/rules/groupstate.h"

namespace surgedeck::rules {

/// An alert as it leaves the engine. Inactive ones are told as lost: the caller decides which are.
RuleAlert raisedAlert(const AlertInstance &instance);

/// The alerts of many groups, at most 500, the worst first when there are more; `beyond` counts the rest.
void keepWorst(RuleAlerts &alerts);

/// The name of a rule and of its group, as faults name it.
QString nameOf(const RuleGroup &group, const Rule &rule);

} // namespace surgedeck::rules
