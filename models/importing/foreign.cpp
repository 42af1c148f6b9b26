// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importing/foreign.h"

namespace surgedeck {

namespace {

const YamlNode nothing;

} // namespace

ForeignMap::ForeignMap(const YamlNode &node, QString path, ProblemList &notes)
    : m_node(node.kind == YamlNode::Kind::Map ? &node : &nothing)
    , m_path(std::move(path))
    , m_notes(notes)
{
}

const YamlNode *ForeignMap::find(const char *key)
{
    const QString name = QString::fromLatin1(key);
    m_known.insert(name);
    const YamlEntry *entry = m_node->find(name);
    return entry == nullptr || entry->value.kind == YamlNode::Kind::Empty ? nullptr : &entry->value;
}

QString ForeignMap::text(const char *key)
{
    const YamlNode *value = find(key);
    return value != nullptr && value->kind == YamlNode::Kind::Text ? value->text : QString();
}

QStringList ForeignMap::texts(const char *key)
{
    QStringList all;
    each(key, [&](const YamlNode &item) {
        if (item.kind == YamlNode::Kind::Text)
            all << item.text;
    });
    return all;
}

void ForeignMap::each(const char *key, const std::function<void(const YamlNode &)> &item)
{
    const YamlNode *value = find(key);
    if (value == nullptr)
        return;
    if (value->kind != YamlNode::Kind::List)
        return item(*value);
    for (const YamlNode &node : value->items)
        item(node);
}

ForeignMap ForeignMap::map(const char *key)
{
    const YamlNode *value = find(key);
    return ForeignMap(value != nullptr ? *value : nothing, m_path + QLatin1Char('.') + QLatin1String(key), m_notes);
}

std::vector<std::pair<QString, QString>> ForeignMap::pairs() const
{
    std::vector<std::pair<QString, QString>> all;
    for (const YamlEntry &entry : m_node->entries)
        if (entry.value.kind == YamlNode::Kind::Text)
            all.emplace_back(entry.key, entry.value.text);
    return all;
}

void ForeignMap::leaveBehind(const char *key, const QString &advice)
{
    if (const YamlNode *value = find(key))
        m_notes.warn(value->at, "not-imported", QStringLiteral("%1: %2").arg(QLatin1String(key), advice));
}

void ForeignMap::noteOthers()
{
    for (const YamlEntry &entry : m_node->entries)
        if (!m_known.contains(entry.key))
            m_notes.warn(
                entry.at, "not-imported",
                QStringLiteral("%1 in %2 has no counterpart and was left behind").arg(inQuotes(entry.key), m_path));
}

void beginWorkspace(YamlText &yaml, const QString &name, const QString &file)
{
    yaml.comment(
        QStringLiteral(
            "Imported from %1. Relative paths start beside this file; fill in the environment and the time zone.")
            .arg(inQuotes(file)));
    yaml.raw(0, QStringLiteral("version"), QStringLiteral("1"));
    yaml.entry(0, QStringLiteral("name"), name);
    yaml.entry(0, QStringLiteral("environment"), QStringLiteral("production"));
    yaml.entry(0, QStringLiteral("timezone"), QStringLiteral("UTC"));
}

} // namespace surgedeck
