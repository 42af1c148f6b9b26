// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QObject>

#include <optional>
#include <vector>

namespace surgedeck {

struct TimeRange
{
    WallTime from{};
    WallTime to{};

    Milliseconds length() const { return to - from; }
    bool isEmpty() const { return to <= from; }
    bool contains(WallTime time) const { return time >= from && time <= to; }
    /// 0 at `from`, 1 at `to`; outside of them beyond. 0 in an empty range.
    double share(WallTime time) const;
    WallTime at(double share) const;
    bool operator==(const TimeRange &) const = default;
};

/// What all charts of a window have in common: the span of time that they show, the moment under the cursor, and the
/// range that a person selected. A chart that changes one of them changes it in all. GUI thread; charts keep a pointer
/// and live at most as long as the axis.
class TimeAxis : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The span that moves on with time. Charts show it unless somebody zoomed.
    void setLive(const TimeRange &range);
    const TimeRange &live() const { return m_live; }

    const TimeRange &range() const { return m_zooms.empty() ? m_live : m_zooms[m_current].range; }
    bool isLive() const { return m_zooms.empty() || !m_zooms[m_current].zoomed; }
    /// Shows a span until somebody goes back or live. A span shorter than `shortest` is widened around its middle.
    /// Drops what forward() would have led to.
    void zoomTo(const TimeRange &range);
    /// Moves the span that is shown without a step of history: a drag or a key that is held.
    void panBy(Milliseconds distance);
    void back();
    void forward();
    void showLive();
    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_zooms.size(); }

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
    struct Step
    {
        TimeRange range{};
        bool zoomed = false; ///< false: the live span, wherever it is by now
    };

    TimeRange m_live;
    std::vector<Step> m_zooms; ///< steps of history; empty until the first zoom
    std::size_t m_current = 0;
    std::optional<WallTime> m_cursor;
    std::optional<TimeRange> m_selection;
};

} // namespace surgedeck
