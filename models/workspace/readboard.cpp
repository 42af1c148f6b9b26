// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace/readsections.h"
#include "models/workspace/readvalues.h"
#include "models/workspace/shapes.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Range<int> columnRange{1, 6};

BoardSeries readSeries(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::boardSeries, problems);
    BoardSeries series;
    series.at = node.at;
    series.expr = readExpression(fields, "expr");
    series.name = fields.text("name");
    return series;
}

BoardPanel readPanel(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::boardPanel, problems);
    BoardPanel panel;
    panel.at = node.at;
    panel.title = fields.text("title");
    panel.unit = readUnit(fields);
    panel.source = readReference(fields, "source");
    panel.objective = readComparison(fields, "objective");
    panel.width = fields.integer("width", columnRange).value_or(panel.width);
    fields.list("series", [&](const YamlNode &item) { panel.series.push_back(readSeries(item, problems)); });
    if (fields.has(QStringLiteral("series")) && panel.series.empty())
        problems.error(node.at, "nothing-measured", QStringLiteral("a panel needs at least one series"));
    return panel;
}

} // namespace

BoardConfig readBoard(const YamlNode &node, ProblemList &problems)
{
    const Fields fields(node, shapes::board, problems);
    BoardConfig board;
    board.at = node.at;
    board.id = readId(fields);
    board.name = fields.text("name");
    if (board.name.isEmpty())
        board.name = board.id;
    board.columns = fields.integer("columns", columnRange).value_or(board.columns);
    fields.list("panels", [&](const YamlNode &item) {
        board.panels.push_back(readPanel(item, problems));
        BoardPanel &panel = board.panels.back();
        if (panel.width > board.columns)
            problems.warn(panel.at, "panel-too-wide",
                          QStringLiteral("the panel is wider than its board, which has %1 columns").arg(board.columns));
        panel.width = std::min(panel.width, board.columns);
    });
    return board;
}

} // namespace surgedeck
