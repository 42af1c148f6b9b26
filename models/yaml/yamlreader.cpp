// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/sourcetext.h"
#include "models/yaml/syntaxhint.h"
#include "models/yaml/yamlnode.h"

#include <QHash>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

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
    void OnNull(const YAML::Mark &mark, YAML::anchor_t) override { add(node(YamlNode::Kind::Empty, mark)); }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        m_problems.error(at(mark), "alias", QStringLiteral("aliases are not allowed: write the value out"));
        add(node(YamlNode::Kind::Refused, mark));
    }
    void OnAnchor(const YAML::Mark &mark, const std::string &name) override
    {
        m_problems.error(at(mark), "anchor",
                         QStringLiteral("the anchor %1 is not allowed: write the value out where it is needed")
                             .arg(inQuotes(QString::fromStdString(name))));
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t, const std::string &value) override
    {
        checkTag(mark, tag);
        YamlNode scalar = node(YamlNode::Kind::Text, mark);
        scalar.text = QString::fromStdString(value);
        scalar.quoted = tag != plainTag;
        checkClosed(mark, tag);
        add(std::move(scalar));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
        open(mark, tag, YamlNode::Kind::List);
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(mark, tag, YamlNode::Kind::Map);
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
        QHash<QString, Position> keys;
    };

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
        m_open.push_back({node(kind, mark), {}, false, {}});
    }

    void close()
    {
        YamlNode finished = std::move(m_open.back().node);
        m_open.pop_back();
        add(std::move(finished));
    }

    void add(YamlNode value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Open &parent = m_open.back();
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
        map.dropEntry = !isKeyAllowed(map, key);
    }

    void endEntry(Open &map, YamlNode value)
    {
        // The parser marks a missing value at whatever stands next, often a line below.
        if (value.kind == YamlNode::Kind::Empty)
            value.at = map.entry->at;
        map.entry->value = std::move(value);
        if (!map.dropEntry)
            map.node.entries.push_back(std::move(*map.entry));
        map.entry.reset();
    }

    bool isKeyAllowed(Open &map, const YamlNode &key)
    {
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
        if (!tag.empty() && tag != plainTag && tag != quotedTag)
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
    YamlNode m_root;
    int m_nodes = 0;
    int m_documents = 0;
};

void reportSyntax(const YAML::Exception &exception, const SourceText &source, ProblemList &problems)
{
    // The alias of an anchor that does not exist is no less an alias.
    if (exception.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
        problems.error(source.at(exception.mark.pos), "alias",
                       QStringLiteral("aliases are not allowed; a text that begins with * needs quotes"));
        return;
    }
    const QString hint = syntaxHint(source.bytes(), exception.mark.pos, exception.msg);
    problems.error(source.at(exception.mark.pos), "syntax", hint);
}

/// False when the parser gave up.
bool parse(const SourceText &source, TreeBuilder &builder, ProblemList &problems)
{
    try {
        std::istringstream stream(source.bytes().toStdString());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
        return true;
    } catch (const Stop &) {
    } catch (const YAML::Exception &exception) {
        reportSyntax(exception, source, problems);
    } catch (const std::exception &exception) {
        problems.error({1, 1}, "syntax",
                       QStringLiteral("the file can not be read as YAML: %1").arg(QString::fromUtf8(exception.what())));
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
    if (!parse(source, builder, problems))
        return std::nullopt;
    if (!builder.hasDocument()) {
        problems.error({1, 1}, "empty-file", QStringLiteral("the file is empty"));
        return std::nullopt;
    }
    return builder.takeRoot();
}

} // namespace surgedeck
