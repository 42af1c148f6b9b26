// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/functions.h"

#include <algorithm>

namespace surgedeck::rules::templates {

const char *nameOf(ArgumentType type)
{
    switch (type) {
    case ArgumentType::String:
        return "string";
    case ArgumentType::Any:
        return "interface {}";
    case ArgumentType::Reflect:
        return "reflect.Value";
    case ArgumentType::Samples:
        return "template.queryResult";
    case ArgumentType::Sample:
        return "*template.sample";
    }
    return "";
}

bool fits(const Value &value, ArgumentType type)
{
    switch (type) {
    case ArgumentType::String:
        return value.as<std::string>() != nullptr;
    case ArgumentType::Samples:
        return value.as<std::shared_ptr<const SampleList>>() != nullptr;
    case ArgumentType::Sample:
        return value.as<SamplePointer>() != nullptr;
    case ArgumentType::Any:
    case ArgumentType::Reflect:
        break;
    }
    return true;
}

const Function *findFunction(std::string_view name, metrics::Compat compat)
{
    for (const auto *table : {&prometheusFunctions(), &humanizingFunctions(), &goFunctions()}) {
        const auto found = std::ranges::find(*table, name, &Function::name);
        if (found != table->end() && found->since <= compat)
            return &*found;
    }
    return nullptr;
}

} // namespace surgedeck::rules::templates
