// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QtGlobal>

namespace surgedeck {

/// How much a journal keeps and what it leaves free: the one place.
struct JournalLimits
{
    qint64 mostBytes = qint64{2} * 1024 * 1024 * 1024;
    std::chrono::hours longest{48};
    qint64 segment = 1'000;                            ///< entries that are dropped together
    qint64 ballastBytes = qint64{32} * 1024 * 1024;    ///< given up on a full disk, so that events can still be written
    qint64 leastFreeBytes = qint64{256} * 1024 * 1024; ///< below this only events are written
    int leastFreePercent = 2;                          ///< or below this much of a small disk
    Milliseconds syncEvery{10'000};                    ///< observations outlive a power cut after this long
};

} // namespace surgedeck
