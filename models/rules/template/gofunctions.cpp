// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/goliterals.h"
#include "models/rules/template/functions.h"
#include "models/rules/template/printing.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace surgedeck::rules::templates {

namespace {

// Comparison. Go compares only what is of one kind: a float with an integer literal is an error.

enum class BasicKind
{
    None,
    Bool,
    Int,
    Float,
    String
};

BasicKind kindOf(const Value &value)
{
    if (value.as<bool>())
        return BasicKind::Bool;
    if (value.as<std::int64_t>() || value.as<MonthValue>() || value.as<WeekdayValue>())
        return BasicKind::Int;
    if (value.as<double>())
        return BasicKind::Float;
    return value.as<std::string>() || value.as<HtmlText>() ? BasicKind::String : BasicKind::None;
}

std::int64_t integerOf(const Value &value)
{
    if (const auto *month = value.as<MonthValue>())
        return month->month;
    if (const auto *day = value.as<WeekdayValue>())
        return day->day;
    return *value.as<std::int64_t>();
}

const std::string &textOf(const Value &value)
{
    const auto *html = value.as<HtmlText>();
    return html ? html->text : *value.as<std::string>();
}

bool isComparable(const Value &value)
{
    return !value.as<std::shared_ptr<const StringMap>>() && !value.as<std::shared_ptr<const AnyMap>>() &&
           !value.as<std::shared_ptr<const SampleList>>() && !value.as<std::shared_ptr<const AlertData>>();
}

bool isNil(const Value &value)
{
    const auto *sample = value.as<SamplePointer>();
    return value.isNothing() || (sample && !*sample);
}

metrics::Outcome<bool> equal(const Value &a, const Value &b)
{
    const BasicKind kind = kindOf(a);
    if (kind != kindOf(b)) {
        if (!a.isNothing() && !b.isNothing())
            return functionError("incompatible types for comparison");
        return false;
    }
    switch (kind) {
    case BasicKind::Bool:
        return *a.as<bool>() == *b.as<bool>();
    case BasicKind::Int:
        return integerOf(a) == integerOf(b);
    case BasicKind::Float:
        return *a.as<double>() == *b.as<double>();
    case BasicKind::String:
        return textOf(a) == textOf(b);
    case BasicKind::None:
        break;
    }
    if (isNil(a) || isNil(b))
        return isNil(a) == isNil(b);
    if (!isComparable(b))
        return functionError("non-comparable type " + sprint(std::array{b}) + ": " + typeName(b));
    const auto *first = a.as<SamplePointer>();
    const auto *second = b.as<SamplePointer>();
    return first && second && *first == *second;
}

FunctionResult eq(Arguments arguments, const Environment &)
{
    if (arguments.size() < 2)
        return functionError("missing argument for comparison");
    for (const Value &other : arguments.subspan(1)) {
        const auto same = equal(arguments[0], other);
        if (!same)
            return same.error();
        if (*same)
            return Value{true};
    }
    return Value{false};
}

FunctionResult negated(FunctionResult result)
{
    if (result)
        result = Value{!isTrue(*result)};
    return result;
}

FunctionResult ne(Arguments arguments, const Environment &environment)
{
    return negated(eq(arguments, environment));
}

FunctionResult lt(Arguments arguments, const Environment &)
{
    const Value &a = arguments[0];
    const Value &b = arguments[1];
    const BasicKind kind = kindOf(a);
    if (kind == BasicKind::None || kindOf(b) == BasicKind::None)
        return functionError("invalid type for comparison");
    if (kind != kindOf(b))
        return functionError("incompatible types for comparison");
    switch (kind) {
    case BasicKind::Int:
        return Value{integerOf(a) < integerOf(b)};
    case BasicKind::Float:
        return Value{*a.as<double>() < *b.as<double>()};
    case BasicKind::String:
        return Value{textOf(a) < textOf(b)};
    default:
        return functionError("invalid type for comparison");
    }
}

FunctionResult le(Arguments arguments, const Environment &environment)
{
    const auto less = lt(arguments, environment);
    return !less || isTrue(*less) ? less : eq(arguments, environment);
}

FunctionResult gt(Arguments arguments, const Environment &environment)
{
    return negated(le(arguments, environment));
}

FunctionResult ge(Arguments arguments, const Environment &environment)
{
    return negated(lt(arguments, environment));
}

FunctionResult logicalNot(Arguments arguments, const Environment &)
{
    return Value{!isTrue(arguments[0])};
}

/// `and` and `or` where all arguments are values already.
FunctionResult firstThatDecides(Arguments arguments, bool wanted)
{
    for (const Value &value : arguments)
        if (isTrue(value) == wanted)
            return value;
    return arguments.back();
}

// Indexing.

FunctionResult elementOf(const Value &container, const Value &index)
{
    const auto *list = container.as<std::shared_ptr<const SampleList>>();
    const auto *text = container.as<std::string>();
    if (list || text) {
        const auto *position = index.as<std::int64_t>();
        if (!position)
            return functionError(index.isNothing() ? "cannot index slice/array with nil"
                                                   : "cannot index slice/array with type " + typeName(index));
        const std::size_t size = list ? (*list)->size() : text->size();
        if (*position < 0 || static_cast<std::size_t>(*position) > size)
            return functionError("index out of range: " + std::to_string(*position));
        if (static_cast<std::size_t>(*position) == size) // Go's own check is off by one, its reflection is not
            return functionError(list ? "reflect: slice index out of range" : "reflect: string index out of range");
        const auto at = static_cast<std::size_t>(*position);
        return list ? Value{(**list)[at]} : Value{std::int64_t{static_cast<unsigned char>((*text)[at])}};
    }
    const auto *map = container.as<std::shared_ptr<const StringMap>>();
    const auto *anyMap = container.as<std::shared_ptr<const AnyMap>>();
    if (!map && !anyMap)
        return functionError(container.isNothing() ? "index of untyped nil"
                                                   : "can't index item of type " + typeName(container));
    const auto *key = index.as<std::string>();
    if (!key)
        return functionError(index.isNothing() ? "value is nil; should be of type string"
                                               : "value has type " + typeName(index) + "; should be string");
    if (map) {
        const auto found = (*map)->find(*key);
        return Value{found == (*map)->end() ? std::string() : found->second};
    }
    const auto found = (*anyMap)->entries.find(*key);
    return found == (*anyMap)->entries.end() ? Value{} : found->second;
}

FunctionResult index(Arguments arguments, const Environment &)
{
    if (arguments[0].isNothing())
        return functionError("index of untyped nil");
    Value value = arguments[0];
    for (const Value &at : arguments.subspan(1)) {
        auto element = elementOf(value, at);
        if (!element)
            return element;
        value = *std::move(element);
    }
    return value;
}

FunctionResult slice(Arguments arguments, const Environment &)
{
    const auto *text = arguments[0].as<std::string>();
    const auto *list = arguments[0].as<std::shared_ptr<const SampleList>>();
    if (arguments[0].isNothing())
        return functionError("slice of untyped nil");
    if (!text && !list)
        return functionError("can't slice item of type " + typeName(arguments[0]));
    if (arguments.size() > 4 || (text && arguments.size() > 3))
        return functionError(text ? "cannot 3-index slice a string"
                                  : "too many slice indexes: " + std::to_string(arguments.size() - 1));
    const std::size_t size = text ? text->size() : (*list)->size();
    std::array<std::size_t, 3> ends{0, size, size};
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto *position = arguments[i].as<std::int64_t>();
        if (!position)
            return functionError("cannot index slice/array with type " + typeName(arguments[i]));
        if (*position < 0 || static_cast<std::size_t>(*position) > size)
            return functionError("index out of range: " + std::to_string(*position));
        ends[i - 1] = static_cast<std::size_t>(*position);
    }
    if (ends[0] > ends[1])
        return functionError("invalid slice index: " + std::to_string(ends[0]) + " > " + std::to_string(ends[1]));
    if (text)
        return Value{text->substr(ends[0], ends[1] - ends[0])};
    const auto begin = (*list)->begin();
    return Value{std::make_shared<const SampleList>(begin + static_cast<std::ptrdiff_t>(ends[0]),
                                                    begin + static_cast<std::ptrdiff_t>(ends[1]))};
}

