// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"
#include "widgets/trenddata.h"

#include <optional>
#include <vector>

namespace surgedeck {

/// Points of one series with their least and greatest values over ever longer blocks, so that any span of a million
/// points becomes the pixels of a plot in time that depends on the plot's width alone. Value type; the points are kept
/// once.
class SeriesPyramid
{
public:
    SeriesPyramid() = default;
    /// `points` in order of time; what is out of order is left out. Two points further apart than `gapAfter` have a gap
    /// between them (0: never), as has a value that is not finite.
    SeriesPyramid(std::vector<MetricPoint> points, Milliseconds gapAfter);

    /// Newest points; those not newer than the newest one here are left out.
    void append(const std::vector<MetricPoint> &points);
    const std::vector<MetricPoint> &points() const { return m_points; }

    /// The least and the greatest value in `range`.
    std::optional<ValueRange> extent(const TimeRange &range) const;
    /// Index of the point nearest to `time`; nullopt when there is none.
    std::optional<std::size_t> nearest(WallTime time) const;

    /// What `range` looks like in `plot`. With `bad`, columns with values beyond that limit are marked.
    struct Limit
    {
        double value = 0;
        TrendData::BadSide badSide = TrendData::BadSide::None;
    };
    void spans(const TimeRange &range, const SpanPlot &plot, const std::optional<Limit> &bad, ColumnSpans &into) const;

private:
    struct Block
    {
        WallTime first{}; ///< times of its first and its last point
        WallTime last{};
        double low = 0; ///< low > high: no value in it is known
        double high = 0;
        double opening = 0; ///< first and last value; NaN: not known
        double closing = 0;
        Milliseconds widestGap{0}; ///< between two of its points, and to the block before
    };
    class Walk;
    struct Place
    {
        std::size_t level;
        std::size_t index;
    };

    static constexpr std::size_t fanOut = 8;

    void build(std::size_t from);
    Block blockOfPoints(std::size_t index) const;
    bool walkBlock(Walk &walk, std::size_t level, std::size_t index) const;
    bool walkPoint(Walk &walk, std::size_t index) const;
    void widen(ValueRange &found, const TimeRange &range, Place place) const;
    static Block blockOfBlocks(const std::vector<Block> &below, std::size_t index);

    std::vector<MetricPoint> m_points;
    Milliseconds m_gapAfter{0};
    std::vector<std::vector<Block>> m_levels; ///< [0]: fanOut points a block, [1]: fanOut^2, ...
};

} // namespace surgedeck
