// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/fields.h"

#include "models/base/timetext.h"
#include "models/yaml/scalars.h"
#include "models/yaml/suggestion.h"

namespace surgedeck {

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

QString inWords(Milliseconds duration)
{
    if (duration >= std::chrono::hours(1) && duration % std::chrono::hours(1) == Milliseconds(0))
        return QStringLiteral("%1h").arg(duration / std::chrono::hours(1));
    if (duration >= std::chrono::seconds(1) && duration % std::chrono::seconds(1) == Milliseconds(0))
        return QStringLiteral("%1s").arg(duration / std::chrono::seconds(1));
    return QStringLiteral("%1ms").arg(duration.count());
}

template <typename T, typename Shown>
std::optional<T> within(T value, Range<T> range, const YamlNode &node, ProblemList &problems, Shown shown)
{
    if (value >= range.least && value <= range.most)
        return value;
    problems.error(node.at, "out-of-range",
                   QStringLiteral("%1 is out of range: %2 to %3 is possible")
                       .arg(node.text, shown(range.least), shown(range.most)));
    return std::nullopt;
}

QString plainNumber(double value)
{
    return QString::number(value, 'g', 12);
}

} // namespace

QStringList MappingShape::keyNames() const
{
    QStringList names;
    for (const ShapeKey &key : keys)
        names << key.name;
    return names;
}

Fields::Fields(const YamlNode &node, const MappingShape &shape, ProblemList &problems)
    : m_node(node)
    , m_problems(problems)
{
    if (node.kind == YamlNode::Kind::Map)
        checkKeys(shape);
    else
        expected(node, QStringLiteral("a map (%1)").arg(nameOf(shape.name)), problems);
}

void Fields::checkKeys(const MappingShape &shape)
{
    const QStringList known = shape.keyNames();
    for (const YamlEntry &entry : m_node.entries) {
        if (known.contains(entry.key) || shape.others == MappingShape::Others::Kept || m_problems.isFull())
            continue;
        QStringList free = known;
        for (const YamlEntry &present : m_node.entries)
            free.removeOne(present.key);
        const QString suggestion = nearest(entry.key, free);
        m_meant.insert(suggestion);
        const QString hint = suggestion.isEmpty()
                                 ? QStringLiteral(" (possible: %1)").arg(known.join(QStringLiteral(", ")))
                                 : QStringLiteral(": did you mean %1?").arg(inQuotes(suggestion));
        m_problems.error(entry.at, "unknown-key",
                         QStringLiteral("unknown key %1 in %2%3").arg(inQuotes(entry.key), nameOf(shape.name), hint));
    }
    checkMissing(shape);
}

void Fields::checkMissing(const MappingShape &shape) const
{
    for (const ShapeKey &key : shape.keys)
        if (key.need == ShapeKey::Need::Required && !has(key.name))
            m_problems.error(m_node.at, "missing-key",
                             QStringLiteral("missing key %1 in %2").arg(inQuotes(key.name), nameOf(shape.name)));
}

bool Fields::has(const QString &key) const
{
    return m_node.kind != YamlNode::Kind::Map || m_node.find(key) != nullptr || m_meant.contains(key);
}

Position Fields::at(const char *key) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    return entry == nullptr ? m_node.at : entry->value.at;
}

const YamlNode *Fields::find(const char *key) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    if (entry == nullptr || entry->value.kind == YamlNode::Kind::Refused)
        return nullptr;
    if (entry->value.kind != YamlNode::Kind::Empty)
        return &entry->value;
    m_problems.error(entry->at, "missing-value", QStringLiteral("%1 has no value").arg(inQuotes(entry->key)));
    return nullptr;
}

QString Fields::text(const char *key) const
{
    const YamlNode *value = find(key);
    return value == nullptr ? QString() : readText(*value, m_problems).value_or(QString());
}

std::optional<bool> Fields::boolean(const char *key) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->kind == YamlNode::Kind::Text && !value->quoted)
        if (const auto truth = parseBoolean(value->text))
            return truth;
    expected(*value, QStringLiteral("true or false"), m_problems);
    return std::nullopt;
}

