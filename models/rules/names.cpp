// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/names.h"

#include <algorithm>

namespace surgedeck::rules {

namespace {

bool isWord(std::string_view name, std::string_view alsoAllowed)
{
    const auto allowed = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               alsoAllowed.find(c) != std::string_view::npos;
    };
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::ranges::all_of(name, allowed);
}

} // namespace

// What reaches us is UTF-8 already: readers of files see to that.

bool isLabelName(std::string_view name, metrics::Compat compat)
{
    return compat == metrics::Compat::V3 ? !name.empty() : isWord(name, "");
}

bool isMetricName(std::string_view name, metrics::Compat compat)
{
    return compat == metrics::Compat::V3 ? !name.empty() : isWord(name, ":");
}

} // namespace surgedeck::rules
