// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxysource.h"

#include "connectors/base/guard.h"
#include "connectors/base/socketdeadline.h"
#include "connectors/haproxy/haproxydiagnosis.h"
#include "models/domain/sourcesettings.h"

#include <QStringList>

#include <thread>

namespace surgedeck {

namespace {

// Below the limit of a call: a dead balancer is to be seen within 5 s, the wait for the next poll included.
constexpr Milliseconds answerLimit{3000};
static_assert(answerLimit < callDeadline);
constexpr qsizetype mostBalancers = 32;

Result<QStringList> addressesOf(const SourceSettings &settings)
{
    // One address is the endpoint; of several, the endpoint is the first.
    QStringList addresses = settings.endpoints;
    if (addresses.isEmpty() && !settings.endpoint.isEmpty())
        addresses = QStringList{settings.endpoint};
    if (addresses.isEmpty())
        return Error{Error::Kind::Config, QStringLiteral("there is no address")};
    if (addresses.removeDuplicates() > 0)
        return Error{Error::Kind::Config, QStringLiteral("an address is listed twice")};
    if (addresses.size() > mostBalancers)
        return Error{Error::Kind::Config, QStringLiteral("at most %1 addresses").arg(mostBalancers)};
    return addresses;
}

} // namespace

Result<SourcePtr> HaproxySource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(addresses, addressesOf(settings));
    std::vector<Balancer> balancers;
    for (const QString &address : addresses) {
        SURGEDECK_TRY(endpoint, parseHaproxyAddress(address));
        balancers.push_back({HaproxyInstance(std::move(endpoint)), {}, {}});
    }
    std::optional<HaproxyInstance> act;
    if (!settings.actEndpoint.isEmpty()) {
        auto endpoint = parseHaproxyAddress(settings.actEndpoint);
        if (!endpoint)
            return endpoint.error().in(QStringLiteral("act_address"));
        act.emplace(std::move(*endpoint));
    }
    return SourcePtr(new HaproxySource(std::move(balancers), std::move(act), clock));
}

HaproxySource::HaproxySource(std::vector<Balancer> balancers, std::optional<HaproxyInstance> act, const Clock &clock)
    : m_balancers(std::move(balancers))
    , m_act(std::move(act))
    , m_clock(clock)
{
}

Result<PollResult> HaproxySource::poll(std::stop_token stop)
{
    return guarded([&] { return pollAll(stop); },
                   [](const std::exception_ptr &) -> Result<PollResult> {
                       return Error{Error::Kind::Unreachable, QStringLiteral("this program has no threads left")};
                   });
}

Result<PollResult> HaproxySource::pollAll(const std::stop_token &stop)
{
    const auto attempts = readAll(stop);
    PollResult result;
    for (const Attempt &attempt : attempts) {
        result.statements += HaproxyInstance::commandsPerRead;
        result.inFlight += attempt.took;
    }
    SURGEDECK_TRY(sample, sampleOf(attempts));
    result.observations.push_back(std::move(sample));
    if (auto now = notices(); m_toldNotices != now) {
        m_toldNotices = now;
        result.observations.push_back(std::move(now));
    }
    return result;
}

std::vector<HaproxySource::Attempt> HaproxySource::readAll(const std::stop_token &stop) const
{
    std::vector<Attempt> attempts(m_balancers.size());
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < m_balancers.size(); ++i)
            others.emplace_back([this, &attempts, &stop, i] { attempts[i] = readOne(m_balancers[i].instance, stop); });
        attempts[0] = readOne(m_balancers[0].instance, stop);
    }
    return attempts;
}

HaproxySource::Attempt HaproxySource::readOne(const HaproxyInstance &instance, const std::stop_token &stop) const
{
    Attempt attempt;
    attempt.at = m_clock.monotonic();
    attempt.reading = instance.read(Deadline(answerLimit, stop));
    attempt.took = m_clock.monotonic() - attempt.at;
    return attempt;
}

Result<RouterSample> HaproxySource::sampleOf(const std::vector<Attempt> &attempts)
{
    RouterSample sample;
    std::optional<Error> first;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        const QString name = m_balancers[i].instance.name();
        if (!attempts[i].reading) {
            const Error &error = attempts[i].reading.error();
            if (error.kind == Error::Kind::Cancelled)
                return error;
            sample.unreachable.emplace_back(name, error.message);
            first = first ? first : error.in(name);
            continue;
        }
        m_balancers[i].level = attempts[i].reading->level;
        for (RouterServer &server : m_balancers[i].rates.fold(name, *attempts[i].reading, attempts[i].at))
            sample.servers.push_back(std::move(server));
    }
    if (sample.unreachable.size() < attempts.size())
        return sample;
    if (attempts.size() > 1)
        first->message += QStringLiteral(" (and none of the other %1 balancers answers)").arg(attempts.size() - 1);
    return *first;
}

SourceNotices HaproxySource::notices() const
{
    SourceNotices notices;
    for (const Balancer &balancer : m_balancers) {
        const QString name = balancer.instance.name();
        if (!balancer.instance.endpoint().isLocal())
            notices.attention.push_back(
                QStringLiteral("%1 is in plain text: anybody in between can read and answer").arg(name));
        if (balancer.level == "admin")
            notices.attention.push_back(
                QStringLiteral("%1 has level admin: who reaches it can change weights and stop servers. "
                               "To watch, this is enough: stats socket ... level user")
                    .arg(name));
    }
    return notices;
}

std::vector<DiagnosisStage> HaproxySource::diagnose(std::stop_token stop)
{
    const Deadline deadline(callDeadline, std::move(stop));
    std::vector<HaproxyInstance> instances;
    for (const Balancer &balancer : m_balancers)
        instances.push_back(balancer.instance);
    return diagnoseHaproxy(instances, m_act, m_clock, deadline);
}

} // namespace surgedeck
