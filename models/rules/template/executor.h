// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/functions.h"
#include "models/rules/template/parser.h"

namespace surgedeck::rules::templates {

/// What one expansion may use: a template comes from a file that anybody wrote.
struct ExecutionLimits
{
    int steps = 200'000;
    int depth = 100; ///< templates within templates
    std::size_t output = 1 << 20;
    int queries = 1'000;
};

/// Runs a template. Error: Execution, in Go's words with the place.
metrics::Outcome<std::string> execute(const ParsedTemplate &parsed, const Value &dot, const Environment &environment,
                                      const ExecutionLimits &limits = {});

} // namespace surgedeck::rules::templates
