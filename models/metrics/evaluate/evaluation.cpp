// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/evaluate/evaluation.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

constexpr std::size_t workBetweenQuestions = 200'000; // below a millisecond
constexpr std::size_t mostAnnotations = 10;           // of each kind, as the HTTP API shows

std::vector<std::string> bounded(const std::set<std::string> &all, const char *kind)
{
    std::vector<std::string> shown;
    for (const std::string &text : all) {
        if (shown.size() == mostAnnotations) {
            shown.push_back(std::to_string(all.size() - mostAnnotations) + " more " + kind + " annotations omitted");
            break;
        }
        shown.push_back(text);
    }
    return shown;
}

} // namespace

void Evaluation::fail(std::string message, ErrorType type)
{
    if (!m_error)
        m_error = EngineError{type, std::move(message)};
}

bool Evaluation::proceed(std::size_t work)
{
    m_work += work;
    if (m_work >= workBetweenQuestions) {
        m_work = 0;
        const auto reason = m_options.interrupted ? m_options.interrupted() : std::nullopt;
        if (reason) {
            fail(*reason == ErrorType::Timeout ? "query timed out in expression evaluation"
                                               : "query was canceled in expression evaluation",
                 *reason);
        }
    }
    return !failed();
}

bool Evaluation::hold(std::size_t values)
{
    m_held += values;
    if (m_held > m_options.mostSamples)
        fail("query processing would load too many samples into memory in query execution");
    return !failed();
}

std::string Evaluation::positioned(const std::string &message, TextRange where) const
{
    std::size_t line = 1;
    std::size_t column = static_cast<std::size_t>(std::max(where.begin, 0)) + 1;
    if (column <= m_options.text.size()) {
        const std::string_view before = m_options.text.substr(0, column - 1);
        line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
        const std::size_t lastBreak = before.rfind('\n');
        if (lastBreak != std::string_view::npos)
            column -= lastBreak + 1;
    }
    return message + " (" + std::to_string(line) + ":" + std::to_string(column) + ")";
}

void Evaluation::warn(const std::string &message, TextRange where)
{
    if (!isV2())
        m_warnings.insert(positioned("PromQL warning: " + message, where));
}

void Evaluation::inform(const std::string &message, TextRange where)
{
    if (!isV2())
        m_infos.insert(positioned("PromQL info: " + message, where));
}

std::vector<std::string> Evaluation::warnings() const
{
    return bounded(m_warnings, "warning");
}

std::vector<std::string> Evaluation::infos() const
{
    return bounded(m_infos, "info");
}

std::optional<std::int64_t> Evaluation::newestSampleMs() const
{
    if (m_newest == std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return m_newest;
}

} // namespace surgedeck::metrics
