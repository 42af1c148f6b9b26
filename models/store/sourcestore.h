// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"

#include <map>

namespace surgedeck {

/// What is known of one source at one moment.
struct SourceView
{
    QString id;
    QString type;
    SourceState state = SourceState::Unknown;
    std::optional<Milliseconds> age; ///< of its newest sample
    std::optional<Milliseconds> waiting; ///< since we began to watch it, as long as it never answered
    Milliseconds staleAfter{3'000};  ///< a sample older than this is not the present
    QString error;                   ///< of the last attempt; empty when it answered
    std::optional<WallTime> nextAttempt;
    std::optional<double> statementsPerSecond;
    std::optional<double> timeShare;
    std::vector<QString> notices;
    std::optional<ServerFacts> facts;
    ServerGauges gauges; ///< empty: this kind tells none
};

/// Folds how each source is. GUI thread (or the thread of a verb).
class SourceStore
{
public:
    void add(const QString &id, const QString &type);
    /// Watching begins; the first call counts.
    void begin(WallTime now);
    void fold(const Record &record);

    /// In the order they were added. `now` decides the ages, and whether a source that answers is stale.
    std::vector<SourceView> views(WallTime now) const;
    SourceView view(const QString &id, WallTime now) const;

private:
    struct Entry
    {
        SourceView view;
        Milliseconds interval{1000};
        std::optional<WallTime> newestSample;
        Milliseconds spacing{0}; ///< learned distance between two newest samples
    };

    static void foldHealth(Entry &entry, const SourceHealth &health);
    SourceView viewOf(const Entry &entry, WallTime now) const;

    std::optional<WallTime> m_begun;
    std::vector<QString> m_order;
    std::map<QString, Entry> m_entries;
};

} // namespace surgedeck
