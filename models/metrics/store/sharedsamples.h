// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/samplestore.h"
#include "models/metrics/storecover.h"

#include <functional>
#include <mutex>
#include <string>

namespace surgedeck::metrics {

/// What earlier sessions left for a store.
struct EarlierSamples
{
    std::vector<Stretch> stretches; ///< in order of time
    std::vector<std::string> problems;
};

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

    /// How the store gets what earlier sessions left. Before anything appends.
    void setLoader(std::function<EarlierSamples(SampleStore &)> loader) { m_loader = std::move(loader); }
    /// Loads that, once: whoever is first does it, the others wait. To be called before the first sample of a session
    /// is appended, for what is older is not taken after it.
    const EarlierSamples &loadEarlier()
    {
        std::call_once(m_loading, [this] {
            const std::scoped_lock lock(m_appending);
            if (m_loader)
                m_earlier = m_loader(m_store);
        });
        return m_earlier;
    }

    /// How a store of its own gets what was kept of some time of the past; for whoever asks, on its own thread.
    void setPast(std::function<void(SampleStore &, Stretch)> past) { m_past = std::move(past); }
    void loadPast(SampleStore &into, Stretch time) const
    {
        if (m_past)
            m_past(into, time);
    }

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
    std::once_flag m_loading;
    std::function<EarlierSamples(SampleStore &)> m_loader;
    std::function<void(SampleStore &, Stretch)> m_past;
    EarlierSamples m_earlier; ///< never changed after it was loaded
};

} // namespace surgedeck::metrics
