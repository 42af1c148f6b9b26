// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/metrics/store/sharedsamples.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <optional>

namespace surgedeck {

struct SampleBlockLimits
{
    qint64 mostBytes = 512LL * 1024 * 1024;    ///< on disk, the oldest leave first
    Milliseconds keep{8 * 24 * 3'600'000LL};   ///< the same hour last week, and a day
    qint64 mostLoadedBytes = 24 * 1024 * 1024; ///< at a start, the newest; some 80 million samples
    Milliseconds loaded{2 * 3'600'000LL};      ///< what a store keeps in memory
};

/// What was scraped, on disk: blocks of the sample store (models/metrics/store/block.h), named by their first and last
/// millisecond, in a folder of the workspace's state. A block is written whole or not at all; one that is damaged is
/// renamed to *.damaged and told. Blocks, on one thread at a time; any number of processes read, one writes.
class SampleBlocks
{
public:
    explicit SampleBlocks(QString directory, const SampleBlockLimits &limits = {});

    /// Reads the newest into a store that is empty. Never fails: what could not be read is among the problems.
    metrics::EarlierSamples load(metrics::SampleStore &store, WallTime now) const;
    /// Reads what overlaps a time of the past, for a look at last week.
    void loadAround(metrics::SampleStore &store, WallTime from, WallTime to) const;

    enum class Keep
    {
        WhatIsComplete, ///< pages on their way may still bring samples of the last seconds
        Everything      ///< the session ends
    };
    /// Writes what came since the last block, from `began` on; puts the blocks of past hours together; drops what is
    /// too old or too much. Nothing when another process writes here. Errors: Config, Full.
    Status keep(const metrics::SampleStore &store, WallTime began, WallTime now, Keep what);

    const QString &directory() const { return m_directory; }

private:
    struct File
    {
        QString path;
        qint64 fromMs = 0, toMs = 0, bytes = 0;
    };

    std::vector<File> files() const;
    bool takeLock();
    Status writeHours(const metrics::SampleStore &store, metrics::Stretch time) const;
    Status write(const metrics::SampleStore &store, qint64 fromMs, qint64 toMs) const;
    Status joinHours(qint64 nowMs) const;
    Status join(const std::vector<File> &parts) const;
    void dropBeyond(qint64 nowMs) const;
    /// What is wrong with it; empty: it was read.
    QString read(const File &file, metrics::SampleStore &store) const;

    QString m_directory;
    SampleBlockLimits m_limits;
    std::unique_ptr<QLockFile> m_lock; ///< held as long as we write here
    std::optional<qint64> m_keptMs;    ///< when keep() wrote last
};

} // namespace surgedeck
