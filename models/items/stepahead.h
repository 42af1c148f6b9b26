// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runmachine.h"

#include <optional>

namespace surgedeck {

/// What comes after the current step, for somebody who wants to see it coming. Texts are safe to show.
struct StepAhead
{
    QString title;                  ///< "4 Does the root run a statement?"
    QString kind;                   ///< "Branch"
    runbook::Conditions conditions; ///< what it rests on
    QString words;                  ///< of an act what it does and how it is taken back, of a question its answers
};

/// nullopt: nothing comes, or which one comes is for a person to say.
std::optional<StepAhead> stepAhead(const runbook::Runbook &runbook, const runbook::State &state);

/// "Guarded action".
QString kindWord(runbook::StepKind kind);
/// "Effect: session.end on orders-db, level 2. Can not be undone: ...".
QString effectWords(const runbook::Act &act, const QString &subject);

} // namespace surgedeck
