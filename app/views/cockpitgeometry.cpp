// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/cockpitgeometry.h"

#include "widgets/theme/theme.h"

#include <array>
#include <numeric>

namespace surgedeck {

namespace {

using Form = CockpitGeometry::Form;
using Scene = CockpitGeometry::Scene;

constexpr int windowEdges = 2 * size::gap;

Form formOf(int viewWidth)
{
    const int window = viewWidth + windowEdges;
    const int atFullText = window * 100 / theme::textPercent();
    if (atFullText >= size::cockpitWide)
        return Form::Wide;
    const bool laptop = window >= size::cockpitLaptop && atFullText >= size::cockpitLaptopLeast;
    return laptop ? Form::Laptop : Form::Pages;
}

/// `total` shared in proportion to `parts`; the last takes what rounding leaves.
template <std::size_t N>
std::array<int, N> shared(int total, const std::array<int, N> &parts)
{
    const int sum = std::accumulate(parts.begin(), parts.end(), 0);
    std::array<int, N> result{};
    int left = total;
    for (std::size_t i = 0; i + 1 < N; ++i) {
        result[i] = total * parts[i] / sum;
        left -= result[i];
    }
    result[N - 1] = left;
    return result;
}

/// Widths of the three columns.
std::array<int, 3> columnsOf(Form form, int width)
{
    const int room = width - 2 * size::gap;
    if (form == Form::Laptop)
        return shared<3>(room, {size::leftLaptop, size::middleLaptop, size::rightLaptop});
    std::array<int, 3> full{size::leftColumn, size::middleColumn, size::rightColumn};
    for (int &column : full)
        column = theme::scaled(column);
    const int extra = room - full[0] - full[1] - full[2];
    if (extra < 0)
        return shared<3>(room, full);
    return {full[0], full[1] + extra / 2, full[2] + extra - extra / 2};
}

/// Heights of panels above each other: as designed, less in proportion where there is less; more goes to `grows`.
template <std::size_t N>
std::array<int, N> heightsOf(int height, std::array<int, N> wanted, std::size_t grows)
{
    const int room = height - int(N - 1) * size::gap;
    for (int &part : wanted)
        part = theme::scaled(part);
    const int extra = room - std::accumulate(wanted.begin(), wanted.end(), 0);
    if (extra < 0)
        return shared<N>(room, wanted);
    wanted[grows] += extra;
    return wanted;
}

template <std::size_t N>
std::array<QRect, N> stacked(const QRect &column, const std::array<int, N> &heights)
{
    std::array<QRect, N> result;
    int top = column.top();
    for (std::size_t i = 0; i < N; ++i) {
        result[i] = QRect(column.left(), top, column.width(), heights[i]);
        top += heights[i] + size::gap;
    }
    return result;
}

void placeLeftWithoutTrends(CockpitGeometry &geometry, const QRect &column)
{
    const auto two = stacked(column, heightsOf<2>(column.height(), {size::alarmsLaptop, size::healthLaptop}, 1));
    geometry.alarms = two[0];
    geometry.health = two[1];
    geometry.trends = {};
}

void placeLeft(CockpitGeometry &geometry, const QRect &column, Scene scene)
{
    const bool wide = geometry.form == Form::Wide;
    const int least = size::alarmsLaptop + size::healthLaptop + size::trendsLaptop;
    if (scene == Scene::Replay && column.height() < theme::scaled(least))
        return placeLeftWithoutTrends(geometry, column);
    const auto panels =
        stacked(column, heightsOf<3>(column.height(),
                                     wide ? std::array{size::alarmsPanel, size::healthPanel, size::trendsPanel}
                                          : std::array{size::alarmsLaptop, size::healthLaptop, size::trendsLaptop},
                                     2));
    geometry.alarms = panels[0];
    geometry.health = panels[1];
    geometry.trends = panels[2];
}

void placeMiddle(CockpitGeometry &geometry, const QRect &column)
{
    const bool wide = geometry.form == Form::Wide;
    const auto panels = stacked(column, heightsOf<2>(column.height(),
                                                     wide ? std::array{size::queriesPanel, size::trafficPanel}
                                                          : std::array{size::queriesLaptop, size::trafficLaptop},
                                                     0));
    geometry.queries = panels[0];
    geometry.traffic = panels[1];
    geometry.detail = column;
}

void placePages(CockpitGeometry &geometry, QRect page)
{
    const int buttons = theme::grown(size::target, {Text::BodyStrong});
    geometry.pageButtons = QRect(page.left(), page.top(), page.width(), buttons);
    page.setTop(page.top() + buttons + size::gap);
    placeLeft(geometry, page, Scene::Live);
    placeMiddle(geometry, page);
    if (page.height() >= theme::scaled(size::pageLeast)) {
        geometry.pages = {0, 0, 0, 1, 1, 2};
        return;
    }
    geometry.pages = {0, 0, 1, 2, 3, 4};
    const auto two = stacked(page, heightsOf<2>(page.height(), {size::alarmsLaptop, size::healthLaptop}, 1));
    geometry.alarms = two[0];
    geometry.health = two[1];
    geometry.trends = geometry.queries = geometry.traffic = page;
}

} // namespace

CockpitGeometry cockpitGeometry(const QSize &view, CockpitGeometry::Scene scene)
{
    CockpitGeometry geometry;
    geometry.form = formOf(view.width());
    const int tile = geometry.form == Form::Wide ? size::tile : size::tileCompact;
    const int tiles = theme::grown(tile, {Text::Body, Text::Hero, Text::Small});
    const int timeline = theme::grown(size::timeline, {Text::BodyStrong, Text::Micro});
    geometry.tiles = QRect(0, 0, view.width(), tiles);
    const int below = scene == Scene::Live ? timeline + size::gap : 0;
    if (scene == Scene::Live)
        geometry.timeline = QRect(0, view.height() - timeline, view.width(), timeline);
    const QRect main(0, tiles + size::gap, view.width(), view.height() - tiles - size::gap - below);
    if (geometry.form == Form::Pages) {
        const auto columns =
            shared<2>(view.width() - size::gap, {size::leftLaptop + size::middleLaptop / 4, size::rightLaptop});
        placePages(geometry, QRect(0, main.top(), columns[0], main.height()));
        geometry.runbook = QRect(columns[0] + size::gap, main.top(), columns[1], main.height());
        geometry.chart = geometry.detail;
        return geometry;
    }
    const auto columns = columnsOf(geometry.form, view.width());
    const int second = columns[0] + size::gap;
    const int third = second + columns[1] + size::gap;
    placeLeft(geometry, QRect(0, main.top(), columns[0], main.height()), scene);
    placeMiddle(geometry, QRect(second, main.top(), columns[1], main.height()));
    geometry.runbook = QRect(third, main.top(), columns[2], main.height());
    geometry.chart = QRect(0, main.top(), second + columns[1], main.height());
    return geometry;
}

} // namespace surgedeck
