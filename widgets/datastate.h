// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <optional>

namespace surgedeck {

/// How far the data behind a tile or a panel can be trusted, and the words for it. A state that is not Live, Late,
/// Empty or Partial means that what was last seen must not be read as the present.
struct DataState
{
    enum class Kind
    {
        Loading,      ///< nothing has arrived yet
        Live,         ///< newest sample at most 2 intervals old
        Late,         ///< 2 to 3 intervals
        Stale,        ///< older: shown, marked, and nothing is decided by it
        Disconnected, ///< no data for a minute and no answer: the figure goes
        Full,         ///< the server lives and takes no further session
        Denied,       ///< we may not read this
        Empty,        ///< a true nothing: no rows
        Partial,      ///< some members are missing
    };

    Kind kind = Kind::Loading;
    std::optional<Milliseconds> age{}; ///< of the newest sample
    QString since{};                   ///< clock time: last known at, or disconnected since
    QString message{};                 ///< "MySQL late", "ops_ro may not read statement digests", "No lock waits"
    QString detail{};                  ///< "Connect timed out after 3 s · next try in 4 s"
    QString action{};                  ///< text of the one button that leads on; empty: none

    bool isOld() const { return kind == Kind::Stale || kind == Kind::Disconnected || kind == Kind::Full; }
    /// The rows or the figure may be seen.
    bool showsData() const
    {
        return kind == Kind::Live || kind == Kind::Late || kind == Kind::Stale || kind == Kind::Partial;
    }
    bool operator==(const DataState &) const = default;
};

/// "2 s", "11 min", "3 h": an age as it stands beside a clock symbol.
QString ageText(Milliseconds age);
/// What stands where the age stands: "2 s", "stale 42 s", "since 03:13:03", or nothing.
QString ageText(const DataState &state);
/// "2 seconds old", "stale, 42 seconds old", "no data since 03:13:03": the same for a screen reader.
QString spokenAge(const DataState &state);

} // namespace surgedeck
