// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/storesink.h"

namespace surgedeck::rules {

SampleSink::Verdict StoreSink::append(const metrics::Labels &series, metrics::Sample sample)
{
    metrics::SharedSamples::Appending store(m_samples);
    const metrics::SeriesRef ref = store->seriesFor(series);
    if (!ref.isValid())
        return Verdict::Refused;
    switch (store->append(ref, sample)) {
    case metrics::AppendResult::Appended:
    case metrics::AppendResult::Duplicate:
        return Verdict::Stored;
    case metrics::AppendResult::OtherValue:
        return Verdict::Duplicate;
    case metrics::AppendResult::OutOfOrder:
    case metrics::AppendResult::TooOld:
        return Verdict::OutOfOrder;
    case metrics::AppendResult::UnknownSeries:
        break;
    }
    return Verdict::Refused;
}

} // namespace surgedeck::rules
