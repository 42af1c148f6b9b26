// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/sourcetext.h"
#include "models/yaml/syntaxhint.h"
#include "models/yaml/yamlnode.h"

#include <QHash>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <sstream>

namespace surgedeck {

namespace {

/// Thrown out of the parser's event loop, which has no other way to be stopped; caught in readYaml.
struct Stop
{
};

constexpr char plainTag[] = "?";  ///< yaml-cpp's word for "an unquoted scalar, or an untagged list or map"
constexpr char quotedTag[] = "!"; ///< and for a quoted or block scalar

/// Builds the tree from events, and refuses before it builds: yaml-cpp's own nodes would resolve aliases and keep
/// duplicate keys, of which a reader would see only the first.
class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder(const SourceText &source, const YamlLimits &limits, ProblemList &problems)
        : m_source(source)
        , m_limits(limits)
        , m_problems(problems)
    {
    }

    bool hasDocument() const { return m_documents > 0; }
    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        if (++m_documents < 2)
            return;
        m_problems.error(at(mark), "multiple-documents",
                         QStringLiteral("a second document begins: one file holds one"));
        throw Stop();
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        YamlNode empty = node(YamlNode::Kind::Empty, mark);
        if (isForeign())
            empty.text = writtenNull(mark);
        finish(std::move(empty), anchor);
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        if (isForeign())
            return add(expanded(mark, anchor));
        m_problems.error(at(mark), "alias", QStringLiteral("aliases are not allowed: write the value out"));
        add(node(YamlNode::Kind::Refused, mark));
    }
    void OnAnchor(const YAML::Mark &mark, const std::string &name) override
    {
        if (isForeign())
            return;
        m_problems.error(at(mark), "anchor",
                         QStringLiteral("the anchor %1 is not allowed: write the value out where it is needed")
                             .arg(inQuotes(QString::fromStdString(name))));
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        checkTag(mark, tag);
        YamlNode scalar = node(YamlNode::Kind::Text, mark);
        scalar.text = QString::fromStdString(value);
        scalar.quoted = tag != plainTag;
        if (isForeign() && isOwnTag(tag))
            scalar.tag = QString::fromStdString(tag);
        checkClosed(mark, tag);
        finish(std::move(scalar), anchor);
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override
    {
        open(mark, tag, YamlNode::Kind::List);
        m_open.back().anchor = anchor;
        m_open.back().isFlow = style == YAML::EmitterStyle::Flow;
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, tag, YamlNode::Kind::Map);
        m_open.back().anchor = anchor;
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    /// A list or map that is still open. A map waits for a key, then for its value.
    struct Open
    {
        YamlNode node;
        std::optional<YamlEntry> entry;
        bool dropEntry = false;
        bool isMerge = false; ///< the entry is a merge key
        bool isFlow = false;  ///< a list in brackets
        QHash<QString, Position> keys;
        std::vector<YamlNode> merged; ///< what merge keys name
        YAML::anchor_t anchor = 0;
    };

    bool isForeign() const { return m_limits.dialect == YamlDialect::Foreign; }
    static bool isOwnTag(const std::string &tag) { return !tag.empty() && tag != plainTag && tag != quotedTag; }

    /// The word for nothing that stands here, since the parser does not tell.
    QString writtenNull(const YAML::Mark &mark) const
    {
        for (const char *word : {"~", "null", "Null", "NULL"})
            if (m_source.bytes().mid(mark.pos, static_cast<qsizetype>(strlen(word))) == word)
                return QString::fromLatin1(word);
        return {};
    }

    /// yaml-cpp reads a value that is missing between commas as null, YAML does not.
    void reportNothing(Position where) { m_problems.error(where, "syntax", QStringLiteral("a value is missing here")); }

    static int countOf(const YamlNode &node)
    {
        int count = 1;
        for (const YamlNode &item : node.items)
            count += countOf(item);
        for (const YamlEntry &entry : node.entries)
            count += 1 + countOf(entry.value);
        return count;
    }

    /// A copy of what the anchor stands for. Each copy counts, so that aliases of aliases can not grow without bound.
    YamlNode expanded(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        const auto found = m_anchors.constFind(anchor);
        if (found == m_anchors.constEnd()) {
            m_problems.error(at(mark), "alias", QStringLiteral("the value of this anchor contains itself"));
            return node(YamlNode::Kind::Refused, mark);
        }
        m_nodes += countOf(*found);
        YamlNode copy = node(found->kind, mark); // checks the limit
        copy = *found;
        copy.at = at(mark);
        return copy;
    }

    void finish(YamlNode value, YAML::anchor_t anchor)
    {
        if (anchor != 0 && isForeign())
            m_anchors.insert(anchor, value);
        add(std::move(value));
    }

    /// What stands in the map itself wins over what is merged into it, and earlier maps of a list over later ones.
    void applyMerges(Open &map)
    {
        std::vector<YamlNode> sources;
        for (YamlNode &merged : map.merged) {
            if (merged.kind == YamlNode::Kind::List)
                std::ranges::move(merged.items, std::back_inserter(sources));
            else
                sources.push_back(std::move(merged));
        }
        for (const YamlNode &source : sources) {
            if (source.kind != YamlNode::Kind::Map) {
                m_problems.error(source.at, "merge-key", QStringLiteral("only maps can be merged into a map"));
                continue;
            }
            for (const YamlEntry &entry : source.entries)
                if (map.node.find(entry.key) == nullptr)
                    map.node.entries.push_back(entry);
        }
    }

    Position at(const YAML::Mark &mark) const { return m_source.at(mark.pos); }

    YamlNode node(YamlNode::Kind kind, const YAML::Mark &mark)
    {
        if (++m_nodes > m_limits.nodes) {
            m_problems.error(at(mark), "too-large",
                             QStringLiteral("the file has more than %1 values").arg(m_limits.nodes));
            throw Stop();
        }
        YamlNode made;
        made.kind = kind;
        made.at = at(mark);
        return made;
    }

    void open(const YAML::Mark &mark, const std::string &tag, YamlNode::Kind kind)
    {
        checkTag(mark, tag);
        if (m_open.size() >= static_cast<std::size_t>(m_limits.depth)) {
            m_problems.error(at(mark), "too-deep",
                             QStringLiteral("nested more than %1 levels deep").arg(m_limits.depth));
            throw Stop();
        }
        m_open.emplace_back();
        m_open.back().node = node(kind, mark);
    }

    void close()
    {
        applyMerges(m_open.back());
        YamlNode finished = std::move(m_open.back().node);
        const YAML::anchor_t anchor = m_open.back().anchor;
        m_open.pop_back();
        finish(std::move(finished), anchor);
    }

    void add(YamlNode value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Open &parent = m_open.back();
        if (isForeign() && parent.isFlow && value.kind == YamlNode::Kind::Empty && value.text.isEmpty())
            reportNothing(value.at);
        if (parent.node.kind == YamlNode::Kind::List)
            parent.node.items.push_back(std::move(value));
        else if (!parent.entry)
            beginEntry(parent, value);
        else
            endEntry(parent, std::move(value));
    }

    void beginEntry(Open &map, const YamlNode &key)
    {
        map.entry = YamlEntry{key.text, key.at, {}};
        map.isMerge = isForeign() && key.text == QLatin1String("<<") && !key.quoted;
        map.dropEntry = !map.isMerge && !isKeyAllowed(map, key);
    }

    void endEntry(Open &map, YamlNode value)
    {
        // The parser marks a missing value at whatever stands next, often a line below.
        if (value.kind == YamlNode::Kind::Empty)
            value.at = map.entry->at;
        map.entry->value = std::move(value);
        if (map.isMerge)
            map.merged.push_back(std::move(map.entry->value));
        else if (!map.dropEntry)
            map.node.entries.push_back(std::move(*map.entry));
        map.entry.reset();
    }

    bool isKeyAllowed(Open &map, const YamlNode &key)
    {
        if (key.kind == YamlNode::Kind::Empty && isForeign()) {
            if (key.text.isEmpty())
                reportNothing(key.at);
            return false; // Go leaves keys out that are null
        }
        if (key.kind != YamlNode::Kind::Text) {
            if (key.kind != YamlNode::Kind::Refused)
                m_problems.error(key.at, "bad-key", QStringLiteral("a key must be a text"));
            return false;
        }
        if (key.text == QLatin1String("<<") && !key.quoted) {
            m_problems.error(key.at, "merge-key", QStringLiteral("merge keys are not allowed: write the keys out"));
            return false;
        }
        const auto first = map.keys.constFind(key.text);
        if (first == map.keys.constEnd()) {
            map.keys.insert(key.text, key.at);
            return true;
        }
        m_problems.error(key.at, "duplicate-key",
                         QStringLiteral("duplicate key %1: it stands at %2:%3 already")
                             .arg(inQuotes(key.text), QString::number(first->line), QString::number(first->column)));
        return false;
    }

    void checkTag(const YAML::Mark &mark, const std::string &tag)
    {
        if (isOwnTag(tag) && !isForeign())
            m_problems.error(at(mark), "tag",
                             QStringLiteral("tags such as !!str are not allowed; a text is marked by quotes"));
    }

    /// yaml-cpp takes the end of the file for the end of a quoted text, so half a file would be read as a whole one.
    void checkClosed(const YAML::Mark &mark, const std::string &tag)
    {
        if (tag != quotedTag || isQuoteClosed(m_source.bytes(), mark.pos))
            return;
        m_problems.error(at(mark), "syntax", QStringLiteral("the quote that opens here is never closed"));
        throw Stop();
    }

    const SourceText &m_source;
    const YamlLimits &m_limits;
    ProblemList &m_problems;
    std::vector<Open> m_open;
    QHash<YAML::anchor_t, YamlNode> m_anchors; ///< of a foreign document, once they are whole
    YamlNode m_root;
    int m_nodes = 0;
    int m_documents = 0;
};

void reportSyntax(const YAML::Exception &exception, const SourceText &source, YamlDialect dialect,
                  ProblemList &problems)
{
    // The alias of an anchor that does not exist is no less an alias.
    if (exception.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
        problems.error(source.at(exception.mark.pos), "alias",
                       dialect == YamlDialect::Foreign
                           ? QStringLiteral("there is no such anchor; a text that begins with * needs quotes")
                           : QStringLiteral("aliases are not allowed; a text that begins with * needs quotes"));
        return;
    }
    const QString hint = syntaxHint(source.bytes(), exception.mark.pos, exception.msg);
    problems.error(source.at(exception.mark.pos), "syntax", hint);
}

/// False when the parser gave up.
bool parse(const SourceText &source, YamlDialect dialect, TreeBuilder &builder, ProblemList &problems)
{
    try {
        std::istringstream stream(source.bytes().toStdString());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder) && dialect == YamlDialect::Ours) {
        }
        return true;
    } catch (const Stop &) {
    } catch (const YAML::Exception &exception) {
        reportSyntax(exception, source, dialect, problems);
    } catch (const std::exception &exception) {
        problems.error({1, 1}, "syntax",
                       QStringLiteral("the file can not be read as YAML: %1").arg(QString::fromUtf8(exception.what())));
    }
    return false;
}

