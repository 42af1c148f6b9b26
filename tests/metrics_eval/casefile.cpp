// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/metrics_eval/casefile.h"

#include "models/metrics/quoting.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <sstream>

namespace surgedeck::metrics {

namespace {

std::string trimmed(const std::string &text)
{
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// A series and what stands behind it; braces may hold spaces.
std::pair<std::string, std::string> splitSeries(const std::string &line)
{
    bool quoted = false;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
            quoted = !quoted;
        else if (!quoted && line[i] == '{')
            ++depth;
        else if (!quoted && line[i] == '}')
            --depth;
        else if (!quoted && depth == 0 && line[i] == ' ')
            return {line.substr(0, i), trimmed(line.substr(i))};
    }
    return {line, ""};
}

class Reader
{
public:
    explicit Reader(const std::string &file)
        : m_file(file.substr(file.rfind('/') + 1))
        , m_stream(file)
    {
    }

    std::vector<EvaluationCase> read()
    {
        std::string line;
        while (std::getline(m_stream, line)) {
            ++m_line;
            const std::string text = trimmed(line);
            if (text.empty() || text.front() == '#')
                continue;
            if (!(line.front() == ' ' ? continues(text) : begins(text)))
                m_cases.push_back(unreadable(text));
        }
        if (m_cases.empty())
            m_cases.push_back(unreadable("no case in the file"));
        return std::move(m_cases);
    }

private:
    EvaluationCase unreadable(const std::string &text) const
    {
        EvaluationCase result;
        result.place = place();
        result.expression = "can not be read: " + text;
        result.rules = {Compat::V3};
        return result;
    }

    std::string place() const { return m_file + ":" + std::to_string(m_line); }

    bool begins(const std::string &text)
    {
        std::istringstream words(text);
        std::string word;
        words >> word;
        if (word == "note") {
            m_cases.back().notes.push_back(trimmed(text.substr(4)));
            return true;
        }
        if (word == "load") {
            words >> word;
            const auto interval = parsedDuration(word);
            m_interval = interval.value_or(0);
            m_storage = std::make_shared<MemoryStorage>();
            m_isLoading = true;
            return interval.has_value();
        }
        m_isLoading = false;
        return (word == "eval" || word == "fail") && beginsCase(text, word == "fail");
    }

    bool beginsCase(const std::string &text, bool fails)
    {
        const std::size_t colon = text.find(": ");
        if (colon == std::string::npos)
            return false;
        EvaluationCase next;
        next.place = place();
        next.storage = m_storage;
        next.rules = {Compat::V2, Compat::V3};
        next.expression = trimmed(text.substr(colon + 1));
        next.failure = fails ? "?" : "";
        std::istringstream words(text.substr(4, colon - 4));
        std::string word;
        bool hasTimes = false;
        while (words >> word) {
            if (word == "v2" || word == "v3")
                next.rules = {word == "v2" ? Compat::V2 : Compat::V3};
            else if (word == "sorted")
                next.isOrdered = true;
            else if (word == "unasked")
                continue;
            else
                hasTimes = readTimes(word, next);
        }
        m_cases.push_back(std::move(next));
        return hasTimes;
    }

    static bool readTimes(const std::string &word, EvaluationCase &next)
    {
        const std::size_t dots = word.find("..");
        const std::size_t slash = word.find('/');
        next.isRange = dots != std::string::npos;
        const auto start = parsedDuration(word.substr(0, dots));
        const auto end = next.isRange ? parsedDuration(word.substr(dots + 2, slash - dots - 2)) : start;
        const auto step = next.isRange ? parsedDuration(word.substr(slash + 1)) : std::int64_t{1};
        if (!start || !end || !step)
            return false;
        next.times = EvaluationTimes{*start, *end, *step};
        return true;
    }

    bool continues(const std::string &text)
    {
        if (m_isLoading) {
            const auto [name, values] = splitSeries(text);
            const auto labels = parsedLabels(name);
            return labels && addValues(*m_storage, *labels, m_interval, values);
        }
        if (m_cases.empty())
            return false;
        EvaluationCase &last = m_cases.back();
        if (!last.failure.empty()) {
            last.failure = text;
            return true;
        }
        last.expected.push_back(text);
        return addExpected(last, text);
    }

    // One value for each step.
    static bool addColumn(ResultSeries &series, const std::string &values, const EvaluationTimes &times)
    {
        MemoryStorage points;
        if (!addValues(points, Labels(), times.stepMs, values))
            return false;
        for (const SeriesSamples &each : points.select({}, 0, INT64_MAX)) {
            for (std::size_t i = 0; i < each.timesMs.size(); ++i)
                series.points.push_back(Sample{times.startMs + each.timesMs[i], each.values[i]});
        }
        return true;
    }

