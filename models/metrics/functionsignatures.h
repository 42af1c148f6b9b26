// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"

#include <string_view>
#include <vector>

namespace surgedeck::metrics {

/// What the parser must know of a function. The evaluator finds the implementation by `name`.
struct FunctionSignature
{
    std::string_view name;
    std::vector<ValueType> arguments; ///< types in order; the last may repeat or be left out as `variadic` says
    int variadic = 0; ///< 0: exactly these; n > 0: up to n of the last may be left out; -1: the last any number of
                      ///< times, also none
    ValueType result = ValueType::Vector;
    Compat since = Compat::V2; ///< V3: unknown to 2.42
    Compat until = Compat::V3; ///< V2: no longer known to 3.x
};

/// nullptr when there is no such function under these rules.
const FunctionSignature *findFunction(std::string_view name, Compat compat);
/// Every function, in order of names: for completion, and for the coverage of tests.
const std::vector<FunctionSignature> &allFunctions();

} // namespace surgedeck::metrics
