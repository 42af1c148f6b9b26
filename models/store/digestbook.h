// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/observation.h"

#include <QSet>

#include <array>
#include <unordered_map>

namespace surgedeck {

/// What is kept of one digest from session to session: when it was seen first, and how long it takes at each hour of
/// the day (UTC).
struct DigestMemory
{
    struct Hour
    {
        double calls = 0, totalMs = 0; ///< of earlier days; an older day counts less, four fifths of the next one
        int days = 0;                  ///< that went into it
        qint64 today = 0;              ///< day since 1970 of what follows
        double callsToday = 0, totalMsToday = 0;
        bool operator==(const Hour &) const = default;
    };

    WallTime firstSeen{};
    bool isCertain = false; ///< we had been watching for a while when it came
    std::array<Hour, 24> hours{};
    bool operator==(const DigestMemory &) const = default;
};

/// The mean of a digest at this hour on earlier days.
struct UsualMean
{
    double ms = 0;
    int days = 0;
};

/// The digests of one database, as they are remembered beyond a session. A digest that comes while we have been
/// watching for less than a quarter of an hour may be older than that. At most 20,000; what comes after has no memory.
/// GUI thread.
class DigestBook
{
public:
    static constexpr std::size_t most = 20'000;
    static constexpr Milliseconds settling{15 * 60'000};

    void fold(WallTime at, const Observation &observation);
    /// What was kept of an earlier session. What is known better by now stays.
    void load(const QString &digest, const DigestMemory &memory);
    /// nullptr: never seen.
    const DigestMemory *find(const QString &digest) const;
    std::optional<UsualMean> usual(const QString &digest, WallTime now) const;
    /// Those that are not as they were when this was called last.
    std::vector<std::pair<QString, DigestMemory>> takeChanged();

private:
    void see(const QString &digest, WallTime at);
    void foldDelta(WallTime at, const DigestDelta &delta);
    void noteChange(const QString &digest);

    std::unordered_map<QString, CopyOnWrite<DigestMemory>> m_digests;
    QSet<QString> m_changed; ///< implicitly shared
    std::optional<WallTime> m_watchedSince;
};

} // namespace surgedeck
