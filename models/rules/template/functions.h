// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/outcome.h"
#include "models/rules/template/value.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace surgedeck::rules::templates {

/// What a template's functions may ask for.
struct Environment
{
    /// `query`: the vector of an expression at the time of evaluation.
    std::function<metrics::Outcome<std::vector<SampleValue>>(const std::string &)> query;
    std::int64_t timeMs = 0;
    /// `externalURL` and `pathPrefix`; nullopt where nobody set one: calling them is then an error, as in promtool.
    std::optional<std::string> externalUrl;
    metrics::Compat compat = metrics::Compat::V3;
};

/// What Go's reflection checks before a call.
enum class ArgumentType
{
    String,
    Any,     ///< interface{}
    Reflect, ///< reflect.Value: like Any, and nil is a value that is not there
    Samples,
    Sample
};
const char *nameOf(ArgumentType type);
/// Of values that are there.
bool fits(const Value &value, ArgumentType type);

using FunctionResult = metrics::Outcome<Value>;
using Arguments = std::span<Value>;

struct Function
{
    std::string_view name;
    std::vector<ArgumentType> fixed;
    std::optional<ArgumentType> repeated; ///< of the arguments after the fixed ones
    FunctionResult (*run)(Arguments arguments, const Environment &environment);
    metrics::Compat since = metrics::Compat::V2;
};

/// A function of Go's templates or of Prometheus' alerts; nullptr when these rules know none of that name. `and` and
/// `or` are evaluated by the executor, which stops at the first argument that decides.
const Function *findFunction(std::string_view name, metrics::Compat compat);

// The tables, each in its own file.
const std::vector<Function> &goFunctions();
const std::vector<Function> &prometheusFunctions();
const std::vector<Function> &humanizingFunctions();

/// The error of a function; only its message counts.
inline metrics::EngineError functionError(std::string message)
{
    return {metrics::ErrorType::Execution, std::move(message), -1};
}

/// What every humanizing function takes: a number, or a text of one.
metrics::Outcome<double> toNumber(const Value &value);

} // namespace surgedeck::rules::templates
