// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/rulefile.h"

#include "models/base/safetext.h"
#include "models/rules/names.h"
#include "models/rules/sourcelines.h"
#include "models/rules/yamlrecord.h"

#include <algorithm>
#include <map>
#include <set>

namespace surgedeck::rules {

namespace {

using metrics::Compat;

const MappingShape fileShape{"a rule file", {{"groups"}}};
const MappingShape groupShape2{"a group", {{"name"}, {"interval"}, {"limit"}, {"rules"}}};
const MappingShape groupShape3{"a group", {{"name"}, {"interval"}, {"limit"}, {"query_offset"}, {"labels"}, {"rules"}}};
const MappingShape ruleShape{
    "a rule", {{"record"}, {"alert"}, {"expr"}, {"for"}, {"keep_firing_for"}, {"labels"}, {"annotations"}}};

QString shown(const std::string &text)
{
    return inQuotes(QString::fromStdString(text));
}

QString words(const metrics::EngineError &error)
{
    return SafeText::of(QString::fromStdString(error.message)).singleLine();
}

class Reader
{
public:
    Reader(const QByteArray &bytes, RuleSyntax syntax, ProblemList &problems)
        : m_lines(bytes)
        , m_syntax(syntax)
        , m_problems(problems)
    {
    }

    std::vector<RuleGroup> read(const YamlNode &root)
    {
        std::vector<RuleGroup> groups;
        YamlRecord(root, fileShape, m_problems).list("groups", [&](const YamlNode &node) {
            groups.push_back(group(node));
        });
        checkGroupNames(groups);
        warnOfDuplicates(groups);
        return groups;
    }

private:
    /// The newest rules that may be kept: the first to try.
    Compat newest() const { return m_syntax == RuleSyntax::Prometheus2 ? Compat::V2 : Compat::V3; }
    bool mayBeOlder() const { return m_syntax == RuleSyntax::Either; }

    RuleGroup group(const YamlNode &node)
    {
        const YamlRecord record(node, newest() == Compat::V2 ? groupShape2 : groupShape3, m_problems);
        RuleGroup group;
        group.at = node.at;
        group.name = record.text("name");
        if (group.name.empty())
            m_problems.error(record.at("name"), "group-name", QStringLiteral("a group needs a name"));
        group.intervalMs = record.duration("interval").count();
        group.limit = record.integer("limit");
        if (record.find("query_offset") && newest() == Compat::V3)
            group.queryOffsetMs = record.duration("query_offset").count();
        std::vector<NamedText> labels;
        if (newest() == Compat::V3)
            labels = record.texts("labels");
        checkLabels(labels);
        record.list("rules", [&](const YamlNode &item) { group.rules.push_back(rule(item, labels)); });
        return group;
    }

    /// `record`, `alert` and `expr`: up to 2.x the words of a null were taken for a name.
    std::string nodeText(const YamlRecord &record, const YamlNode &node, const char *key) const
    {
        if (m_syntax == RuleSyntax::Prometheus3)
            return record.text(key);
        const YamlEntry *entry = node.find(QString::fromLatin1(key));
        return entry ? entry->value.text.toStdString() : std::string();
    }

    Rule rule(const YamlNode &node, const std::vector<NamedText> &groupLabels)
    {
        const YamlRecord record(node, ruleShape, m_problems);
        const std::string recorded = nodeText(record, node, "record");
        const std::string alert = nodeText(record, node, "alert");
        Rule rule;
        rule.at = node.at;
        rule.kind = alert.empty() ? Rule::Kind::Recording : Rule::Kind::Alerting;
        rule.name = alert.empty() ? recorded : alert;
        if (recorded.empty() == alert.empty())
            m_problems.error(node.at, "rule-kind",
                             recorded.empty() ? QStringLiteral("one of \"record\" and \"alert\" must be set")
                                              : QStringLiteral("only one of \"record\" and \"alert\" may be set"));
        rule.forMs = record.duration("for").count();
        rule.keepFiringForMs = record.duration("keep_firing_for").count();
        std::vector<NamedText> labels = record.texts("labels");
        const std::vector<NamedText> annotations = record.texts("annotations");
        if (!recorded.empty())
            checkRecording(record, recorded, rule, annotations);
        checkLabels(labels);
        for (const NamedText &annotation : annotations)
            if (!isLabelName(annotation.name, newest()))
                m_problems.error(annotation.nameAt, "annotation-name",
                                 QStringLiteral("%1 is no name of an annotation").arg(shown(annotation.name)));
        expression(rule, record, node);
        for (const NamedText &label : groupLabels)
            if (std::ranges::find(labels, label.name, &NamedText::name) == labels.end())
                labels.push_back(label);
        std::ranges::stable_sort(labels, {}, &NamedText::name);
        rule.labels = templates(rule, labels, "label");
        rule.annotations = templates(rule, annotations, "annotation");
        return rule;
    }

