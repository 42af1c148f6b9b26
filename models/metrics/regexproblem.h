// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace re2 {
class RE2;
}

namespace surgedeck::metrics {

/// Why an expression does not compile, in the words of Go's package regexp: "error parsing regexp: missing closing ):
/// `(`".
std::string regexProblem(const re2::RE2 &expression);

} // namespace surgedeck::metrics
