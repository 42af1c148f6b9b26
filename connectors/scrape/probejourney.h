// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/http.h"

namespace surgedeck {

/// What one step of a journey came to.
struct ProbeStepResult
{
    bool reached = false; ///< false: an earlier step failed, and nothing is known of this one
    bool ok = false;
    QString why; ///< of a step that failed; holds nothing that a step stored
    double seconds = 0;
    std::optional<int> status;
};

/// Walks through a shop as a customer would: requests one after the other, each over a new connection, values from one
/// answer used in the next request, each answer checked by its content. Ends at the first step that fails. Redirects
/// are not followed, cookies not kept. Bounded: 20 steps, 1 MiB an answer, one deadline. Worker thread of its source.
class ProbeJourney
{
public:
    explicit ProbeJourney(SourceSettings settings)
        : m_settings(std::move(settings))
    {
    }

    std::vector<ProbeStepResult> walk(const Clock &clock, std::stop_token stop);

private:
    ProbeStepResult take(const ProbeStep &step, Milliseconds limit, std::stop_token stop);
    Result<HttpPeer> peerFor(const ProbeStep &step) const;
    /// Empty: the answer is as it should be, and its values are stored.
    QString check(const ProbeStep &step, const HttpAnswer &answer, double seconds);
    QString store(const ProbeStep &step, const QString &body);

    enum class Place
    {
        Url,
        Body,
        Header
    };
    QString filled(const QString &text, Place place) const;

    SourceSettings m_settings;
    std::map<QString, QString> m_values; ///< of this walk
};

/// The text at a path of a JSON text, "order.items.0.id"; nullopt: there is none.
std::optional<QString> jsonAt(const QString &body, const QString &path);

} // namespace surgedeck
