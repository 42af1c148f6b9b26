// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/verb.h"

namespace surgedeck {

// Verbs about people elsewhere: those who are told, and those who share a store.
int runNotify(VerbCall &call);
int runTeam(VerbCall &call);

} // namespace surgedeck
