// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

// Numbers as Go writes and reads them, where an answer or an error depends on it.

/// fmt's %v and %g: shortest digits, an exponent below 1e-4 and from 1e6.
std::string goGeneral(double value);
/// fmt's %f: six digits behind the point.
std::string goFixed(double value);
/// strconv.FormatFloat(value, 'f', -1, 64): shortest digits, never an exponent.
std::string goPlain(double value);
/// strconv.ParseFloat: decimal, hexadecimal, Inf and NaN in any case, underscores between digits; nullopt when it
/// fails or is out of range.
std::optional<double> goParsed(std::string_view text);

} // namespace surgedeck::metrics
