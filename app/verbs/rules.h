// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/arguments.h"
#include "models/metrics/ast.h"

#include <optional>

namespace surgedeck {

/// One call of `rules check` or `rules test`.
struct RulesRequest
{
    QStringList files;
    std::optional<metrics::Compat> compat; ///< nullopt: whatever one of the two accepts
    Output output = Output::Table;
    bool strict = false;
};

// Exit statuses.
int checkRules(VerbCall &call, const RulesRequest &request);
int testRules(VerbCall &call, const RulesRequest &request);

} // namespace surgedeck
