// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/probesource.h"

#include "connectors/base/httpaddress.h"

#include <algorithm>
#include <iterator>

namespace surgedeck {

Result<SourcePtr> ProbeSource::create(const SourceSettings &settings, const Clock &clock)
{
    if (!settings.samples)
        return Error{Error::Kind::Config, QStringLiteral("there is no store for the samples of %1").arg(settings.id)};
    for (const ProbeStep &step : settings.steps) {
        HttpPeer peer = HttpPeer::of(settings);
        peer.url = step.url.section(QLatin1Char('/'), 0, 2); // what is stored may stand in the rest
        if (const auto address = fitAddress(peer); !address)
            return address.error().in(step.name);
    }
    return SourcePtr(std::make_unique<ProbeSource>(settings, clock));
}

ProbeSource::ProbeSource(SourceSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_samples(m_settings.samples)
    , m_journey(m_settings)
    , m_expressions(m_settings, m_samples)
{
}

void ProbeSource::put(const char *name, const QString &step, std::optional<double> value, WallTime at)
{
    metrics::Labels labels;
    labels.set("job", m_settings.id.toStdString());
    for (const auto &[label, text] : m_settings.labels)
        labels.set(label.toStdString(), text.toStdString());
    if (!step.isEmpty())
        labels.set("step", step.toStdString());
    labels.set(metrics::nameLabel, name);
    metrics::SharedSamples::Appending store(*m_samples);
    store->append(store->seriesFor(labels), {at.time_since_epoch().count(), value.value_or(metrics::staleMarker())});
}

void ProbeSource::tell(const std::vector<ProbeStepResult> &results, WallTime at)
{
    double seconds = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const ProbeStepResult &result = results[i];
        const QString &step = m_settings.steps[i].name;
        const auto known = [&](double value) { return result.reached ? std::optional(value) : std::nullopt; };
        put("probe_step_success", step, known(result.ok ? 1 : 0), at);
        put("probe_step_duration_seconds", step, known(result.seconds), at);
        put("probe_step_status_code", step, result.status ? std::optional<double>(*result.status) : std::nullopt, at);
        seconds += result.seconds;
    }
    const bool all = std::ranges::all_of(results, [](const ProbeStepResult &result) { return result.ok; });
    put("probe_success", {}, all ? 1 : 0, at);
    put("probe_duration_seconds", {}, seconds, at);
}

Result<PollResult> ProbeSource::poll(std::stop_token stop)
{
    const WallTime at = m_clock.now();
    m_expressions.loadEarlier();
    const std::vector<ProbeStepResult> results = m_journey.walk(m_clock, stop);
    if (stop.stop_requested())
        return Error{Error::Kind::Cancelled, QStringLiteral("stopped")};
    tell(results, at);
    PollResult result;
    SourceNotices notices;
    double seconds = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        result.statements += results[i].reached ? 1 : 0;
        seconds += results[i].seconds;
        if (results[i].reached && !results[i].ok)
            notices.attention.push_back(QStringLiteral("%1: %2").arg(m_settings.steps[i].name, results[i].why));
    }
    result.observations.push_back(std::move(notices));
    result.observations.push_back(m_expressions.evaluate(m_clock.now(), stop));
    std::ranges::move(m_expressions.earlier(at, stop), std::back_inserter(result.observations));
    // As one customer: what counts as our load is that one is in the shop, not how slow the shop is.
    result.inFlight = std::chrono::nanoseconds(static_cast<long long>(std::min(seconds, 0.05) * 1e9));
    result.newestSample = at;
    return result;
}

std::vector<DiagnosisStage> ProbeSource::diagnose(std::stop_token stop)
{
    std::vector<DiagnosisStage> stages;
    const auto results = m_journey.walk(m_clock, std::move(stop));
    const bool reached = !results.empty() && results.front().status.has_value();
    stages.push_back({QStringLiteral("connect"), reached,
                      reached ? QStringLiteral("the first step is answered") : QString(),
                      results.empty() ? std::nullopt : std::optional(results.front().seconds * 1000),
                      reached || results.empty() ? QString() : results.front().why});
    double seconds = 0;
    QString why;
    for (std::size_t i = 0; i < results.size(); ++i) {
        seconds += results[i].seconds;
        if (results[i].reached && !results[i].ok)
            why = QStringLiteral("step %1: %2").arg(m_settings.steps[i].name, results[i].why);
    }
    const auto passed = std::ranges::count_if(results, [](const ProbeStepResult &result) { return result.ok; });
    stages.push_back({QStringLiteral("read"), reached ? std::optional(why.isEmpty()) : std::nullopt,
                      QStringLiteral("%1 of %2 steps").arg(passed).arg(results.size()), seconds * 1000, why});
    stages.push_back({QStringLiteral("newest"),
                      reached ? std::optional(true) : std::nullopt,
                      reached ? QStringLiteral("now") : QString(),
                      {},
                      {}});
    return stages;
}

} // namespace surgedeck
