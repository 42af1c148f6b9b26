// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartlook.h"

#include "widgets/theme/theme.h"
#include "widgets/trendline.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace surgedeck {

namespace {

struct Dash
{
    int drawn; ///< logical pixels
    int left;
};

constexpr std::array<Dash, 4> dashes{{{0, 0}, {10, 4}, {4, 4}, {2, 3}}};
constexpr std::array<Ink, 2> inks{&Colours::dataNormal, &Colours::text1};

} // namespace

Ink seriesInk(std::size_t index)
{
    return inks[index / dashes.size() % inks.size()];
}

SpanLook seriesLook(std::size_t index, const ChartSeries &series, qreal ratio)
{
    const QColor normal = theme::colour(series.state.isOld() ? &Colours::stale : seriesInk(index));
    const Dash dash = dashes[index % dashes.size()];
    return {.normal = normal,
            .outOfBand = series.state.isOld() ? normal : outOfBandInk(series.health, normal),
            .width = lineWidth * ratio,
            .dash = int(std::lround(dash.drawn * ratio)),
            .space = int(std::lround(dash.left * ratio))};
}

void drawSeriesSample(QPainter &painter, const QRectF &rect, std::size_t index, const ChartSeries &series)
{
    const SpanLook look = seriesLook(index, series, 1);
    const double y = std::floor(rect.center().y()) + 0.5;
    const double step = look.space == 0 ? rect.width() : look.dash + look.space;
    const double drawn = look.space == 0 ? rect.width() : look.dash;
    for (double x = rect.left(); x < rect.right(); x += step)
        painter.fillRect(QRectF(x, y - 1, std::min(drawn, rect.right() - x), 2), look.normal);
}

} // namespace surgedeck