std::optional<double> Fields::number(const char *key, Range<double> range) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return std::nullopt;
    const auto parsed = value->kind == YamlNode::Kind::Text && !value->quoted ? parseNumber(value->text) : std::nullopt;
    if (!parsed) {
        expected(*value, QStringLiteral("a number"), m_problems);
        return std::nullopt;
    }
    return within(*parsed, range, *value, m_problems, plainNumber);
}

std::optional<int> Fields::integer(const char *key, Range<int> range) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return std::nullopt;
    return readInteger(*value, range, m_problems);
}

std::optional<int> readInteger(const YamlNode &node, Range<int> range, ProblemList &problems)
{
    const auto parsed = node.kind == YamlNode::Kind::Text && !node.quoted ? parseInteger(node.text) : std::nullopt;
    if (!parsed) {
        expected(node, QStringLiteral("a whole number"), problems);
        return std::nullopt;
    }
    const Range<long long> wide{range.least, range.most};
    const auto fits = within(*parsed, wide, node, problems, [](long long value) { return QString::number(value); });
    return fits ? std::optional(static_cast<int>(*fits)) : std::nullopt;
}

std::optional<Milliseconds> Fields::duration(const char *key, Range<Milliseconds> range) const
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->kind != YamlNode::Kind::Text) {
        expected(*value, QStringLiteral("a duration such as 2s, 10m or 1h30m"), m_problems);
        return std::nullopt;
    }
    if (const auto parsed = parseDuration(value->text))
        return within(*parsed, range, *value, m_problems, inWords);
    m_problems.error(
        value->at, "bad-duration",
        QStringLiteral("%1 is no duration: write 500ms, 2s, 10m, 1h30m or 30d").arg(inQuotes(value->text)));
    return std::nullopt;
}

QString Fields::word(const char *key, const QStringList &words, const char *rule) const
{
    const QString chosen = text(key);
    if (chosen.isEmpty() || words.contains(chosen))
        return chosen;
    const QString suggestion = didYouMean(chosen, words);
    m_problems.error(at(key), rule,
                     QStringLiteral("%1 is no %2%3")
                         .arg(inQuotes(chosen), nameOf(key),
                              suggestion.isEmpty()
                                  ? QStringLiteral(" (possible: %1)").arg(words.join(QStringLiteral(", ")))
                                  : suggestion));
    return {};
}

void Fields::list(const char *key, const std::function<void(const YamlNode &)> &each) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    if (entry == nullptr || entry->value.kind == YamlNode::Kind::Empty)
        return;
    if (entry->value.kind != YamlNode::Kind::List)
        return expected(entry->value, QStringLiteral("a list"), m_problems);
    for (const YamlNode &item : entry->value.items)
        each(item);
}

void Fields::map(const char *key, const std::function<void(const YamlEntry &)> &each) const
{
    const YamlEntry *entry = m_node.find(nameOf(key));
    if (entry == nullptr || entry->value.kind == YamlNode::Kind::Empty)
        return;
    if (entry->value.kind != YamlNode::Kind::Map)
        return expected(entry->value, QStringLiteral("a map"), m_problems);
    for (const YamlEntry &item : entry->value.entries)
        each(item);
}

QString described(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Empty:
        return QStringLiteral("nothing");
    case YamlNode::Kind::List:
        return QStringLiteral("a list");
    case YamlNode::Kind::Map:
        return QStringLiteral("a map");
    case YamlNode::Kind::Refused:
        return QStringLiteral("something that is not allowed");
    case YamlNode::Kind::Text:
        break;
    }
    return node.quoted ? QStringLiteral("the text %1").arg(inQuotes(node.text)) : inQuotes(node.text);
}

std::optional<QString> readText(const YamlNode &node, ProblemList &problems)
{
    if (node.kind != YamlNode::Kind::Text) {
        expected(node, QStringLiteral("a text"), problems);
        return std::nullopt;
    }
    for (const char *kind : {"${env:", "${file:", "${keyring:"}) {
        if (!node.text.contains(QLatin1String(kind)))
            continue;
        problems.error(
            node.at, "secret-not-here",
            QStringLiteral("%1...} is replaced only where a connection is described").arg(QLatin1String(kind)));
        return std::nullopt;
    }
    return node.text;
}

} // namespace surgedeck
