// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/sharedseries.h"
#include "models/domain/record.h"

#include <QHash> // std::hash<QString>

#include <unordered_map>

namespace surgedeck {

/// The newest value of one watched expression.
struct MetricView
{
    std::optional<double> value; ///< nullopt: no sample, NaN, an error, or nothing came yet
    std::optional<WallTime> newestSample; ///< of its selectors; nullopt: it has none
    std::optional<WallTime> evaluatedAt;
    QString error;
    QString source; ///< that evaluated it
    std::optional<WallTime> unchangedSince; ///< of the evaluation that first gave this value, to the last bit
};

/// Folds the values of watched expressions, newest and the last hour. GUI thread.
class MetricStore
{
public:
    static constexpr Milliseconds historySpan{60 * 60'000};
    static constexpr Milliseconds bucket{5'000}; ///< older points are kept one a bucket

    void fold(const Record &record);
    MetricView view(const QString &key) const;
    /// Oldest first; empty for a key that never had a value.
    const SharedSeries<MetricPoint> &history(const QString &key) const;
    /// What it was a week before, by the times of now: up to an hour before and an hour after it was asked for. Empty
    /// where nobody knows.
    const std::vector<MetricPoint> &lastWeek(const QString &key) const;

private:
    struct Entry
    {
        MetricView view;
        SharedSeries<MetricPoint> history;
        CopyOnWrite<std::vector<MetricPoint>> lastWeek;
    };

    void foldSample(const MetricSample &sample, const QString &source);
    void foldHistory(const MetricHistory &history);
    Entry *entryFor(const QString &key);
    static void append(SharedSeries<MetricPoint> &history, MetricPoint point);

    std::unordered_map<QString, Entry> m_entries;
};

} // namespace surgedeck
