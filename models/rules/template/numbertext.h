// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/outcome.h"
#include "models/rules/template/node.h"
#include "models/rules/template/token.h"

namespace surgedeck::rules::templates {

/// What a number, character or complex literal can be taken for. Error: it is none, in Go's words.
metrics::Outcome<NumberText> readNumber(const Token &token);

} // namespace surgedeck::rules::templates
