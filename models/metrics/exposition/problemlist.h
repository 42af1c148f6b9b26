// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/strictpage.h"

namespace surgedeck::metrics {

/// A place in a page.
struct PagePlace
{
    int line = 0;   ///< 1-based
    int column = 0; ///< 1-based, in characters
};

/// Collects problems; after `most` it only counts.
class PageProblems
{
public:
    static constexpr std::size_t most = 200;

    void error(PagePlace at, const char *rule, std::string message)
    {
        ++m_errors;
        add(at, PageProblem::Severity::Error, rule, std::move(message));
    }
    void warn(PagePlace at, const char *rule, std::string message)
    {
        add(at, PageProblem::Severity::Warning, rule, std::move(message));
    }
    std::size_t errors() const { return m_errors; }
    /// In the order of the page.
    std::vector<PageProblem> take();

private:
    void add(PagePlace at, PageProblem::Severity severity, const char *rule, std::string message);

    std::vector<PageProblem> m_problems;
    std::size_t m_errors = 0;
    std::size_t m_left = 0; // not kept
};

} // namespace surgedeck::metrics
