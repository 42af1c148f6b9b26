// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/strictpage.h"

#include "models/metrics/exposition/problemlist.h"

#include <algorithm>

namespace surgedeck::metrics {

bool StrictPage::hasErrors() const
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const PageProblem &each) { return each.severity == PageProblem::Severity::Error; });
}

void PageProblems::add(PagePlace at, PageProblem::Severity severity, const char *rule, std::string message)
{
    // Errors are never crowded out by warnings.
    const bool isError = severity == PageProblem::Severity::Error;
    if (m_problems.size() >= (isError ? most * 2 : most)) {
        ++m_left;
        return;
    }
    m_problems.push_back({at.line, at.column, severity, std::move(message), rule});
}

std::vector<PageProblem> PageProblems::take()
{
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const PageProblem &a, const PageProblem &b) {
        return a.line != b.line ? a.line < b.line : a.column < b.column;
    });
    if (m_left > 0) {
        PageProblem more = m_problems.back();
        more.severity = m_errors > 0 ? PageProblem::Severity::Error : PageProblem::Severity::Warning;
        more.message = "and " + std::to_string(m_left) + " more problems";
        more.rule = "more-problems";
        m_problems.push_back(more);
    }
    return std::move(m_problems);
}

PageFormat guessFormat(std::string_view page)
{
    if (page.ends_with('\n'))
        page.remove_suffix(1);
    const std::size_t begin = page.rfind('\n') + 1;
    return page.substr(begin) == "# EOF" ? PageFormat::OpenMetrics : PageFormat::Text;
}

StrictPage readOpenMetricsStrictly(std::string_view page);
StrictPage readTextStrictly(std::string_view page);

StrictPage readStrictly(PageFormat format, std::string_view page)
{
    return format == PageFormat::OpenMetrics ? readOpenMetricsStrictly(page) : readTextStrictly(page);
}

} // namespace surgedeck::metrics
