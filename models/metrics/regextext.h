// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/outcome.h"

#include <string>
#include <string_view>

namespace surgedeck::metrics {

// Regular expressions on texts, not anchored, as Go's package regexp has them: for templates. `.` matches no line
// break. Error: BadData in Go's words, "error parsing regexp: missing closing ): `(`". Compiled anew each time; memory
// bounded.

/// Whether the expression occurs anywhere.
Outcome<bool> regexOccurs(const std::string &pattern, std::string_view text);

/// Every occurrence replaced. In the replacement $1, ${1}, $name and ${name} stand for groups, $$ for a dollar.
Outcome<std::string> regexReplaced(const std::string &pattern, std::string_view replacement, std::string_view text);

} // namespace surgedeck::metrics
