// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/workspace/boardconfig.h"
#include "widgets/chart/chartseries.h"

namespace surgedeck {

/// How the series of an answer are called and measured on a chart.
struct ChartNaming
{
    QString name; ///< {{label}} is replaced; empty: the labels of the series
    QString unit; ///< of the workspace
    QString expression;
    std::optional<Comparison> objective;
};

/// The lines of one answer, in its order. Texts are safe to show.
std::vector<ChartSeries> chartSeriesOf(const Matrix &matrix, const ChartNaming &naming, Milliseconds step);

} // namespace surgedeck