FunctionResult length(Arguments arguments, const Environment &)
{
    const auto size = [](std::size_t count) { return Value{static_cast<std::int64_t>(count)}; };
    const Value &value = arguments[0];
    if (const auto *text = value.as<std::string>())
        return size(text->size());
    if (const auto *html = value.as<HtmlText>())
        return size(html->text.size());
    if (const auto *map = value.as<std::shared_ptr<const StringMap>>())
        return size((*map)->size());
    if (const auto *map = value.as<std::shared_ptr<const AnyMap>>())
        return size((*map)->entries.size());
    if (const auto *list = value.as<std::shared_ptr<const SampleList>>())
        return size((*list)->size());
    if (value.isNothing())
        return functionError("reflect: call of reflect.Value.Type on zero Value");
    return functionError("len of type " + typeName(value));
}

// Texts.

FunctionResult print(Arguments arguments, const Environment &)
{
    return Value{sprint(arguments)};
}

FunctionResult println(Arguments arguments, const Environment &)
{
    return Value{sprintln(arguments)};
}

FunctionResult printf(Arguments arguments, const Environment &)
{
    return Value{sprintf(*arguments[0].as<std::string>(), arguments.subspan(1))};
}

/// The arguments as one text, for the functions that escape it.
std::string joined(Arguments arguments)
{
    for (Value &value : arguments)
        if (value.isNothing())
            value = Value{std::string("<no value>")};
    return sprint(arguments);
}

