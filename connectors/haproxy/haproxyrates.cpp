// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxyrates.h"

namespace surgedeck {

namespace {

constexpr qint64 heaviest = 256;
constexpr qint64 mostSessions = 1'000'000'000;

struct Weights
{
    std::optional<qint64> now;
    std::optional<qint64> initial;
};

using Key = std::pair<QByteArray, QByteArray>;

std::optional<qint64> within(std::optional<qint64> value, qint64 most)
{
    return value && *value >= 0 && *value <= most ? value : std::nullopt;
}

std::map<Key, Weights> weightsIn(const HaproxyTable &state)
{
    std::map<Key, Weights> weights;
    for (std::size_t row = 0; row < state.rowCount(); ++row) {
        weights[{state.text(row, "be_name"), state.text(row, "srv_name")}] = {
            within(state.number(row, "srv_uweight"), heaviest), within(state.number(row, "srv_iweight"), heaviest)};
    }
    return weights;
}

/// UP, UP 1/3, no check, DRAIN and NOLB answer what they get; DOWN, MAINT and what we do not know do not.
bool answers(const QByteArray &status)
{
    return status.startsWith("UP") || status == "no check" || status.startsWith("DRAIN") || status == "NOLB";
}

std::optional<int> asInt(std::optional<qint64> value)
{
    const auto bounded = within(value, mostSessions);
    return bounded ? std::optional(static_cast<int>(*bounded)) : std::nullopt;
}

std::optional<double> rate(std::optional<qint64> before, std::optional<qint64> now, double seconds)
{
    if (!before || !now || *now < *before || seconds <= 0)
        return std::nullopt;
    return static_cast<double>(*now - *before) / seconds;
}

} // namespace

std::vector<RouterServer> HaproxyRates::fold(const QString &instance, const HaproxyReading &reading, MonoTime at)
{
    const auto weights = weightsIn(reading.state);
    const bool continued = m_process == reading.process;
    const double seconds = toSeconds(at - m_at);
    std::map<Key, Counters> now;
    std::vector<RouterServer> servers;
    for (std::size_t row = 0; row < reading.stats.rowCount(); ++row) {
        const Key key{reading.stats.text(row, "pxname"), reading.stats.text(row, "svname")};
        const auto weight = weights.find(key);
        if (weight == weights.end() || !weight->second.now || !weight->second.initial)
            continue;
        RouterServer server;
        server.instance = instance;
        server.backend = QString::fromUtf8(key.first);
        server.server = QString::fromUtf8(key.second);
        server.weight = static_cast<int>(*weight->second.now);
        server.initialWeight = static_cast<int>(*weight->second.initial);
        server.status = QString::fromUtf8(reading.stats.text(row, "status"));
        server.up = answers(reading.stats.text(row, "status"));
        server.sessions = asInt(reading.stats.number(row, "scur"));
        server.queue = asInt(reading.stats.number(row, "qcur"));
        now[key] = {reading.stats.number(row, "stot"), reading.stats.number(row, "hrsp_5xx")};
        const auto before = m_before.find(key);
        if (continued && before != m_before.end()) {
            server.requestsPerSecond = rate(before->second.requests, now[key].requests, seconds);
            server.errorsPerSecond = rate(before->second.errors, now[key].errors, seconds);
        }
        servers.push_back(std::move(server));
    }
    m_process = reading.process;
    m_at = at;
    m_before = std::move(now);
    return servers;
}

} // namespace surgedeck
