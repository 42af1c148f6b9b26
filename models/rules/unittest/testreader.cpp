// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/rules/goliterals.h"
#include "models/rules/sourcelines.h"
#include "models/rules/unittest/testfile.h"
#include "models/rules/yamlrecord.h"

#include <cmath>
#include <set>

namespace surgedeck::rules {

namespace {

using metrics::Compat;

const MappingShape fileShape2{"a file of tests",
                              {{"rule_files"}, {"evaluation_interval"}, {"group_eval_order"}, {"tests"}}};
const MappingShape fileShape3{
    "a file of tests", {{"rule_files"}, {"evaluation_interval"}, {"group_eval_order"}, {"tests"}, {"fuzzy_compare"}}};
const MappingShape groupShape2{"a test",
                               {{"interval"},
                                {"input_series"},
                                {"alert_rule_test"},
                                {"promql_expr_test"},
                                {"external_labels"},
                                {"external_url"},
                                {"name"}}};
const MappingShape groupShape3{"a test",
                               {{"interval"},
                                {"input_series"},
                                {"alert_rule_test"},
                                {"promql_expr_test"},
                                {"external_labels"},
                                {"external_url"},
                                {"name"},
                                {"start_timestamp"}}};
const MappingShape seriesShape{"an input series", {{"series"}, {"values"}}};
const MappingShape alertTestShape{"a test of an alert", {{"eval_time"}, {"alertname"}, {"exp_alerts"}}};
const MappingShape alertShape{"an expected alert", {{"exp_labels"}, {"exp_annotations"}}};
const MappingShape expressionTestShape{"a test of an expression", {{"expr"}, {"eval_time"}, {"exp_samples"}}};
const MappingShape sampleShape2{"an expected sample", {{"labels"}, {"value"}}};
const MappingShape sampleShape3{"an expected sample", {{"labels"}, {"value"}, {"histogram"}}};

std::vector<metrics::Label> labelsOf(const std::vector<NamedText> &texts)
{
    std::vector<metrics::Label> labels;
    for (const NamedText &text : texts)
        labels.push_back({text.name, text.text});
    return labels;
}

class Reader
{
public:
    Reader(Compat compat, ProblemList &problems)
        : m_compat(compat)
        , m_problems(problems)
    {
    }

    TestFile read(const YamlNode &root)
    {
        const YamlRecord record(root, isNew() ? fileShape3 : fileShape2, m_problems);
        TestFile file;
        list(record, "rule_files", [&](const YamlNode &node) {
            if (auto text = scalarText(node, m_problems)) {
                file.ruleFiles.push_back(*std::move(text));
                file.ruleFilesAt.push_back(node.at);
            }
        });
        if (const Milliseconds interval = record.duration("evaluation_interval"); interval.count() > 0)
            file.evaluationIntervalMs = interval.count();
        file.groupOrder = order(record);
        if (isNew())
            file.fuzzyCompare = record.flag("fuzzy_compare");
        list(record, "tests", [&](const YamlNode &node) { file.tests.push_back(test(node)); });
        for (TestGroup &group : file.tests)
            if (isNew() && group.intervalMs == 0)
                group.intervalMs = file.evaluationIntervalMs;
        return file;
    }

private:
    bool isNew() const { return m_compat == Compat::V3; }

    static void list(const YamlRecord &record, const char *key, const std::function<void(const YamlNode &)> &each)
    {
        record.list(key, each, YamlRecord::Nulls::Kept);
    }

    std::vector<std::string> order(const YamlRecord &record)
    {
        std::vector<std::string> names;
        std::set<std::string> seen;
        list(record, "group_eval_order", [&](const YamlNode &node) {
            const std::string name = scalarText(node, m_problems).value_or(std::string());
            names.push_back(name);
            if (!seen.insert(name).second)
                m_problems.error(
                    node.at, "duplicate-group",
                    QStringLiteral("the group %1 has its place already").arg(inQuotes(QString::fromStdString(name))));
        });
        return names;
    }

    TestGroup test(const YamlNode &node)
    {
        const YamlRecord record(node, isNew() ? groupShape3 : groupShape2, m_problems);
        TestGroup group;
        group.at = node.at;
        group.name = record.text("name");
        group.intervalMs = record.duration("interval").count();
        if (isNew())
            group.startMs = startTime(record);
        list(record, "input_series", [&](const YamlNode &item) {
            const YamlRecord series(item, seriesShape, m_problems);
            group.input.push_back({series.text("series"), series.text("values"), series.at("values")});
        });
        list(record, "alert_rule_test", [&](const YamlNode &item) { group.alertTests.push_back(alertTest(item)); });
        list(record, "promql_expr_test",
             [&](const YamlNode &item) { group.expressionTests.push_back(expressionTest(item)); });
        group.externalLabels = metrics::Labels(labelsOf(record.texts("external_labels")));
        group.externalUrl = record.text("external_url");
        return group;
    }

    /// RFC 3339, or seconds since 1970.
    std::int64_t startTime(const YamlRecord &record)
    {
        const std::string text = record.text("start_timestamp");
        if (text.empty())
            return 0;
        if (const auto seconds = parseGoFloat(text); seconds && std::fabs(*seconds) < 9e15)
            return static_cast<std::int64_t>(std::llround(*seconds * 1000));
        const auto time = parseRfc3339(QString::fromStdString(text));
        if (time)
            return time->time_since_epoch().count();
        m_problems.error(record.at("start_timestamp"), "time", time.error().message);
        return 0;
    }

    AlertTest alertTest(const YamlNode &node)
    {
        const YamlRecord record(node, alertTestShape, m_problems);
        AlertTest test;
        test.at = node.at;
        test.evalTimeMs = record.duration("eval_time").count();
        test.alertName = record.text("alertname");
        list(record, "exp_alerts", [&](const YamlNode &item) {
            const YamlRecord alert(item, alertShape, m_problems);
            test.expected.push_back({labelsOf(alert.texts("exp_labels")), labelsOf(alert.texts("exp_annotations"))});
        });
        return test;
    }

    ExpressionTest expressionTest(const YamlNode &node)
    {
        const YamlRecord record(node, expressionTestShape, m_problems);
        ExpressionTest test;
        test.at = record.at("expr");
        test.expression = record.text("expr");
        test.evalTimeMs = record.duration("eval_time").count();
        list(record, "exp_samples", [&](const YamlNode &item) {
            const YamlRecord sample(item, isNew() ? sampleShape3 : sampleShape2, m_problems);
            test.expected.push_back(
                {sample.text("labels"), sample.number("value"), isNew() ? sample.text("histogram") : std::string()});
        });
        return test;
    }

    Compat m_compat;
    ProblemList &m_problems;
};

constexpr YamlLimits limits{8 * 1024 * 1024, 64, 500'000, YamlDialect::Foreign};

} // namespace

TestFileReading readTestFile(const QByteArray &bytes, const QString &name, Compat compat)
{
    ProblemList problems(name);
    TestFileReading reading;
    if (const auto root = readYaml(asUtf8(bytes), limits, problems))
        reading.file = Reader(compat, problems).read(*root);
    reading.problems = problems.sorted();
    return reading;
}

} // namespace surgedeck::rules
