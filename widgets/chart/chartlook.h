// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartseries.h"
#include "widgets/columnspans.h"
#include "widgets/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace surgedeck {

/// Shade of the n-th series of a chart. Hue is kept for what is wrong, so series differ by shade, dash and letter.
Ink seriesInk(std::size_t index);
/// How the n-th series is drawn at this pixel ratio.
SpanLook seriesLook(std::size_t index, const ChartSeries &series, qreal ratio);
/// A short piece of the line, as a legend shows it.
void drawSeriesSample(QPainter &painter, const QRectF &rect, std::size_t index, const ChartSeries &series);

} // namespace surgedeck
