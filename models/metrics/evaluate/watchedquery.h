// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"
#include "models/metrics/store/samplestore.h"

#include <memory>

namespace surgedeck::metrics {

/// An expression that is asked again and again: a tile, the condition of an alarm, a guard of a traffic shift. The
/// answer is that of evaluateInstant(), but of its selectors, its functions of ranges and the aggregations around them
/// the windows are kept, so that a step costs what has come since the last one. Sub-queries and what has an `@` are
/// evaluated fully. Also when series come and go, and when a step lies before the last.
///
/// Remembers for as long as the store keeps: windows that are longer than its retention may know more than it does.
/// Used by one thread; the store may be appended to meanwhile.
class WatchedQuery
{
public:
    /// The store must outlive it. `options.text` is replaced by `text`.
    static Outcome<WatchedQuery> make(const std::string &text, const SampleStore &store, EngineOptions options);
    WatchedQuery(WatchedQuery &&) noexcept;
    WatchedQuery &operator=(WatchedQuery &&) noexcept;
    ~WatchedQuery();

    Outcome<QueryResult> at(std::int64_t timeMs);
    /// What may end the next steps.
    void setInterrupted(std::function<std::optional<ErrorType>()> interrupted);

    const Expr &expression() const;

private:
    struct Parts;
    explicit WatchedQuery(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace surgedeck::metrics
