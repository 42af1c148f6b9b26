// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/sampleages.h"

#include "connectors/prometheus/prometheusrequest.h"

#include <algorithm>
#include <cmath>

namespace surgedeck {

namespace {

constexpr qsizetype longestQuery = 8 * 1024; // VictoriaMetrics refuses more than 16 KiB

QString at(const PromSelector &selector, const QString &range = {})
{
    const QString moved = QStringLiteral(" offset %1ms").arg(selector.offset.count());
    return selector.text + range + (selector.offset.count() != 0 ? moved : QString());
}

QString newestOf(const PromSelector &selector)
{
    return QStringLiteral("max(timestamp(%1))").arg(at(selector));
}

/// Gives the one series a label of its own, so that `or` keeps all of them.
QString numbered(const PromSelector &selector, std::size_t id)
{
    return QStringLiteral("label_replace(%1,\"s\",\"%2\",\"\",\"\")").arg(newestOf(selector)).arg(id);
}

std::optional<WallTime> timeFrom(double seconds, const PromSelector &selector)
{
    if (!(std::abs(seconds) < 1e11))
        return std::nullopt;
    return WallTime(Milliseconds(std::llround(seconds * 1000))) + selector.offset;
}

bool isRefusal(const Result<PrometheusAnswer> &answer)
{
    return !answer && (answer.error().kind == Error::Kind::Config || answer.error().kind == Error::Kind::Protocol);
}

} // namespace

SampleAges::Ids SampleAges::add(const QString &expression)
{
    Ids ids;
    for (const PromSelector &selector : promSelectors(expression)) {
        const auto same =
            std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) { return e.selector == selector; });
        ids.push_back(static_cast<std::size_t>(same - m_entries.begin()));
        if (same == m_entries.end())
            m_entries.push_back({selector, selector.oneName ? Form::Joint : Form::Samples, false, {}});
    }
    return ids;
}

std::vector<HttpRequest> SampleAges::requests(WallTime moment)
{
    m_asked.clear();
    std::vector<HttpRequest> requests;
    if (m_entries.empty() || !m_timer.due())
        return requests;
    QString joint;
    Ids group;
    const auto flush = [&] {
        if (group.empty())
            return;
        requests.push_back(instantQuery(joint, moment));
        m_asked.push_back(std::exchange(group, {}));
        joint.clear();
    };
    for (std::size_t id = 0; id < m_entries.size(); ++id) {
        const Entry &entry = m_entries[id];
        if (entry.form == Form::Joint) {
            const QString one = numbered(entry.selector, id);
            if (joint.size() + one.size() > longestQuery)
                flush();
            joint += (group.empty() ? QString() : QStringLiteral(" or ")) + one;
            group.push_back(id);
        } else if (entry.form != Form::Never) {
            const QString query =
                entry.form == Form::Alone ? newestOf(entry.selector) : at(entry.selector, QStringLiteral("[5m]"));
            requests.push_back(instantQuery(query, moment));
            m_asked.push_back({id});
        }
    }
    flush();
    return requests;
}

void SampleAges::take(const std::vector<Result<PrometheusAnswer>> &answers, std::chrono::nanoseconds cost)
{
    if (!m_asked.empty())
        m_timer.ran(cost);
    for (std::size_t i = 0; i < std::min(answers.size(), m_asked.size()); ++i) {
        Entry &first = m_entries[m_asked[i].front()];
        if (first.form == Form::Joint)
            takeJoint(m_asked[i], answers[i]);
        else
            takeAlone(first, answers[i]);
    }
}

void SampleAges::takeJoint(const Ids &group, const Result<PrometheusAnswer> &answer)
{
    for (const std::size_t id : group) {
        if (isRefusal(answer))
            m_entries[id].form = Form::Alone;
        if (!answer)
            continue;
        m_entries[id].known = true;
        m_entries[id].newest.reset();
    }
    if (!answer) {
        if (isRefusal(answer))
            m_timer.reset();
        return;
    }
    for (const MetricSeries &series : answer->series) {
        const std::size_t id = series.labels.empty() ? m_entries.size() : series.labels.front().second.toULongLong();
        if (std::find(group.begin(), group.end(), id) != group.end() && !series.points.empty())
            m_entries[id].newest = timeFrom(series.points.front().value, m_entries[id].selector);
    }
}

void SampleAges::takeAlone(Entry &entry, const Result<PrometheusAnswer> &answer)
{
    if (isRefusal(answer))
        entry.form = entry.form == Form::Alone ? Form::Samples : Form::Never;
    if (!answer)
        return;
    entry.known = true;
    entry.newest.reset();
    for (const MetricSeries &series : answer->series) {
        if (series.points.empty())
            continue;
        const bool samples = entry.form == Form::Samples;
        const double newest =
            samples ? toSeconds(series.points.back().time.time_since_epoch()) : series.points.front().value;
        entry.newest = std::max(entry.newest, timeFrom(newest, entry.selector));
    }
}

SampleAges::Age SampleAges::age(const Ids &ids) const
{
    Age age;
    age.known = true;
    for (const std::size_t id : ids) {
        age.known = age.known && m_entries[id].known;
        age.newest = std::max(age.newest, m_entries[id].newest);
    }
    return age;
}

} // namespace surgedeck
