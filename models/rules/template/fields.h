// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/template/value.h"

namespace surgedeck::rules::templates {

/// What .name is of a value.
struct Field
{
    Value value;
    std::string error;             ///< there is no such field, in Go's words
    const char *refusal = nullptr; ///< what to say, after the name, when arguments are given to it
};

/// An entry of a map, a field of an alert or a sample, a method of a time. A map has every field: what is missing is
/// the zero of its elements.
Field fieldOf(const Value &receiver, const std::string &name);

} // namespace surgedeck::rules::templates
