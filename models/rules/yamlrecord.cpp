// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/yamlrecord.h"

#include "models/base/timetext.h"
#include "models/rules/goliterals.h"
#include "models/yaml/fields.h"
#include "models/yaml/suggestion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::rules {

namespace {

QString nameOf(const char *key)
{
    return QString::fromLatin1(key);
}

void expected(const YamlNode &node, const QString &what, ProblemList &problems)
{
    if (node.kind != YamlNode::Kind::Refused)
        problems.error(node.at, "wrong-type", QStringLiteral("%1 is expected, found %2").arg(what, described(node)));
}

bool isIntTag(const YamlNode &node)
{
    return node.tag.endsWith(QLatin1String(":int")) || node.tag.endsWith(QLatin1String(":float"));
}

/// A plain scalar (or one that a tag makes a number) without the underscores that YAML 1.1 allows.
std::optional<std::string> numeral(const YamlNode &node)
{
    if (node.kind != YamlNode::Kind::Text || (node.quoted && !isIntTag(node)))
        return std::nullopt;
    std::string text = node.text.toStdString();
    std::erase(text, '_');
    return text;
}

std::optional<double> realNumber(const std::string &text)
{
    const std::string_view unsignedText = std::string_view(text).substr(text.starts_with('-') || text.starts_with('+'));
    if (unsignedText == ".inf" || unsignedText == ".Inf" || unsignedText == ".INF")
        return text.starts_with('-') ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
    if (text == ".nan" || text == ".NaN" || text == ".NAN")
        return std::numeric_limits<double>::quiet_NaN();
    if (const auto integer = parseGoInt(text))
        return static_cast<double>(*integer);
    if (unsignedText.empty() || (unsignedText[0] != '.' && !(unsignedText[0] >= '0' && unsignedText[0] <= '9')))
        return std::nullopt; // a word of Go's, but not of YAML
    return parseGoFloat(text);
}

} // namespace

std::optional<std::string> scalarText(const YamlNode &node, ProblemList &problems)
{
    if (node.kind == YamlNode::Kind::Text)
        return node.text.toStdString();
    if (node.kind == YamlNode::Kind::Empty)
        return std::string();
    expected(node, QStringLiteral("a text"), problems);
    return std::nullopt;
}

YamlRecord::YamlRecord(const YamlNode &node, const MappingShape &shape, ProblemList &problems)
    : m_node(node)
    , m_problems(problems)
{
    if (node.kind != YamlNode::Kind::Map) {
        if (node.kind != YamlNode::Kind::Empty)
            expected(node, QStringLiteral("a map (%1)").arg(nameOf(shape.name)), problems);
        return;
    }
    const QStringList known = shape.keyNames();
    for (const YamlEntry &entry : node.entries)
        if (!known.contains(entry.key))
            problems.error(entry.at, "unknown-key",
                           QStringLiteral("unknown key %1 in %2%3")
                               .arg(inQuotes(entry.key), nameOf(shape.name), didYouMean(entry.key, known)));
}

Position YamlRecord::at(const char *key) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    return entry ? entry->value.at : m_node.at;
}

const YamlNode *YamlRecord::find(const char *key) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    const bool there =
        entry && entry->value.kind != YamlNode::Kind::Empty && entry->value.kind != YamlNode::Kind::Refused;
    return there ? &entry->value : nullptr;
}

std::string YamlRecord::text(const char *key) const
{
    const YamlNode *value = find(key);
    return value ? scalarText(*value, m_problems).value_or(std::string()) : std::string();
}

Milliseconds YamlRecord::duration(const char *key) const
{
    const YamlNode *value = find(key);
    if (!value)
        return Milliseconds{0};
    const auto text = scalarText(*value, m_problems);
    if (!text)
        return Milliseconds{0};
    // Go counts nanoseconds in 64 bits.
    constexpr Milliseconds longest{std::numeric_limits<std::int64_t>::max() / 1'000'000};
    const auto duration = parseDuration(QString::fromStdString(*text));
    if (duration && *duration <= longest)
        return *duration;
    m_problems.error(value->at, "duration",
                     duration ? QStringLiteral("the duration %1 is too long").arg(inQuotes(value->text))
                              : duration.error().message);
    return Milliseconds{0};
}

std::int64_t YamlRecord::integer(const char *key) const
{
    const YamlNode *value = find(key);
    if (!value)
        return 0;
    const auto text = numeral(*value);
    if (const auto integer = text ? parseGoInt(*text) : std::nullopt)
        return *integer;
    const auto real = text ? realNumber(*text) : std::nullopt;
    if (real && std::fabs(*real) < 9.2e18)
        return static_cast<std::int64_t>(*real);
    expected(*value, QStringLiteral("a whole number"), m_problems);
    return 0;
}

double YamlRecord::number(const char *key) const
{
    const YamlNode *value = find(key);
    if (!value)
        return 0;
    const auto text = numeral(*value);
    if (const auto real = text ? realNumber(*text) : std::nullopt)
        return *real;
    expected(*value, QStringLiteral("a number"), m_problems);
    return 0;
}

bool YamlRecord::flag(const char *key) const
{
    static const QStringList yes{"true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"};
    static const QStringList no{"false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF"};
    const YamlNode *value = find(key);
    if (!value)
        return false;
    if (value->kind == YamlNode::Kind::Text && !value->quoted &&
        (yes.contains(value->text) || no.contains(value->text)))
        return yes.contains(value->text);
    expected(*value, QStringLiteral("true or false"), m_problems);
    return false;
}

std::vector<NamedText> YamlRecord::texts(const char *key) const
{
    std::vector<NamedText> all;
    const YamlNode *value = find(key);
    if (!value)
        return all;
    if (value->kind != YamlNode::Kind::Map)
        expected(*value, QStringLiteral("a map of texts"), m_problems);
    for (const YamlEntry &entry : value->entries)
        if (auto text = scalarText(entry.value, m_problems))
            all.push_back({entry.key.toStdString(), *std::move(text), entry.value.at, entry.at});
    std::ranges::stable_sort(all, {}, &NamedText::name);
    return all;
}

void YamlRecord::list(const char *key, const std::function<void(const YamlNode &)> &each, Nulls nulls) const
{
    const YamlNode *value = find(key);
    if (!value)
        return;
    if (value->kind != YamlNode::Kind::List)
        expected(*value, QStringLiteral("a list"), m_problems);
    for (const YamlNode &item : value->items) {
        const bool skipped =
            item.kind == YamlNode::Kind::Refused || (item.kind == YamlNode::Kind::Empty && nulls == Nulls::Skipped);
        if (!skipped && !m_problems.isFull())
            each(item);
    }
}

} // namespace surgedeck::rules
