// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trendline.h"

namespace surgedeck {

struct SpanLook
{
    QColor normal;
    QColor outOfBand;
    double width = 1; ///< of the line, in device pixels
};

/// A trend as an image of `pixels` device pixels: in every column one span from the least to the greatest value that
/// falls into it, its two ends softened by how much of their pixel they cover. One write per pixel, no stroker.
QImage renderSpans(const TrendData &data, const TrendRange &range, const QSize &pixels, const SpanLook &look);

} // namespace surgedeck