    void checkRecording(const YamlRecord &record, const std::string &name, const Rule &rule,
                        const std::vector<NamedText> &annotations)
    {
        const auto refuse = [&](const char *key) {
            m_problems.error(record.at(key), "recording-rule",
                             QStringLiteral("a recording rule can not have %1").arg(shown(key)));
        };
        if (!annotations.empty())
            refuse("annotations");
        if (rule.forMs != 0)
            refuse("for");
        if (rule.keepFiringForMs != 0)
            refuse("keep_firing_for");
        if (!isMetricName(name, newest()))
            m_problems.error(record.at("record"), "metric-name",
                             QStringLiteral("%1 is no name of a metric").arg(shown(name)));
        else if (name.find_first_of("{}") != std::string::npos)
            m_problems.error(record.at("record"), "metric-name",
                             QStringLiteral("%1 looks like an expression: should it be in \"expr\"?").arg(shown(name)));
    }

    void checkLabels(const std::vector<NamedText> &labels)
    {
        for (const NamedText &label : labels)
            if (!isLabelName(label.name, newest()) || label.name == metrics::nameLabel)
                m_problems.error(label.nameAt, "label-name",
                                 QStringLiteral("%1 is no name of a label").arg(shown(label.name)));
    }

    void expression(Rule &rule, const YamlRecord &record, const YamlNode &node)
    {
        rule.expression = nodeText(record, node, "expr");
        const Position place = record.at("expr");
        if (rule.expression.empty()) {
            m_problems.error(place, "missing-expr", QStringLiteral("a rule needs an expression (\"expr\")"));
            return;
        }
        auto parsed = metrics::parseExpression(rule.expression, newest());
        if (!parsed && mayBeOlder()) {
            if (auto older = metrics::parseExpression(rule.expression, Compat::V2)) {
                m_problems.warn(m_lines.within(*record.find("expr"), parsed.error().position), "prometheus-2-only",
                                QStringLiteral("Prometheus 3 does not accept this: %1").arg(words(parsed.error())));
                parsed = std::move(older);
            }
        }
        if (!parsed) {
            const YamlNode *value = record.find("expr");
            m_problems.error(value ? m_lines.within(*value, parsed.error().position) : place, "expression",
                             words(parsed.error()));
            return;
        }
        rule.parsed = std::shared_ptr<const metrics::Expr>(std::move(*parsed));
        if (rule.parsed->type == metrics::ValueType::Matrix || rule.parsed->type == metrics::ValueType::String)
            m_problems.warn(place, "rule-result",
                            QStringLiteral("the expression gives no instant vector: the rule will always fail"));
    }

    std::vector<RuleText> templates(const Rule &rule, const std::vector<NamedText> &texts, const char *what)
    {
        std::vector<RuleText> all;
        for (const NamedText &text : texts) {
            auto parsed = rule.kind == Rule::Kind::Alerting
                              ? AlertTemplate::parse(rule.name, text.text, newest())
                              : metrics::Outcome<AlertTemplate>(AlertTemplate::plain(text.text));
            if (parsed)
                all.push_back({text.name, *std::move(parsed)});
            else
                m_problems.error(text.at, "template",
                                 QStringLiteral("%1 %2: %3")
                                     .arg(QString::fromLatin1(what), shown(text.name), words(parsed.error())));
        }
        return all;
    }

    void checkGroupNames(const std::vector<RuleGroup> &groups)
    {
        std::set<std::string> seen;
        for (const RuleGroup &group : groups)
            if (!group.name.empty() && !seen.insert(group.name).second)
                m_problems.error(group.at, "duplicate-group",
                                 QStringLiteral("the group %1 stands in this file already").arg(shown(group.name)));
    }

    void warnOfDuplicates(const std::vector<RuleGroup> &groups)
    {
        std::map<std::pair<std::string, std::string>, Position> seen;
        for (const RuleGroup &group : groups) {
            for (const Rule &rule : group.rules) {
                std::string labels;
                for (const RuleText &label : rule.labels)
                    labels += label.name + '\xff' + label.text.text() + '\xff';
                const auto [first, isNew] = seen.try_emplace({rule.name, labels}, rule.at);
                if (!isNew && !rule.name.empty())
                    m_problems.warn(rule.at, "duplicate-rule",
                                    QStringLiteral("%1 with the same labels stands at %2:%3 already")
                                        .arg(shown(rule.name))
                                        .arg(first->second.line)
                                        .arg(first->second.column));
            }
        }
    }

    SourceLines m_lines;
    RuleSyntax m_syntax;
    ProblemList &m_problems;
};

constexpr YamlLimits limits{8 * 1024 * 1024, 64, 500'000, YamlDialect::Foreign};

} // namespace

RuleFileReading readRuleFile(const QByteArray &bytes, const QString &name, RuleSyntax syntax)
{
    const QByteArray text = asUtf8(bytes);
    ProblemList problems(name);
    RuleFileReading reading;
    if (const auto root = readYaml(text, limits, problems))
        reading.groups = Reader(text, syntax, problems).read(*root);
    reading.problems = problems.sorted();
    return reading;
}

} // namespace surgedeck::rules
