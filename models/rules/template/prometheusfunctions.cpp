// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/metrics/quoting.h"
#include "models/metrics/regextext.h"
#include "models/rules/template/functions.h"
#include "models/rules/template/hostnames.h"
#include "models/rules/template/printing.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <array>

namespace surgedeck::rules::templates {

namespace {

const std::string &text(const Value &value)
{
    return *value.as<std::string>();
}

// What a query returned.

FunctionResult query(Arguments arguments, const Environment &environment)
{
    if (!environment.query)
        return functionError("there is nothing to query here");
    auto samples = environment.query(text(arguments[0]));
    if (!samples)
        return functionError(samples.error().message);
    SampleList list;
    list.reserve(samples->size());
    for (SampleValue &sample : *samples)
        list.push_back(std::make_shared<const SampleValue>(std::move(sample)));
    return Value{std::make_shared<const SampleList>(std::move(list))};
}

FunctionResult first(Arguments arguments, const Environment &)
{
    const SampleList &list = **arguments[0].as<std::shared_ptr<const SampleList>>();
    return list.empty() ? FunctionResult(functionError("first() called on vector with no elements"))
                        : FunctionResult(Value{list.front()});
}

const char *nilPointer = "runtime error: invalid memory address or nil pointer dereference";

FunctionResult label(Arguments arguments, const Environment &)
{
    const SamplePointer &sample = *arguments[1].as<SamplePointer>();
    if (!sample)
        return functionError(nilPointer);
    const auto found = sample->labels.find(text(arguments[0]));
    return Value{found == sample->labels.end() ? std::string() : found->second};
}

FunctionResult value(Arguments arguments, const Environment &)
{
    const SamplePointer &sample = *arguments[0].as<SamplePointer>();
    return sample ? FunctionResult(Value{sample->value}) : FunctionResult(functionError(nilPointer));
}

FunctionResult strvalue(Arguments arguments, const Environment &environment)
{
    std::array<Value, 2> named{Value{std::string("__value__")}, arguments[0]};
    return label(named, environment);
}

FunctionResult sortByLabel(Arguments arguments, const Environment &)
{
    const std::string &name = text(arguments[0]);
    SampleList list = **arguments[1].as<std::shared_ptr<const SampleList>>();
    const auto key = [&name](const SamplePointer &sample) {
        const auto found = sample->labels.find(name);
        return found == sample->labels.end() ? std::string() : found->second;
    };
    std::ranges::stable_sort(list, {}, key);
    return Value{std::make_shared<const SampleList>(std::move(list))};
}

FunctionResult args(Arguments arguments, const Environment &)
{
    AnyMap map;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        map.entries["arg" + std::to_string(i)] = arguments[i];
    return Value{std::make_shared<const AnyMap>(std::move(map))};
}

// Texts.

FunctionResult reReplaceAll(Arguments arguments, const Environment &)
{
    auto replaced = metrics::regexReplaced(text(arguments[0]), text(arguments[1]), text(arguments[2]));
    if (replaced)
        return Value{*std::move(replaced)};
    const bool raw = text(arguments[0]).find('`') == std::string::npos;
    return functionError("regexp: Compile(" +
                         (raw ? "`" + text(arguments[0]) + "`" : metrics::quoted(text(arguments[0]))) +
                         "): " + replaced.error().message);
}

FunctionResult match(Arguments arguments, const Environment &)
{
    const auto occurs = metrics::regexOccurs(text(arguments[0]), text(arguments[1]));
    return occurs ? FunctionResult(Value{*occurs}) : FunctionResult(functionError(occurs.error().message));
}

/// Character by character, as Go does: no "ß" becomes "SS".
template <char32_t (*mapped)(char32_t)>
FunctionResult perCharacter(Arguments arguments, const Environment &)
{
    QList<uint> characters = QString::fromStdString(text(arguments[0])).toUcs4();
    for (uint &character : characters)
        character = mapped(character);
    return Value{
        QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()), characters.size()).toStdString()};
}

char32_t toUpper(char32_t c)
{
    return QChar::toUpper(c);
}

char32_t toLower(char32_t c)
{
    return QChar::toLower(c);
}

bool separatesWords(char32_t c)
{
    if (c == U'_' || QChar::isLetterOrNumber(c))
        return false;
    return c < 0x80 || QChar::isSpace(c);
}

FunctionResult title(Arguments arguments, const Environment &)
{
    QList<uint> characters = QString::fromStdString(text(arguments[0])).toUcs4();
    char32_t previous = U' ';
    for (uint &character : characters) {
        const char32_t original = character;
        if (separatesWords(previous))
            character = QChar::toTitleCase(original);
        previous = original;
    }
    return Value{
        QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()), characters.size()).toStdString()};
}

FunctionResult safeHtml(Arguments arguments, const Environment &)
{
    return Value{HtmlText{text(arguments[0])}};
}

template <std::string (*changed)(const std::string &)>
FunctionResult ofText(Arguments arguments, const Environment &)
{
    return Value{changed(text(arguments[0]))};
}

// Links.

FunctionResult link(Arguments arguments, const char *tab)
{
    static const Function *escape = findFunction("urlquery", metrics::Compat::V3);
    auto escaped = escape->run(arguments, {});
    return Value{"/graph?g0.expr=" + text(*escaped) + "&g0.tab=" + tab};
}

FunctionResult externalUrl(Arguments, const Environment &environment)
{
    return environment.externalUrl ? FunctionResult(Value{*environment.externalUrl})
                                   : FunctionResult(functionError(nilPointer));
}

FunctionResult pathPrefix(Arguments, const Environment &environment)
{
    return environment.externalUrl ? FunctionResult(Value{urlPath(*environment.externalUrl)})
                                   : FunctionResult(functionError(nilPointer));
}

FunctionResult parseDurationText(Arguments arguments, const Environment &)
{
    const std::string &written = text(arguments[0]);
    const auto duration = parseDuration(QString::fromStdString(written));
    if (duration)
        return Value{toSeconds(*duration)};
    return functionError(written.empty() ? "empty duration string"
                                         : "not a valid duration string: " + metrics::quoted(written));
}

} // namespace

const std::vector<Function> &prometheusFunctions()
{
    using enum ArgumentType;
    using metrics::Compat;
    static const std::vector<Function> table{
        {"query", {String}, {}, query},
        {"first", {Samples}, {}, first},
        {"label", {String, Sample}, {}, label},
        {"value", {Sample}, {}, value},
        {"strvalue", {Sample}, {}, strvalue},
        {"sortByLabel", {String, Samples}, {}, sortByLabel},
        {"args", {}, Any, args},
        {"reReplaceAll", {String, String, String}, {}, reReplaceAll},
        {"match", {String, String}, {}, match},
        {"title", {String}, {}, title},
        {"toUpper", {String}, {}, perCharacter<toUpper>},
        {"toLower", {String}, {}, perCharacter<toLower>},
        {"safeHtml", {String}, {}, safeHtml},
        {"stripPort", {String}, {}, ofText<stripPort>},
        {"stripDomain", {String}, {}, ofText<stripDomain>},
        {"graphLink", {String}, {}, [](Arguments a, const Environment &) { return link(a, "0"); }},
        {"tableLink", {String}, {}, [](Arguments a, const Environment &) { return link(a, "1"); }},
        {"externalURL", {}, {}, externalUrl},
        {"pathPrefix", {}, {}, pathPrefix},
        {"parseDuration", {String}, {}, parseDurationText},
    };
    return table;
}

} // namespace surgedeck::rules::templates
