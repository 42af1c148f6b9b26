// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// A string in double quotes as Go's strconv.Quote writes it: what errors and printed expressions show.
std::string quoted(std::string_view text);

/// The shortest digits that read back the same, never an exponent: Go's FormatFloat(value, 'f', -1, 64).
std::string plainNumberText(double value);

/// A number as the Prometheus API prints it: shortest digits that read back the same, an exponent only below 1e-6 or
/// from 1e21, "NaN", "+Inf", "-Inf", "-0".
std::string numberText(double value);

} // namespace surgedeck::metrics
