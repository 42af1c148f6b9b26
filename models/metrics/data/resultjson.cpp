// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/data/resultjson.h"

#include "models/metrics/data/jsonwriting.h"
#include "models/metrics/quoting.h"

#include <algorithm>
#include <cstdlib>

namespace surgedeck::metrics {

namespace {

// Seconds with up to three digits behind the point, as the server writes times.
void appendSeconds(std::string &out, std::int64_t timeMs)
{
    if (timeMs < 0)
        out += '-';
    const auto size = static_cast<std::uint64_t>(std::abs(timeMs));
    out += std::to_string(size / 1000);
    if (const auto fraction = size % 1000; fraction != 0) {
        const std::string digits = std::to_string(1000 + fraction).substr(1);
        out += "." + digits.substr(0, digits.find_last_not_of('0') + 1);
    }
}

void appendPoint(std::string &out, const Sample &sample, std::string_view value)
{
    out += '[';
    appendSeconds(out, sample.timeMs);
    out += ",\"";
    out += value;
    out += "\"]";
}

void appendLabels(std::string &out, const Labels &labels)
{
    out += '{';
    bool first = true;
    for (const Label &label : labels) {
        if (!std::exchange(first, false))
            out += ',';
        appendJsonString(out, label.name);
        out += ':';
        appendJsonString(out, label.value);
    }
    out += '}';
}

void appendSeries(std::string &out, const ResultSeries &series, ValueType type)
{
    out += "{\"metric\":";
    appendLabels(out, series.labels);
    out += type == ValueType::Matrix ? ",\"values\":[" : ",\"value\":";
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        if (i > 0)
            out += ',';
        appendPoint(out, series.points[i], numberText(series.points[i].value));
    }
    out += type == ValueType::Matrix ? "]}" : "}";
}

void appendList(std::string &out, std::string_view key, const std::vector<std::string> &texts)
{
    if (texts.empty())
        return;
    out += ",\"" + std::string(key) + "\":[";
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0)
            out += ',';
        appendJsonString(out, texts[i]);
    }
    out += ']';
}

Sample onlyPoint(const QueryResult &result)
{
    const bool any = !result.series.empty() && !result.series.front().points.empty();
    return any ? result.series.front().points.front() : Sample{};
}

} // namespace

std::string_view errorTypeName(ErrorType type)
{
    switch (type) {
    case ErrorType::BadData:
        return "bad_data";
    case ErrorType::Execution:
        return "execution";
    case ErrorType::Timeout:
        return "timeout";
    case ErrorType::Canceled:
        return "canceled";
    }
    return {};
}

void appendResultData(std::string &out, const QueryResult &result)
{
    constexpr std::string_view names[] = {"scalar", "vector", "matrix", "string"};
    out += "{\"resultType\":\"" + std::string(names[static_cast<int>(result.type)]) + "\",\"result\":";
    if (result.type == ValueType::Scalar) {
        const Sample point = onlyPoint(result);
        appendPoint(out, point, plainNumberText(point.value));
    } else if (result.type == ValueType::String) {
        out += '[';
        appendSeconds(out, onlyPoint(result).timeMs);
        out += ',';
        appendJsonString(out, result.text);
        out += ']';
    } else {
        out += '[';
        for (std::size_t i = 0; i < result.series.size(); ++i) {
            if (i > 0)
                out += ',';
            appendSeries(out, result.series[i], result.type);
        }
        out += ']';
    }
    out += '}';
}

void appendRemarks(std::string &out, const QueryResult &result)
{
    appendList(out, "warnings", result.warnings);
    appendList(out, "infos", result.infos);
}

std::string apiAnswer(const QueryResult &result)
{
    std::string out = "{\"status\":\"success\",\"data\":";
    appendResultData(out, result);
    appendRemarks(out, result);
    return out + "}";
}

std::string apiError(ErrorType type, std::string_view message)
{
    std::string out = "{\"status\":\"error\",\"errorType\":\"" + std::string(errorTypeName(type)) + "\",\"error\":";
    appendJsonString(out, message);
    return out + "}";
}

std::string parseErrorText(const EngineError &error, std::string_view query)
{
    if (error.position < 0)
        return error.message;
    if (query.empty())
        return "unknown position: parse error: " + error.message;
    const std::string_view before = query.substr(0, static_cast<std::size_t>(error.position));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t lineBreak = before.rfind('\n');
    const std::size_t column = before.size() - (lineBreak == std::string_view::npos ? 0 : lineBreak + 1) + 1;
    return std::to_string(line) + ":" + std::to_string(column) + ": parse error: " + error.message;
}

} // namespace surgedeck::metrics
