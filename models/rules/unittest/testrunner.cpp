// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/unittest/testrunner.h"

#include "models/rules/groupstate.h"
#include "models/rules/unittest/testseries.h"
#include "models/rules/unittest/teststorage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgedeck::rules {

namespace {

constexpr std::int64_t mostEvaluations = 2'000'000;

/// promtool's engine in tests.
metrics::EngineOptions optionsFor(const TestFile &file, metrics::Compat compat)
{
    metrics::EngineOptions options;
    options.compat = compat;
    options.defaultSubqueryStepMs = file.evaluationIntervalMs;
    options.mostSamples = 10'000;
    return options;
}

bool comesBefore(const TestItem &a, const TestItem &b)
{
    return std::tie(a.labels, a.annotations) < std::tie(b.labels, b.annotations);
}

std::vector<TestItem> sorted(std::vector<TestItem> items)
{
    std::ranges::stable_sort(items, comesBefore);
    return items;
}

std::vector<metrics::Label> listOf(const metrics::Labels &labels)
{
    return labels.all();
}

/// NaN equals nothing, as in promtool.
bool sameValue(double a, double b, bool fuzzy)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return a == b || (fuzzy && (std::nextafter(a, -infinity) == b || std::nextafter(a, infinity) == b));
}

bool sameSamples(const std::vector<TestItem> &a, const std::vector<TestItem> &b, bool fuzzy)
{
    return std::ranges::equal(a, b, [fuzzy](const TestItem &first, const TestItem &second) {
        return first.labels == second.labels && sameValue(*first.value, *second.value, fuzzy);
    });
}

/// One test: a storage of its own, and the rules with nothing remembered.
class TestRun
{
public:
    TestRun(const TestFile &file, const TestGroup &test, metrics::Compat compat)
        : m_file(file)
        , m_test(test)
        , m_surroundings{m_storage,    m_storage, optionsFor(file, compat), test.externalLabels, test.externalUrl,
                         std::nullopt, 0}
    {
    }

    std::vector<TestFailure> run(const LoadedRules &rules)
    {
        auto series = readSeries(m_test, m_surroundings.options.compat);
        if (const auto *error = std::get_if<TestSeriesError>(&series)) {
            fail(TestFailure::Kind::Series, error->line, error->message).at = error->at;
            return std::move(m_failures);
        }
        m_series = std::get<std::vector<TestSeries>>(std::move(series));
        order(rules);
        if (alertTestsAreNamed() && evaluate())
            for (const ExpressionTest &test : m_test.expressionTests)
                check(test);
        return std::move(m_failures);
    }

private:
    TestFailure &fail(TestFailure::Kind kind, std::string subject, std::string message)
    {
        TestFailure failure;
        failure.kind = kind;
        failure.test = m_test.name;
        failure.subject = std::move(subject);
        failure.message = std::move(message);
        failure.at = m_test.at;
        failure.timeMs = m_nowMs - m_test.startMs;
        m_failures.push_back(std::move(failure));
        return m_failures.back();
    }

    /// Groups that group_eval_order does not name count as its first.
    void order(const LoadedRules &rules)
    {
        for (const auto &group : rules)
            m_groups.emplace_back(group);
        std::ranges::stable_sort(m_groups, {}, [this](const GroupState &group) {
            const auto place = std::ranges::find(m_file.groupOrder, group.group().name);
            return place == m_file.groupOrder.end() ? 0 : place - m_file.groupOrder.begin();
        });
    }

    bool alertTestsAreNamed()
    {
        for (const AlertTest &test : m_test.alertTests)
            if (test.alertName.empty())
                fail(TestFailure::Kind::Alert, {}, "the test of an alert needs its name (alertname)").at = test.at;
        return m_failures.empty();
    }

    std::int64_t lastTimeMs() const
    {
        std::int64_t last = 0;
        for (const AlertTest &test : m_test.alertTests)
            last = std::max(last, test.evalTimeMs);
        for (const ExpressionTest &test : m_test.expressionTests)
            last = std::max(last, test.evalTimeMs);
        return last;
    }

    /// Evaluates the groups at each interval. False: a rule failed, and promtool looks no further.
    bool evaluate()
    {
        const std::int64_t lastMs = lastTimeMs();
        if (lastMs / m_file.evaluationIntervalMs > mostEvaluations) {
            fail(TestFailure::Kind::Rule, {}, "the test takes too many evaluations");
            return false;
        }
        for (std::int64_t sinceMs = 0; sinceMs <= lastMs; sinceMs += m_file.evaluationIntervalMs) {
            m_nowMs = m_test.startMs + sinceMs;
            if (!store(m_nowMs) || !evaluateGroups())
                return false;
            for (const AlertTest &test : m_test.alertTests)
                if (test.evalTimeMs >= sinceMs && test.evalTimeMs < sinceMs + m_file.evaluationIntervalMs)
                    check(test);
        }
        return true;
    }

