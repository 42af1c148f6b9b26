// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/template/fields.h"

#include "models/rules/template/gotime.h"

namespace surgedeck::rules::templates {

namespace {

constexpr const char *notMethod = " is not a method but has arguments";
constexpr const char *notFunction = " has arguments but cannot be invoked as function";

std::optional<Value> ofAlert(const AlertData &data, const std::string &name)
{
    if (name == "Labels")
        return Value{std::make_shared<const StringMap>(data.labels)};
    if (name == "ExternalLabels")
        return Value{std::make_shared<const StringMap>(data.externalLabels)};
    if (name == "ExternalURL")
        return Value{data.externalUrl};
    return name == "Value" ? std::optional(Value{data.value}) : std::nullopt;
}

} // namespace

Field fieldOf(const Value &receiver, const std::string &name)
{
    if (receiver.isNothing())
        return {};
    if (const auto *map = receiver.as<std::shared_ptr<const StringMap>>()) {
        const auto found = (*map)->find(name);
        return {Value{found == (*map)->end() ? std::string() : found->second}, {}, notMethod};
    }
    if (const auto *map = receiver.as<std::shared_ptr<const AnyMap>>()) {
        const auto found = (*map)->entries.find(name);
        return {found == (*map)->entries.end() ? Value{} : found->second, {}, notMethod};
    }
    if (const auto *data = receiver.as<std::shared_ptr<const AlertData>>())
        if (auto value = ofAlert(**data, name))
            return {*std::move(value), {}, notFunction};
    if (const auto *sample = receiver.as<SamplePointer>(); sample && (name == "Labels" || name == "Value")) {
        if (!*sample)
            return {{}, "nil pointer evaluating *template.sample." + name, nullptr};
        return {name == "Value" ? Value{(*sample)->value} : Value{std::make_shared<const StringMap>((*sample)->labels)},
                {},
                notFunction};
    }
    if (const auto *time = receiver.as<TimeValue>())
        if (auto value = timeMethod(*time, name))
            return {*std::move(value), {}, " is called with arguments and takes none"};
    return {{}, "can't evaluate field " + name + " in type " + typeName(receiver), nullptr};
}

} // namespace surgedeck::rules::templates
