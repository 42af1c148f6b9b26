// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/samplestore.h"

#include <mutex>

namespace surgedeck::metrics {

/// One store for all sources of a workspace that scrape, each on its own thread: appending is one at a time, reading is
/// free. Shared by the sources and by whoever evaluates expressions over what they brought.
class SharedSamples
{
public:
    explicit SharedSamples(StoreLimits limits = {})
        : m_store(limits)
    {
    }

    const SampleStore &reading() const { return m_store; }

    /// The right to append, for as long as it lives: take it for one page, not for longer.
    class Appending
    {
    public:
        explicit Appending(SharedSamples &samples)
            : m_lock(samples.m_appending)
            , m_store(samples.m_store)
        {
        }
        SampleStore *operator->() { return &m_store; }

    private:
        std::scoped_lock<std::mutex> m_lock;
        SampleStore &m_store;
    };

private:
    std::mutex m_appending;
    SampleStore m_store;
};

} // namespace surgedeck::metrics
