// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace surgedeck::metrics {

/// Reads the number at the beginning of [at, end) as both text formats write it: decimal with an exponent, inf,
/// infinity and nan in any case. No hexadecimal, no underscores, no sign before nan; what does not fit a double is no
/// number. NaN is the ordinary one. Returns where it ends, nullptr when there is none; what follows is not looked at.
const char *readNumber(const char *at, const char *end, double &value);

/// The whole text as a number.
std::optional<double> numberOf(std::string_view text);

/// The whole text as a decimal integer that fits: a sign and digits, as Go's ParseInt in base 10.
std::optional<std::int64_t> integerOf(std::string_view text);

/// Milliseconds of a time in seconds, cut towards zero as Prometheus does; at the ends of the range when beyond.
/// The time must be a number that is not NaN.
std::int64_t millisecondsOf(double seconds);

} // namespace surgedeck::metrics
