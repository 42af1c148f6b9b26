// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trenddata.h"

class QPainter;
class QRectF;

namespace surgedeck {

/// Another course of the same figure on the scale of the one that is shown, dashed: what it is compared with.
void paintComparedTrend(QPainter &painter, const QRectF &rect, const TrendData &other, const ValueRange &range);

} // namespace surgedeck
