// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// Appends a JSON string; what is no UTF-8 becomes U+FFFD.
void appendJsonString(std::string &out, std::string_view text);

} // namespace surgedeck::metrics