/// Whether the first document holds more than comments, its marks and directives: yaml-cpp takes a comma alone for
/// nothing.
bool saysSomething(const QByteArray &text)
{
    int begun = 0;
    for (const QByteArray &line : text.split('\n')) {
        QByteArray trimmed = line.trimmed();
        if (line.startsWith("---")) {
            if (++begun > 1)
                return false;
            trimmed = trimmed.mid(3).trimmed();
        }
        if (!trimmed.isEmpty() && !trimmed.startsWith('#') && !trimmed.startsWith('%') && !trimmed.startsWith("..."))
            return true;
    }
    return false;
}

} // namespace

const YamlEntry *YamlNode::find(const QString &key) const
{
    for (const YamlEntry &entry : entries)
        if (entry.key == key)
            return &entry;
    return nullptr;
}

std::optional<YamlNode> readYaml(const QByteArray &text, const YamlLimits &limits, ProblemList &problems)
{
    if (text.size() > limits.bytes) {
        problems.error({1, 1}, "too-large", QStringLiteral("the file is larger than %1 KiB").arg(limits.bytes / 1024));
        return std::nullopt;
    }
    const SourceText source(text);
    if (!source.check(problems))
        return std::nullopt;
    TreeBuilder builder(source, limits, problems);
    if (!parse(source, limits.dialect, builder, problems))
        return std::nullopt;
    if (!builder.hasDocument() && limits.dialect == YamlDialect::Ours) {
        problems.error({1, 1}, "empty-file", QStringLiteral("the file is empty"));
        return std::nullopt;
    }
    YamlNode root = builder.takeRoot();
    if (root.kind == YamlNode::Kind::Empty && root.text.isEmpty() && saysSomething(source.bytes()))
        problems.error({1, 1}, "syntax", QStringLiteral("the file can not be read as YAML"));
    return root;
}

} // namespace surgedeck