    bool evaluateGroups()
    {
        bool good = true;
        for (GroupState &group : m_groups) {
            group.evaluate(m_nowMs, m_surroundings);
            for (std::size_t i = 0; i < group.states().size(); ++i) {
                const std::string &error = group.states()[i].error;
                if (error.empty())
                    continue;
                fail(TestFailure::Kind::Rule, group.group().rules[i].name, error);
                good = false;
            }
        }
        return good;
    }

    /// What the series have up to now. False: it can not be stored.
    bool store(std::int64_t untilMs)
    {
        for (TestSeries &series : m_series) {
            for (; series.stored < series.samples.size() && series.samples[series.stored].timeMs <= untilMs;
                 ++series.stored) {
                const std::string problem = append(series.labels, series.samples[series.stored]);
                if (problem.empty())
                    continue;
                fail(TestFailure::Kind::Series, metrics::Labels(series.labels).text(), problem);
                return false;
            }
        }
        return true;
    }

    std::string append(const WrittenLabels &written, metrics::Sample sample)
    {
        const auto twin = std::ranges::adjacent_find(written, {}, &metrics::Label::name);
        const metrics::Labels labels(written);
        if (labels.empty())
            return "empty labelset: invalid sample";
        if (twin != written.end())
            return "label name \"" + twin->name + "\" is not unique: invalid sample";
        switch (m_storage.append(labels, sample)) {
        case SampleSink::Verdict::Stored:
            return {};
        case SampleSink::Verdict::OutOfOrder:
            return "out of order sample";
        default:
            return "duplicate sample for timestamp";
        }
    }

    void check(const AlertTest &test)
    {
        std::vector<TestItem> got;
        for (const GroupState &group : m_groups)
            for (std::size_t i = 0; i < group.states().size(); ++i)
                if (group.group().rules[i].kind == Rule::Kind::Alerting &&
                    group.group().rules[i].name == test.alertName)
                    for (const auto &[labels, alert] : group.states()[i].alerts)
                        if (alert.state == AlertInstance::State::Firing)
                            got.push_back({listOf(labels), alert.annotations, {}});
        std::vector<TestItem> expected;
        for (const ExpectedAlert &alert : test.expected)
            expected.push_back({withName(alert.labels, test.alertName), alert.annotations, {}});
        got = sorted(std::move(got));
        expected = sorted(std::move(expected));
        if (got == expected)
            return;
        TestFailure &failure = fail(TestFailure::Kind::Alert, test.alertName, {});
        failure.timeMs = test.evalTimeMs;
        failure.at = test.at;
        failure.expected = std::move(expected);
        failure.got = std::move(got);
    }

    static std::vector<metrics::Label> withName(std::vector<metrics::Label> labels, const std::string &alert)
    {
        std::erase_if(labels, [](const metrics::Label &label) { return label.name == "alertname"; });
        labels.push_back({"alertname", alert});
        std::ranges::stable_sort(labels, {}, &metrics::Label::name);
        return labels;
    }

    void check(const ExpressionTest &test)
    {
        const auto refuse = [&](const std::string &message) {
            TestFailure &failure = fail(TestFailure::Kind::Expression, test.expression, message);
            failure.timeMs = test.evalTimeMs;
            failure.at = test.at;
        };
        const auto parsed = metrics::parseExpression(test.expression, m_surroundings.options.compat);
        if (!parsed)
            return refuse(parsed.error().message);
        const auto vector = ruleVector(**parsed, m_test.startMs + test.evalTimeMs, m_surroundings);
        if (!vector)
            return refuse(vector.error().message);
        std::vector<TestItem> got;
        for (const metrics::ResultSeries &series : *vector)
            got.push_back({listOf(series.labels), {}, series.points.front().value});
        std::vector<TestItem> expected;
        for (const ExpectedSample &sample : test.expected) {
            const auto labels = parseMetric(sample.labels, m_surroundings.options.compat);
            if (!labels)
                return refuse("labels \"" + sample.labels + "\": " + labels.error().message);
            if (!sample.histogram.empty())
                return refuse("native histograms are not supported");
            expected.push_back({*labels, {}, sample.value});
        }
        got = sorted(std::move(got));
        expected = sorted(std::move(expected));
        if (sameSamples(got, expected, m_file.fuzzyCompare))
            return;
        refuse({});
        m_failures.back().expected = std::move(expected);
        m_failures.back().got = std::move(got);
    }

    const TestFile &m_file;
    const TestGroup &m_test;
    TestStorage m_storage;
    RuleSurroundings m_surroundings;
    std::vector<TestSeries> m_series;
    std::vector<GroupState> m_groups;
    std::int64_t m_nowMs = 0;
    std::vector<TestFailure> m_failures;
};

} // namespace

std::vector<TestFailure> runTests(const TestFile &file, const LoadedRules &rules, metrics::Compat compat)
{
    constexpr std::size_t mostFailures = 1'000;
    std::vector<TestFailure> all;
    for (const TestGroup &test : file.tests) {
        for (TestFailure &failure : TestRun(file, test, compat).run(rules))
            if (all.size() < mostFailures)
                all.push_back(std::move(failure));
    }
    return all;
}

} // namespace surgedeck::rules
