// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/exposition/linescanner.h"

#include <optional>

namespace surgedeck::metrics {

/// The lines of a page without their line feeds; what follows the last one is a line when it is not empty.
class PageLines
{
public:
    explicit PageLines(std::string_view page)
        : m_rest(page)
    {
    }
    std::optional<std::string_view> next();
    int number() const { return m_number; } ///< of the line that was given last, 1-based
    bool endedWithLineFeed() const { return m_endedWithLineFeed; }

private:
    std::string_view m_rest;
    int m_number = 0;
    bool m_endedWithLineFeed = true;
};

/// The sample as it is handed out. `toMilliseconds`: what a timestamp is multiplied with; cut towards zero.
StrictSample strictSampleOf(const ScannedSample &sample, double toMilliseconds);

/// Each label once.
void checkLabelsOnce(const std::vector<ScannedLabel> &labels, PageProblems &problems);

} // namespace surgedeck::metrics