FunctionResult html(Arguments arguments, const Environment &)
{
    std::string out;
    for (const char c : joined(arguments)) {
        switch (c) {
        case '"':
            out += "&#34;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '\0':
            out += "\uFFFD";
            break;
        default:
            out += c;
        }
    }
    return Value{out};
}

FunctionResult js(Arguments arguments, const Environment &)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : joined(arguments)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == '\'' || c == '"') {
            out += '\\';
            out += c;
        } else if (c == '<' || c == '>' || c == '&' || c == '=' || byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else {
            out += c;
        }
    }
    return Value{out};
}

FunctionResult urlquery(Arguments arguments, const Environment &)
{
    std::string out;
    for (const char c : joined(arguments)) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~';
        if (plain) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return Value{out};
}

FunctionResult call(Arguments arguments, const Environment &)
{
    // No value of an alert is a function.
    return arguments[0].isNothing() ? functionError("call of nil")
                                    : functionError("non-function of type " + typeName(arguments[0]));
}

} // namespace

const std::vector<Function> &goFunctions()
{
    using enum ArgumentType;
    static const std::vector<Function> table{
        {"and", {Reflect}, Reflect, [](Arguments a, const Environment &) { return firstThatDecides(a, false); }},
        {"or", {Reflect}, Reflect, [](Arguments a, const Environment &) { return firstThatDecides(a, true); }},
        {"not", {Reflect}, {}, logicalNot},
        {"eq", {Reflect}, Reflect, eq},
        {"ne", {Reflect, Reflect}, {}, ne},
        {"lt", {Reflect, Reflect}, {}, lt},
        {"le", {Reflect, Reflect}, {}, le},
        {"gt", {Reflect, Reflect}, {}, gt},
        {"ge", {Reflect, Reflect}, {}, ge},
        {"index", {Reflect}, Reflect, index},
        {"slice", {Reflect}, Reflect, slice},
        {"len", {Reflect}, {}, length},
        {"print", {}, Any, print},
        {"println", {}, Any, println},
        {"printf", {String}, Any, printf},
        {"html", {}, Any, html},
        {"js", {}, Any, js},
        {"urlquery", {}, Any, urlquery},
        {"call", {Reflect}, Reflect, call},
    };
    return table;
}

} // namespace surgedeck::rules::templates
