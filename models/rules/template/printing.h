// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/value.h"

#include <span>

namespace surgedeck::rules::templates {

// Values as texts, as Go's package fmt makes them.

/// What {{ value }} writes.
std::string printed(const Value &value);

/// fmt.Sprint: spaces only between two operands of which none is a text.
std::string sprint(std::span<const Value> values);
/// fmt.Sprintln: spaces between all, and a line break.
std::string sprintln(std::span<const Value> values);
/// fmt.Sprintf. What does not fit is written into the text ("%!d(string=x)"), as Go does. Width and precision are
/// bounded.
std::string sprintf(std::string_view format, std::span<const Value> values);

/// A number with `precision` digits by a verb of e, f, g (any case); infinities as "+Inf", "-Inf".
std::string floatText(double value, char verb, int precision);
/// Shortest digits that read back the same; an exponent below 1e-4 and from 1e6.
std::string shortestText(double value);

} // namespace surgedeck::rules::templates
