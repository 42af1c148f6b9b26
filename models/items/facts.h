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
    bool figure = false; ///< right aligned
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
    bool operator==(const RowFacts &) const = default;
};

struct ColumnHead
{
    QString title;
    bool figure = false;
};

} // namespace surgedeck
