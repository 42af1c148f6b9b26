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
        Frozen,       ///< it answers, and its counters stand still while another source proves that they should not
    };

    Kind kind = Kind::Loading;
    std::optional<Milliseconds> age{}; ///< of the newest sample; Frozen: for how long it stands still; Loading: of the wait
    QString since{};                   ///< clock time: last known at, or disconnected since
    QString message{};                 ///< "MySQL late", "1 of 2 shown", "edge counts 41 /s", "ops_ro may not read statement digests", "No lock waits"
    QString detail{};                  ///< the cause: "Connect timed out after 3 s"
    QString retry{};                   ///< "next try in 4 s"; empty: none is planned
    QString action{};                  ///< text of the one button that leads on; empty: none
    QString source{};                  ///< id of what it is about: where the button leads to

    bool isOld() const { return isLastKnown() || kind == Kind::Disconnected || kind == Kind::Full; }
    /// What is shown is not how things are now.
    bool isLastKnown() const { return kind == Kind::Stale || kind == Kind::Frozen; }
    /// The rows or the figure may be seen.
    bool showsData() const
    {
        return kind == Kind::Live || kind == Kind::Late || kind == Kind::Partial || isLastKnown();
    }
    bool operator==(const DataState &) const = default;
};

/// "2 s", "11 min", "3 h": an age as it stands beside a clock symbol.
QString ageText(Milliseconds age);
/// What stands where the age stands: "2 s", "stale 42 s", "frozen 42 s", "since 03:13:03", or nothing.
QString ageText(const DataState &state);
/// "2 seconds old", "stale, 42 seconds old", "no data since 03:13:03": the same for a screen reader.
QString spokenAge(const DataState &state);

} // namespace surgedeck
