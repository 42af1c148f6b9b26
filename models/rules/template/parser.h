// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/outcome.h"
#include "models/rules/template/node.h"

#include <map>

namespace surgedeck::rules::templates {

/// A template that can be executed.
struct ParsedTemplate
{
    std::string name; ///< in error messages
    std::string text;
    Statements root;
    std::map<std::string, Statements> defined; ///< by {{define}} and {{block}}
};

/// Parses by the rules of Go's text/template with the functions of Prometheus. Error: BadData in Go's words, position
/// the byte offset. Depth is bounded; the size of the text is the caller's to bound.
metrics::Outcome<ParsedTemplate> parseTemplate(const std::string &name, const std::string &text,
                                               metrics::Compat compat);

} // namespace surgedeck::rules::templates
