// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runbook.h"
#include "models/yaml/shape.h"

namespace surgedeck::runbook::shapes {

/// The grammar of the runbook file: every map in it and its keys. resources/runbook.schema.json says the same to
/// editors, and a test compares them.
extern const MappingShape file, parameter, bind, signal, action, choice, branch;
const MappingShape &step(StepKind kind);
/// For a step whose kind is missing or misspelt: its other keys are no second mistake.
const MappingShape &anyStep();

/// All of the above with their names.
std::vector<const MappingShape *> all();

} // namespace surgedeck::runbook::shapes
