// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeaxis.h"

#include <algorithm>

namespace surgedeck {

namespace {

TimeRange usable(const TimeRange &range)
{
    TimeRange wanted{std::min(range.from, range.to), std::max(range.from, range.to)};
    if (wanted.length() < TimeAxis::shortest) {
        wanted.from += wanted.length() / 2 - TimeAxis::shortest / 2;
        wanted.to = wanted.from + TimeAxis::shortest;
    }
    return wanted;
}

} // namespace

void TimeAxis::setLive(const TimeRange &range)
{
    if (range == m_live)
        return;
    m_live = range;
    if (isLive())
        Q_EMIT rangeChanged();
}

void TimeAxis::zoomTo(const TimeRange &range)
{
    if (m_steps.empty())
        m_steps.emplace_back();
    m_steps.resize(m_current + 1);
    m_steps.emplace_back(usable(range));
    if (m_steps.size() > mostSteps)
        m_steps.erase(m_steps.begin());
    goTo(m_steps.size() - 1);
}

void TimeAxis::adjustTo(const TimeRange &range)
{
    if (isLive())
        return zoomTo(range);
    m_steps[m_current] = usable(range);
    Q_EMIT rangeChanged();
}

void TimeAxis::back()
{
    if (canGoBack())
        goTo(m_current - 1);
}

void TimeAxis::forward()
{
    if (canGoForward())
        goTo(m_current + 1);
}

void TimeAxis::showLive()
{
    if (isLive())
        return;
    m_steps.resize(m_current + 1);
    m_steps.emplace_back();
    goTo(m_steps.size() - 1);
}

void TimeAxis::goTo(std::size_t step)
{
    m_current = step;
    Q_EMIT rangeChanged();
}

void TimeAxis::setCursor(const std::optional<WallTime> &cursor)
{
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    Q_EMIT cursorChanged();
}

void TimeAxis::setSelection(const std::optional<TimeRange> &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged();
}

} // namespace surgedeck
