// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/valuescale.h"

#include <QColor>
#include <QRect>

#include <cstdint>
#include <limits>
#include <vector>

class QImage;

namespace surgedeck {

/// A line reduced to pixels: for every column of a plot the highest and the lowest place that it reaches in it, in
/// device pixels from the top. Whatever the number of points, one short span a column is all that has to be painted,
/// and no point that stands out is lost.
struct ColumnSpans
{
    static constexpr float nothing = std::numeric_limits<float>::infinity();

    struct Span
    {
        float top = nothing; ///< above `bottom`; `nothing` in a column that the line does not cross
        float bottom = -nothing;

        bool isEmpty() const { return top > bottom; }
        void add(float y) // a NaN changes nothing
        {
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    };

    std::vector<Span> spans;
    std::vector<std::uint8_t> outOfBand; ///< 1: the column holds a value that is out of band. Empty: none does

    void clear(std::size_t columns);
};

/// The plot that values become pixels of.
struct SpanPlot
{
    QSize pixels;
    ValueRange range{};
    double lineWidth = 1; ///< half of it stays free at the top and at the foot

    /// y = offset + slope * value, kept within the plot.
    float slope() const;
    float offset() const;
    float highest() const { return float(lineWidth / 2); }
    float lowest() const { return float(pixels.height() - lineWidth / 2); }
};

/// How a line looks. Lines of one chart differ by dash and shade, never by hue.
struct SpanLook
{
    QColor normal;
    QColor outOfBand;
    double width = 1; ///< device pixels
    int dash = 0;     ///< device pixels along the line that are drawn ...
    int space = 0;    ///< ... and left out; 0: solid
};

/// Paints over what `image` holds (RGB32 or premultiplied ARGB32). The plot's left upper corner is that of `clip`, and
/// nothing outside of it is touched. The upper and the lower end of a span are softened by how much of their pixel they
/// cover.
void paintSpans(QImage &image, const QRect &clip, const ColumnSpans &columns, const SpanLook &look);

} // namespace surgedeck
