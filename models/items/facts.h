// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "models/domain/roles.h"

#include <QString>

#include <optional>
#include <vector>

namespace surgedeck {

/// What one cell says, in the terms of roles.h. Texts are safe to show.
struct CellFacts
{
    QString text{};
    QString unit{};
    QString lead{};
    QString trail{};
    Emphasis emphasis = Emphasis::Primary;
    Health health = Health::Normal;
    bool figure = false;    ///< right aligned
    bool outlined = false;  ///< its shape is hollow this time
    bool shapeless = false; ///< words only, in a column of states
    std::optional<double> bar{};
    std::optional<double> barLimit{};
    QString tip{};
    QString spoken{};
    bool operator==(const CellFacts &) const = default;

    QVariant forRole(int role) const;
};

/// One row: `id` is its identity from update to update.
struct RowFacts
{
    QString id;
    std::vector<CellFacts> cells;
    bool stale = false;
    Health tint = Health::Normal; ///< the row stands on the tint of this state
    bool operator==(const RowFacts &) const = default;
};

struct ColumnHead
{
    QString title;
    bool figure = false;
    bool operator==(const ColumnHead &) const = default;
};

} // namespace surgedeck
