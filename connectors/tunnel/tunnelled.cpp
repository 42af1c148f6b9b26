// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tunnel/tunnelled.h"

#include "connectors/tunnel/reroute.h"
#include "connectors/tunnel/sshtunnel.h"
#include "models/base/clock.h"

namespace surgedeck {

namespace {

constexpr Milliseconds longestWait{3'500};
/// Of the 4 s of a call, what the peer needs has to be left.
constexpr Milliseconds patience{500};
/// A person who tests a connection would rather wait than be told to ask again.
constexpr int patientWaits = 2;

/// Something behind the tunnel, made anew whenever the tunnel is: its connections went with it.
template <typename Port>
class Behind
{
public:
    Behind(SourceSettings settings, const Clock &clock, MakeFrom<Port> make)
        : m_settings(std::move(settings))
        , m_clock(clock)
        , m_make(std::move(make))
    {
    }

    /// However long it takes to be there.
    Result<Port *> open(std::stop_token stop)
    {
        if (m_port && m_tunnel->isUp())
            return m_port.get();
        m_port.reset();
        if (!m_tunnel)
            SURGEDECK_CHECK(plan());
        if (const Status up = m_tunnel->ready(Deadline(longestWait, std::move(stop))); !up) {
            if (up.error().kind != Error::Kind::Timeout)
                m_tunnel.reset(); // other ports next time: one of these may be taken by now
            return up.error();
        }
        SURGEDECK_TRY(port, m_make(m_local, m_clock));
        m_port = std::move(port);
        return m_port.get();
    }

    /// For one call of 4 s.
    Result<Port *> ready(std::stop_token stop)
    {
        const MonoTime start = m_clock.monotonic();
        SURGEDECK_TRY(port, open(std::move(stop)));
        if (m_clock.monotonic() - start > patience)
            return Error{Error::Kind::Timeout,
                         QStringLiteral("the way by ssh %1 is there now; the next call goes through it")
                             .arg(m_settings.sshHost)};
        return port;
    }

    /// ssh knows why a peer behind it does not answer; the peer's own client only sees a closed connection.
    Error explained(const Error &error)
    {
        const QString said = m_tunnel ? m_tunnel->takeComplaint() : QString();
        if (said.isEmpty() || error.kind == Error::Kind::Refused || error.kind == Error::Kind::Auth)
            return error;
        return {error.kind, QStringLiteral("%1 (ssh %2: %3)").arg(error.message, m_settings.sshHost, said.right(200))};
    }

    const QString &host() const { return m_settings.sshHost; }

private:
    Status plan()
    {
        auto tunnel = std::make_unique<SshTunnel>(m_settings.sshHost);
        SURGEDECK_TRY(local, rerouted(m_settings, [&](const Endpoint &far) { return tunnel->portTo(far); }));
        m_local = local;
        m_tunnel = std::move(tunnel);
        return ok();
    }

    SourceSettings m_settings;
    const Clock &m_clock;
    MakeFrom<Port> m_make;
    SourceSettings m_local;
    std::unique_ptr<SshTunnel> m_tunnel;
    std::unique_ptr<Port> m_port; ///< goes before its tunnel
};

class TunnelledSource final : public Source
{
public:
    explicit TunnelledSource(Behind<Source> behind)
        : m_behind(std::move(behind))
    {
    }

    Result<PollResult> poll(std::stop_token stop) override
    {
        SURGEDECK_TRY(source, m_behind.ready(stop));
        auto result = source->poll(std::move(stop));
        return result ? std::move(result) : Result<PollResult>(m_behind.explained(result.error()));
    }

    Status signOfLife(std::stop_token stop) override
    {
        SURGEDECK_TRY(source, m_behind.ready(stop));
        return source->signOfLife(std::move(stop));
    }

    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override
    {
        auto source = m_behind.open(stop);
        for (int i = 0; i < patientWaits && !source && source.error().kind == Error::Kind::Timeout; ++i)
            source = m_behind.open(stop);
        DiagnosisStage way{QStringLiteral("name"), bool(source), {}, {}, {}};
        way.value = source ? QStringLiteral("by ssh through %1").arg(m_behind.host()) : source.error().message;
        way.brief = source ? QStringLiteral("by ssh") : QString();
        if (!source) {
            way.failure = source.error().kind;
            way.advice = QStringLiteral("this has to work without a question: ssh -o BatchMode=yes %1 true")
                             .arg(m_behind.host());
            return {way};
        }
        std::vector<DiagnosisStage> stages = (*source)->diagnose(std::move(stop));
        // There is no name to look up on this side.
        if (!stages.empty() && stages.front().stage == way.stage)
            stages.front() = std::move(way);
        else
            stages.insert(stages.begin(), std::move(way));
        return stages;
    }

private:
    Behind<Source> m_behind;
};

class TunnelledActuator final : public Actuator
{
public:
    explicit TunnelledActuator(Behind<Actuator> behind)
        : m_behind(std::move(behind))
    {
    }

    Result<Inspection> inspect(const Command &command, std::stop_token stop) override
    {
        SURGEDECK_TRY(actuator, m_behind.ready(stop));
        return actuator->inspect(command, std::move(stop));
    }
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override
    {
        const auto actuator = m_behind.ready(stop);
        if (!actuator)
            return Error{Error::Kind::Refused, QStringLiteral("nothing was sent: %1").arg(actuator.error().message)};
        return (*actuator)->execute(command, grant, std::move(stop));
    }
    Result<Verdict> verify(const Command &command, std::stop_token stop) override
    {
        SURGEDECK_TRY(actuator, m_behind.ready(stop));
        return actuator->verify(command, std::move(stop));
    }
    Status arm(std::stop_token stop) override
    {
        SURGEDECK_TRY(actuator, m_behind.open(stop));
        return actuator->arm(std::move(stop));
    }

private:
    Behind<Actuator> m_behind;
};

class TunnelledReader final : public MetricReader
{
public:
    explicit TunnelledReader(Behind<MetricReader> behind)
        : m_behind(std::move(behind))
    {
    }
    Result<Matrix> range(const RangeQuery &query, std::stop_token stop) override
    {
        SURGEDECK_TRY(reader, m_behind.ready(stop));
        return reader->range(query, std::move(stop));
    }

private:
    Behind<MetricReader> m_behind;
};

/// What can not work is said when the workspace is opened, not at the first poll.
template <typename Port, typename Tunnelled>
Result<std::unique_ptr<Port>> made(const SourceSettings &settings, const Clock &clock, MakeFrom<Port> make)
{
    SURGEDECK_TRY(local, rerouted(settings, [](const Endpoint &) { return Result<quint16>(1); }));
    SURGEDECK_TRY(tried, make(local, clock));
    tried.reset();
    return std::unique_ptr<Port>(new Tunnelled(Behind<Port>(settings, clock, std::move(make))));
}

} // namespace

Result<SourcePtr> tunnelledSource(const SourceSettings &settings, const Clock &clock, MakeFrom<Source> make)
{
    return made<Source, TunnelledSource>(settings, clock, std::move(make));
}

Result<ActuatorPtr> tunnelledActuator(const SourceSettings &settings, const Clock &clock, MakeFrom<Actuator> make)
{
    return made<Actuator, TunnelledActuator>(settings, clock, std::move(make));
}

Result<std::unique_ptr<MetricReader>> tunnelledReader(const SourceSettings &settings, const Clock &clock,
                                                      MakeFrom<MetricReader> make)
{
    return made<MetricReader, TunnelledReader>(settings, clock, std::move(make));
}

} // namespace surgedeck
