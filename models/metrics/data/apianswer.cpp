// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/apianswer.h"

#include "models/metrics/data/jsonreader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace surgedeck::metrics {

namespace {

constexpr double latestSecond = 253'402'300'800.0; // year 10000: beyond it a time is nonsense, and would not fit
constexpr std::size_t mostRemarks = 20;

ByteSource sourceOf(std::string_view body)
{
    return [body](std::span<char> buffer) mutable {
        const std::size_t length = std::min(buffer.size(), body.size());
        std::copy_n(body.data(), length, buffer.data());
        body.remove_prefix(length);
        return length;
    };
}

std::optional<double> numberOf(std::string_view text)
{
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-Inf")
        return -std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = end == text.data() + text.size() && !text.empty();
    return whole && error == std::errc() ? std::optional(value) : std::nullopt;
}

class AnswerReader
{
public:
    explicit AnswerReader(std::string_view body)
        : m_json(sourceOf(body))
    {
    }

    std::optional<ApiAnswer> run()
    {
        if (m_json.peek() != '{')
            return std::nullopt;
        const bool whole = m_json.readObject([this](const std::string &key) { return field(key); }) && !m_json.more();
        if (!whole && !m_malformed)
            return std::nullopt;
        const bool typed = m_answer.resultType == "vector" || m_answer.resultType == "matrix" ||
                           m_answer.resultType == "scalar" || m_answer.resultType == "string";
        m_answer.wellFormed = whole && m_haveResult && typed && fits();
        return std::move(m_answer);
    }

private:
    bool field(const std::string &key)
    {
        if (key == "status")
            return text(m_answer.status);
        if (key == "errorType")
            return text(m_answer.errorType);
        if (key == "error")
            return text(m_answer.error);
        if (key == "warnings" || key == "infos")
            return remarks();
        if (key == "data" && m_json.peek() == '{')
            return m_json.readObject([this](const std::string &inner) { return dataField(inner); });
        return m_json.skipValue();
    }

    bool dataField(const std::string &key)
    {
        if (key == "resultType")
            return text(m_answer.resultType);
        if (key == "version")
            return text(m_answer.version);
        if (key == "stats" && m_json.peek() == '{')
            return m_json.readObject([this](const std::string &inner) { return statsField(inner); });
        if (key != "result")
            return m_json.skipValue();
        m_haveResult = true;
        return m_json.peek() == '[' ? result() : malformed();
    }

    bool statsField(const std::string &key)
    {
        if (key != "timings" || m_json.peek() != '{')
            return m_json.skipValue();
        return m_json.readObject([this](const std::string &inner) {
            if (inner != "execTotalTime")
                return m_json.skipValue();
            return m_json.readNumber(m_answer.serverSeconds.emplace());
        });
    }

    // A list of series, or the one point of a scalar or a text.
    bool result()
    {
        m_json.expect('[');
        if (m_json.peek() != '{' && m_json.peek() != ']')
            return onlyPoint();
        if (m_json.accept(']'))
            return true;
        do {
            if (m_json.peek() != '{')
                return malformed();
            if (!series())
                return false;
        } while (m_json.accept(','));
        return m_json.expect(']');
    }

    bool onlyPoint()
    {
        double seconds = 0;
        if (m_json.peek() == '"')
            return malformed();
        if (!m_json.readNumber(seconds) || !m_json.expect(',') || !m_json.readString(m_text))
            return m_json.error() ? malformed() : false;
        if (!m_json.accept(']'))
            return malformed();
        m_onlyText = m_text;
        m_onlySeconds = seconds;
        return true;
    }

    bool series()
    {
        ApiSeries &one = m_answer.series.emplace_back();
        bool valued = false;
        const bool whole = m_json.readObject([&](const std::string &key) {
            if (key == "metric" && m_json.peek() == '{')
                return labels(one);
            if (key == "value")
                valued = true;
            if (key == "value")
                return point(one);
            if (key != "values")
                return m_json.skipValue();
            valued = true;
            return m_json.peek() == '[' ? m_json.readArray([&] { return point(one); }) : malformed();
        });
        return whole && (valued || malformed());
    }

    bool labels(ApiSeries &one)
    {
        return m_json.readObject([&](const std::string &name) {
            if (m_json.peek() != '"')
                return malformed();
            one.labels.push_back({name, {}});
            return m_json.readString(one.labels.back().value);
        });
    }

    bool point(ApiSeries &one)
    {
        Sample sample;
        if (!m_json.readQuickPoint(sample.timeMs, sample.value)) {
            double seconds = 0;
            if (m_json.peek() != '[' || !m_json.accept('[') || m_json.peek() == '"')
                return malformed();
            if (!m_json.readNumber(seconds) || !m_json.accept(',') || m_json.peek() != '"' ||
                !m_json.readString(m_text) || !m_json.accept(']'))
                return malformed();
            const auto value = numberOf(m_text);
            if (!value || !(std::fabs(seconds) < latestSecond))
                return malformed();
            sample = {std::llround(seconds * 1000), *value};
        }
        one.points.push_back(sample);
        return true;
    }

    // Whether the result is of the shape that its type names.
    bool fits()
    {
        const bool single = m_answer.resultType == "scalar" || m_answer.resultType == "string";
        if (single != m_onlyText.has_value())
            return false;
        if (m_answer.resultType != "scalar")
            return true;
        const auto value = numberOf(*m_onlyText);
        if (!value || !(std::fabs(m_onlySeconds) < latestSecond))
            return false;
        m_answer.series.push_back({{}, {{std::llround(m_onlySeconds * 1000), *value}}});
        return true;
    }

    bool remarks()
    {
        if (m_json.peek() != '[')
            return m_json.skipValue();
        return m_json.readArray([this] {
            if (m_json.peek() != '"' || m_answer.remarks.size() == mostRemarks)
                return m_json.skipValue();
            return m_json.readString(m_answer.remarks.emplace_back());
        });
    }

    bool text(std::string &into) { return m_json.peek() == '"' ? m_json.readString(into) : m_json.skipValue(); }

    bool malformed()
    {
        m_malformed = true;
        return false;
    }

    JsonReader m_json;
    ApiAnswer m_answer;
    std::string m_text;
    std::optional<std::string> m_onlyText;
    double m_onlySeconds = 0;
    bool m_haveResult = false;
    bool m_malformed = false;
};

} // namespace

std::optional<ApiAnswer> readApiAnswer(std::string_view body)
{
    return AnswerReader(body).run();
}

} // namespace surgedeck::metrics
