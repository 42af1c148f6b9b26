// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sqllexer.h"
#include "models/store/platform.h"

namespace surgedeck {

bool isDatabase(const SourceConfig &source);
/// A database or Redis: what the query workbench can show.
bool hasQueries(const SourceConfig &source);
SqlDialect dialectOf(const SourceConfig &source);

/// Why one database or Redis needs a look, by what it told last: what its button says in the query workbench, and what
/// the views go to until somebody chooses. Pure.
struct SourceTrouble
{
    /// In the order in which they are looked at first.
    enum class Kind
    {
        None,
        Silent,  ///< it does not answer, or refuses us: nothing is known of it now
        Busy,    ///< more sessions at work than a shop has in the calm
        Misses,  ///< a cache that answers less than before, or hardly at all
        Evicts,  ///< a cache that throws keys away
        Slower,  ///< a statement that matters takes much longer than usual, or reads whole tables for a few rows
        Waiting, ///< sessions wait for locks
    };
    Kind kind = Kind::None;
    double amount = 0; ///< of its kind: among two of a kind the greater one comes first
    Health health = Health::Normal;
    QString words{};  ///< what a button has room for: "6 wait", "×42"; empty: nothing stands out
    QString spoken{}; ///< the same at length: "SELECT products takes 42 times its usual time"
    QString digest{}; ///< the statement to begin with; empty: none

    bool operator==(const SourceTrouble &) const = default;
};

SourceTrouble troubleOf(const Platform &platform, const SourceConfig &source);
/// Of those that `eligible` accepts and that have told anything, the one to look at first; nullptr: none has.
const SourceConfig *mostTroubled(const Platform &platform, bool (*eligible)(const SourceConfig &));

} // namespace surgedeck