    // value@time, as a range selector gives them.
    static bool addPoints(ResultSeries &series, const std::string &values)
    {
        std::istringstream words(values);
        std::string word;
        while (words >> word) {
            const std::size_t at = word.find('@');
            const auto value = parsedNumber(word.substr(0, at));
            const auto time = at == word.npos ? std::nullopt : parsedDuration(word.substr(at + 1));
            if (!value || !time)
                return false;
            series.points.push_back(Sample{*time, *value});
        }
        return true;
    }

    static bool addExpected(EvaluationCase &last, const std::string &text)
    {
        const auto [name, values] = splitSeries(text);
        const auto labels = parsedLabels(name);
        ResultSeries series{labels.value_or(Labels()), {}};
        if (!labels || !(values.find('@') == std::string::npos ? addColumn(series, values, last.times)
                                                               : addPoints(series, values)))
            return false;
        last.series.push_back(std::move(series));
        return true;
    }

    std::string m_file;
    std::ifstream m_stream;
    int m_line = 0;
    std::int64_t m_interval = 0;
    bool m_isLoading = false;
    std::shared_ptr<MemoryStorage> m_storage = std::make_shared<MemoryStorage>();
    std::vector<EvaluationCase> m_cases;
};

bool areClose(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b);
    if (a == b)
        return std::signbit(a) == std::signbit(b);
    return std::fabs(a - b) <= 1e-12 * std::max(std::fabs(a), std::fabs(b));
}

std::string shown(const std::vector<ResultSeries> &all)
{
    std::string text;
    for (const ResultSeries &series : all) {
        text += "\n  " + series.labels.text();
        for (const Sample &point : series.points)
            text += " " + numberText(point.value) + "@" + std::to_string(point.timeMs);
    }
    return text.empty() ? "\n  nothing" : text;
}

bool areEqual(const ResultSeries &a, const ResultSeries &b)
{
    const auto samePoint = [](const Sample &x, const Sample &y) {
        return x.timeMs == y.timeMs && areClose(x.value, y.value);
    };
    return a.labels == b.labels &&
           std::equal(a.points.begin(), a.points.end(), b.points.begin(), b.points.end(), samePoint);
}

void orderByLabels(std::vector<ResultSeries> &series)
{
    std::stable_sort(series.begin(), series.end(),
                     [](const ResultSeries &a, const ResultSeries &b) { return a.labels < b.labels; });
}

std::string wrongNotes(const EvaluationCase &evaluation, const QueryResult &result)
{
    std::vector<std::string> said = result.warnings;
    said.insert(said.end(), result.infos.begin(), result.infos.end());
    for (const std::string &note : evaluation.notes) {
        const bool isSaid = std::any_of(said.begin(), said.end(),
                                        [&](const std::string &text) { return text.find(note) != text.npos; });
        if (!isSaid)
            return "did not say: " + note + (said.empty() ? std::string() : "\nbut: " + said.front());
    }
    return said.size() == evaluation.notes.size() ? "" : "said more than expected: " + said.back();
}

std::string wrongResult(const EvaluationCase &evaluation, Outcome<QueryResult> outcome)
{
    if (!evaluation.failure.empty()) {
        if (outcome)
            return "did not fail:" + shown(outcome->series);
        const bool isExpected = outcome.error().message.find(evaluation.failure) != std::string::npos;
        return isExpected ? "" : "failed with: " + outcome.error().message;
    }
    if (!outcome)
        return "failed with: " + outcome.error().message;
    std::vector<ResultSeries> expected = evaluation.series;
    std::vector<ResultSeries> got = outcome->series;
    if (!evaluation.isOrdered) {
        orderByLabels(expected);
        orderByLabels(got);
    }
    if (!std::equal(expected.begin(), expected.end(), got.begin(), got.end(), areEqual))
        return "got:" + shown(got) + "\nexpected:" + shown(expected);
    return "";
}

} // namespace

std::vector<EvaluationCase> readCases(const std::string &file)
{
    return Reader(file).read();
}

std::string violated(const EvaluationCase &evaluation, Compat compat)
{
    const auto expression = parseExpression(evaluation.expression, compat);
    if (!expression && !evaluation.failure.empty() &&
        expression.error().message.find(evaluation.failure) != std::string::npos)
        return "";
    if (!expression)
        return "does not parse: " + expression.error().message;
    EngineOptions options;
    options.compat = compat;
    options.text = evaluation.expression;
    auto outcome = evaluation.isRange
                       ? evaluateRange(**expression, *evaluation.storage, evaluation.times, options)
                       : evaluateInstant(**expression, *evaluation.storage, evaluation.times.startMs, options);
    std::string wrong = compat == Compat::V3 && outcome ? wrongNotes(evaluation, *outcome) : "";
    return wrong.empty() ? wrongResult(evaluation, std::move(outcome)) : wrong;
}

} // namespace surgedeck::metrics
