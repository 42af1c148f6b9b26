// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/verb.h"
#include "models/domain/commandroad.h"

namespace surgedeck {

/// What a verb that changes something has to tell.
struct OutcomeReport
{
    QString workspace;
    Command command;
    Role role = Role::Viewer;
    CommandOutcome outcome;
};

/// {schema, time, workspace, source, action, session, actor, role, reason, outcome, detail, preconditions ...}, or
/// lines.
void printOutcome(VerbCall &call, Output output, const OutcomeReport &report);

/// 0 confirmed (or rehearsed), 1 accepted and not seen, 4 not reached or no answer, 5 refused.
int exitStatusOf(const CommandOutcome &outcome);

/// A refusal before there is anything to ask.
CommandOutcome refusalOf(const QString &why);

} // namespace surgedeck
