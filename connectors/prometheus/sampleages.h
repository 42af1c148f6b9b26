// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"
#include "connectors/base/probetimer.h"
#include "connectors/prometheus/prometheusanswer.h"
#include "models/domain/promselectors.h"

namespace surgedeck {

/// A metrics server exists to be asked, and a figure that is three seconds old is no longer the present: a request may take
/// a fifth of its time, where a probe of a database may take a hundredth.
inline constexpr int prometheusInverseShare = 5;

/// How old the samples behind an expression are. The API stamps a value with the moment of evaluation, so the age has
/// to be asked for: the newest timestamp() of every selector, each selector once for all expressions, many in one
/// query. One source's, on its worker. Times are the server's.
class SampleAges
{
public:
    /// Selectors of one expression.
    using Ids = std::vector<std::size_t>;

    struct Age
    {
        bool known = false;             ///< every selector was asked for
        std::optional<WallTime> newest; ///< nullopt and known: no selector has a live sample
    };

    SampleAges(const Clock &clock, Milliseconds cadence)
        : m_timer(clock, cadence, prometheusInverseShare)
    {
    }

    Ids add(const QString &expression);
    /// What to ask at this poll; nothing while it is not due, because asking costs the server too.
    std::vector<HttpRequest> requests(WallTime at);
    /// The answers to the last requests(), in their order, and what they cost the server in all.
    void take(const std::vector<Result<PrometheusAnswer>> &answers, std::chrono::nanoseconds cost);
    Age age(const Ids &ids) const;

private:
    enum class Form
    {
        Joint,   ///< with others in one query
        Alone,   ///< a joint query with it was refused
        Samples, ///< timestamp() can not take it: several metric names would give equal label sets
        Never,   ///< refused in every form
    };

    struct Entry
    {
        PromSelector selector;
        Form form = Form::Joint;
        bool known = false;
        std::optional<WallTime> newest;
    };

    void takeJoint(const Ids &group, const Result<PrometheusAnswer> &answer);
    void takeAlone(Entry &entry, const Result<PrometheusAnswer> &answer);

    std::vector<Entry> m_entries;
    std::vector<Ids> m_asked; ///< what each request of the last round was about
    ProbeTimer m_timer;
};

} // namespace surgedeck
