// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"
#include "models/metrics/evaluate/steps.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace surgedeck::metrics {

class Substitutes;

/// What all parts of one evaluation share: where they read, their limits, and what they have to say. The first error
/// ends it: parts return early when failed(). Used by one thread.
class Evaluation
{
public:
    Evaluation(const Storage &storage, const EngineOptions &options, EvaluationTimes query)
        : m_storage(storage)
        , m_options(options)
        , m_query(query)
    {
    }
    Evaluation(const Evaluation &) = delete;
    Evaluation &operator=(const Evaluation &) = delete;

    const Storage &storage() const { return m_storage; }
    const EngineOptions &options() const { return m_options; }
    bool isV2() const { return m_options.compat == Compat::V2; }
    const EvaluationTimes &query() const { return m_query; }

    bool failed() const { return m_error.has_value(); }
    const std::optional<EngineError> &error() const { return m_error; }
    void fail(std::string message, ErrorType type = ErrorType::Execution);

    /// Counts work (values looked at) and asks now and then whether to go on. False: failed.
    bool proceed(std::size_t work);
    /// Values that stay in memory, until released. False: more than the limit, and failed.
    bool hold(std::size_t values);
    void release(std::size_t values) { m_held -= values < m_held ? values : m_held; }

    // 3.x only: 2.42 has no annotations.
    void warn(const std::string &message, TextRange where);
    void inform(const std::string &message, TextRange where);
    std::vector<std::string> warnings() const;
    std::vector<std::string> infos() const;

    /// What knows parts of the expression already; nullptr: nothing does. Must outlive the evaluation.
    void setSubstitutes(Substitutes *substitutes) { m_substitutes = substitutes; }
    Substitutes *substitutes() const { return m_substitutes; }

    void touched(std::int64_t timeMs)
    {
        if (timeMs > m_newest)
            m_newest = timeMs;
    }
    std::optional<std::int64_t> newestSampleMs() const;

private:
    std::string positioned(const std::string &message, TextRange where) const;

    const Storage &m_storage;
    const EngineOptions &m_options;
    EvaluationTimes m_query;
    std::optional<EngineError> m_error;
    std::set<std::string> m_warnings;
    std::set<std::string> m_infos;
    std::size_t m_work = 0;
    std::size_t m_held = 0;
    Substitutes *m_substitutes = nullptr;
    std::int64_t m_newest = std::numeric_limits<std::int64_t>::min();
};

} // namespace surgedeck::metrics
