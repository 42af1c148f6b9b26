// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/values.h"

namespace surgedeck {

/// One line of a board's panel.
struct BoardSeries : Located
{
    Expression expr;
    QString name; ///< of each series that the expression gives: {{label}} is replaced; empty: its labels
};

struct BoardPanel : Located
{
    QString title, unit;
    Reference source;
    std::vector<BoardSeries> series;
    std::optional<Comparison> objective;
    int width = 1; ///< columns that it spans
};

/// A view of the user's own, beside the built-in ones: panels row by row, left to right.
struct BoardConfig : Located
{
    QString id, name;
    int columns = 2;
    std::vector<BoardPanel> panels;
};

} // namespace surgedeck
