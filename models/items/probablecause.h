// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

namespace surgedeck {

/// What most likely began it. Inferred from what came first and who blocks whom: whoever shows it says so.
struct ProbableCause
{
    enum class Kind
    {
        LockChain,     ///< one session blocks many
        FirstDeviation ///< something left its band before the headline did
    };

    Kind kind = Kind::FirstDeviation;
    QString source;      ///< the database of the chain
    QString session;     ///< id of the root of the chain
    QString application; ///< of the root
    QString object;      ///< that it holds
    int blocks = 0;
    QString alarm;           ///< the first deviation, in words
    Milliseconds earlier{0}; ///< before the headline
    bool operator==(const ProbableCause &) const = default;
};

/// A root that blocks at least three sessions, the one with most; else the alarm that is older than `headline`; else
/// nothing is known.
std::optional<ProbableCause> probableCause(const Platform &platform, const Alarm &headline);

/// "lock convoy on stock, legacy-db: 48211 stock-sync blocks 63"
QString toWords(const ProbableCause &cause);

} // namespace surgedeck
