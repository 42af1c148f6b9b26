// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/varnish/varnishsource.h"

#include "connectors/base/sshcommand.h"
#include "models/domain/sourcesettings.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds limit{3'500};
constexpr qsizetype largestOutput = qsizetype{4} * 1024 * 1024;

struct Field
{
    const char *theirs;
    const char *ours;
    const char *unit;
};

// varnish-counters(7).
constexpr Field fields[] = {
    {"MAIN.uptime", "uptime", "seconds"},
    {"MAIN.client_req", "requests_total", "count"},
    {"MAIN.cache_hit", "cache_hits_total", "count"},
    {"MAIN.cache_hit_grace", "cache_hits_in_grace_total", "count"},
    {"MAIN.cache_miss", "cache_misses_total", "count"},
    {"MAIN.cache_hitpass", "cache_passed_total", "count"},
    {"MAIN.backend_req", "backend_requests_total", "count"},
    {"MAIN.backend_fail", "backend_failed_total", "count"},
    {"MAIN.backend_unhealthy", "backend_unhealthy_total", "count"},
    {"MAIN.n_object", "objects", "count"},
    {"MAIN.n_lru_nuked", "objects_evicted_total", "count"},
    {"MAIN.threads", "threads", "count"},
    {"MAIN.threads_limited", "threads_limit_reached_total", "count"},
    {"MAIN.threads_failed", "threads_failed_total", "count"},
    {"MAIN.thread_queue_len", "thread_queue", "count"},
    {"MAIN.sess_conn", "sessions_total", "count"},
    {"MAIN.sess_queued", "sessions_queued_total", "count"},
    {"MAIN.sess_dropped", "sessions_dropped_total", "count"},
    {"MAIN.busy_sleep", "requests_put_to_sleep_total", "count"},
};

std::optional<double> valueOf(const ServerGauges &gauges, const char *name)
{
    const auto found = std::ranges::find_if(gauges.gauges, [name](const Gauge &gauge) {
        return gauge.name == QLatin1String(name);
    });
    return found == gauges.gauges.end() ? std::nullopt : found->value;
}

} // namespace

Result<ServerGauges> parseVarnishStat(const QByteArray &json)
{
    const QJsonObject document = QJsonDocument::fromJson(json).object();
    const QJsonObject counters =
        document.contains(QLatin1String("counters")) ? document[QLatin1String("counters")].toObject() : document;
    if (!counters.contains(QLatin1String("MAIN.uptime")))
        return Error{Error::Kind::Protocol, QStringLiteral("this is not what varnishstat -1 -j prints: check command")};
    ServerGauges gauges;
    for (const Field &field : fields) {
        const QJsonValue value = counters[QLatin1String(field.theirs)].toObject()[QLatin1String("value")];
        gauges.gauges.push_back({QString::fromLatin1(field.ours),
                                 {},
                                 value.isDouble() ? std::optional(value.toDouble()) : std::nullopt,
                                 QString::fromLatin1(field.unit)});
    }
    return gauges;
}

Result<SourcePtr> VarnishSource::create(const SourceSettings &settings, const Clock &clock)
{
    if (settings.command.isEmpty() || settings.command.front().isEmpty())
        return Error{Error::Kind::Config, QStringLiteral("command: no program is named")};
    return SourcePtr(std::make_unique<VarnishSource>(settings.command, settings.sshHost, clock));
}

VarnishSource::VarnishSource(QStringList command, QString sshHost, const Clock &clock)
    : m_command(std::move(command) + QStringList{QStringLiteral("-1"), QStringLiteral("-j"), QStringLiteral("-t"), QStringLiteral("2")})
    , m_sshHost(std::move(sshHost))
    , m_clock(clock)
{
    if (m_sshHost.isEmpty())
        return;
    QStringList there = sshCommand(m_sshHost, {});
    for (const QString &word : m_command)
        there << quotedForShell(word);
    m_command = there;
}

Result<ServerGauges> VarnishSource::read(std::stop_token stop) const
{
    const Deadline deadline(limit, std::move(stop));
    SURGEDECK_TRY(program, ChildProcess::start(m_command));
    SURGEDECK_TRY(output, program->output(largestOutput, deadline));
    SURGEDECK_TRY(ended, program->waitForEnd(deadline, deadline.left()));
    if (ended && program->hasSucceeded())
        return parseVarnishStat(output);
    const QString complaint = program->takeComplaint();
    if (!m_sshHost.isEmpty() && output.isEmpty())
        return sshError(m_sshHost, complaint);
    const bool missing = complaint.contains(QLatin1String("can not be started"));
    return Error{missing ? Error::Kind::Config : Error::Kind::Unreachable,
                 QStringLiteral("%1: %2").arg(m_command.front(), complaint.right(200))};
}

/// Since the last read: what it was since the start says nothing of now.
void VarnishSource::addHitRatio(ServerGauges &gauges)
{
    const auto hits = valueOf(gauges, "cache_hits_total"), misses = valueOf(gauges, "cache_misses_total");
    std::optional<double> percent;
    if (hits && misses && m_before && *hits >= m_before->hits && *misses >= m_before->misses) {
        const double hit = *hits - m_before->hits, looked = hit + *misses - m_before->misses;
        if (looked > 0)
            percent = 100 * hit / looked;
    }
    m_before = hits && misses ? std::optional(Totals{*hits, *misses}) : std::nullopt;
    gauges.gauges.push_back({QStringLiteral("hit_ratio"), {}, percent, QStringLiteral("percent")});
}

Result<PollResult> VarnishSource::poll(std::stop_token stop)
{
    const MonoTime start = m_clock.monotonic();
    SURGEDECK_TRY(gauges, read(std::move(stop)));
    PollResult result;
    result.statements = 1;
    result.inFlight = m_clock.monotonic() - start;
    gauges.engine = QStringLiteral("varnish");
    addHitRatio(gauges);
    m_rates.fold(gauges, start);
    result.observations.emplace_back(std::move(gauges));
    return result;
}

std::vector<DiagnosisStage> VarnishSource::diagnose(std::stop_token stop)
{
    const MonoTime start = m_clock.monotonic();
    const auto gauges = read(std::move(stop));
    DiagnosisStage read{QStringLiteral("read"), bool(gauges), {}, toSeconds(m_clock.monotonic() - start) * 1000, {}};
    read.value = gauges ? QStringLiteral("varnish, up %1 s").arg(valueOf(*gauges, "uptime").value_or(0), 0, 'f', 0)
                        : gauges.error().message;
    read.brief = gauges ? QStringLiteral("varnish") : QString();
    if (!gauges) {
        read.failure = gauges.error().kind;
        read.advice = QStringLiteral("command: [varnishstat, -n, NAME]; who runs it has to be of the group varnish");
    }
    return {read};
}

} // namespace surgedeck
