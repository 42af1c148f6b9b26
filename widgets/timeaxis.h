// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timerange.h"

#include <QObject>

#include <optional>
#include <vector>

namespace surgedeck {

/// What all charts of a window have in common: the span of time that they show, the moment under the cursor, and the
/// range that a person selected. A chart that changes one of them changes it in all. GUI thread; outlives its charts.
class TimeAxis : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The span that moves on with time. Charts show it unless somebody zoomed.
    void setLive(const TimeRange &range);
    const TimeRange &live() const { return m_live; }

    const TimeRange &range() const { return isLive() ? m_live : *m_steps[m_current]; }
    bool isLive() const { return m_steps.empty() || !m_steps[m_current]; }
    /// Shows a span until somebody goes back. One shorter than `shortest` is widened around its middle. What forward()
    /// would have led to is dropped.
    void zoomTo(const TimeRange &range);
    /// The same without a step of history, for a wheel or a key that is held; from the live span it is a zoom.
    void adjustTo(const TimeRange &range);
    void panBy(Milliseconds distance) { adjustTo({range().from + distance, range().to + distance}); }
    void back();
    void forward();
    void showLive();
    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_steps.size(); }

    const std::optional<WallTime> &cursor() const { return m_cursor; }
    void setCursor(const std::optional<WallTime> &cursor);
    const std::optional<TimeRange> &selection() const { return m_selection; }
    void setSelection(const std::optional<TimeRange> &selection);

    static constexpr Milliseconds shortest{1'000};
    static constexpr std::size_t mostSteps = 64; ///< of history; the oldest go first

Q_SIGNALS:
    void rangeChanged();
    void cursorChanged();
    void selectionChanged();

private:
    using Step = std::optional<TimeRange>; ///< nullopt: the live span, wherever it is by then

    void goTo(std::size_t step);

    TimeRange m_live;
    std::vector<Step> m_steps; ///< empty until the first zoom
    std::size_t m_current = 0;
    std::optional<WallTime> m_cursor;
    std::optional<TimeRange> m_selection;
};

} // namespace surgedeck
