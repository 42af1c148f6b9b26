// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/arguments.h"

// The forms of `surgedeck runbook`. Each prints and gives the exit status.

namespace surgedeck {

int listRunbooks(VerbCall &call, const Arguments &arguments);
int showRunbook(VerbCall &call, const Arguments &arguments);
int lintRunbooks(VerbCall &call, const Arguments &arguments);
int listRuns(VerbCall &call, const Arguments &arguments);
int scoreRun(VerbCall &call, const Arguments &arguments);
int performRunbook(VerbCall &call, const Arguments &arguments);

} // namespace surgedeck
