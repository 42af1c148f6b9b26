// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxyactuator.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/haproxy/haproxypreflight.h"
#include "models/domain/sourcesettings.h"

#include <QJsonArray>

#include <algorithm>
#include <functional>
#include <thread>

namespace surgedeck {

namespace {

// Looking at all balancers and then changing them has to fit into one call.
constexpr Milliseconds lookLimit{1500};
constexpr Milliseconds changeLimit{2000};
static_assert(lookLimit + changeLimit < callDeadline);

/// Every balancer at once, each by itself: one that hangs takes no time from the others.
template <typename T>
std::vector<T> ofAll(const std::vector<HaproxyInstance> &instances,
                     const std::function<T(const HaproxyInstance &)> &ask)
{
    std::vector<std::optional<T>> answers(instances.size());
    {
        std::vector<std::jthread> workers;
        for (std::size_t i = 0; i < instances.size(); ++i)
            workers.emplace_back([&, i] { answers[i] = ask(instances[i]); });
    }
    std::vector<T> all;
    for (auto &answer : answers)
        all.push_back(std::move(*answer));
    return all;
}

using Looks = std::vector<Result<HaproxyBackend>>;

Looks lookAtAll(const std::vector<HaproxyInstance> &instances, const QString &backend, const std::stop_token &stop)
{
    const Deadline deadline(lookLimit, stop);
    return ofAll<Result<HaproxyBackend>>(
        instances, [&](const HaproxyInstance &instance) { return readHaproxyBackend(instance, backend, deadline); });
}

Result<QString> backendOf(const Action &action)
{
    if (const auto *weights = std::get_if<SetWeights>(&action))
        return weights->backend;
    if (const auto *state = std::get_if<SetServerState>(&action))
        return state->backend;
    return Error{Error::Kind::Config, QStringLiteral("a balancer can not do this: %1").arg(toWord(action))};
}

/// "90 (initial 90)"
std::optional<int> weightIn(const QByteArray &answer)
{
    bool isNumber = false;
    const int weight = answer.left(std::max<qsizetype>(0, answer.indexOf(' '))).trimmed().toInt(&isNumber);
    return isNumber ? std::optional(weight) : std::nullopt;
}

/// Only what HAProxy says when it did nothing is a refusal; whatever else came back, nobody knows.
bool isRefusal(const QByteArray &said)
{
    static const QByteArrayList words = {
        "No such",         "Permission denied", "Absolute weight", "Relative weight", "Backend is using",
        "Unknown command", "Invalid",           "'set server",     "Require",         "Can't"};
    return std::ranges::any_of(words, [&](const QByteArray &word) { return said.startsWith(word); });
}

/// How one balancer took its line.
struct Taken
{
    Receipt::State state = Receipt::State::Unanswered;
    QString detail;
};

Taken takenOf(const HaproxyExchange &exchange, const HaproxyLines &lines)
{
    if (!exchange.answers)
        return {exchange.sent ? Receipt::State::Unanswered : Receipt::State::Refused, exchange.answers.error().message};
    const auto &answers = *exchange.answers;
    const auto changes = static_cast<std::size_t>(lines.change.size());
    std::size_t refused = 0, odd = 0;
    QString words;
    for (std::size_t i = 0; i < changes; ++i) {
        const QByteArray said = answers[i + 1].trimmed(); // success is an empty answer
        refused += isRefusal(said) ? 1 : 0;
        odd += said.isEmpty() || isRefusal(said) ? 0 : 1;
        if (!said.isEmpty())
            words = QString::fromUtf8(said.left(200));
    }
    if (refused == changes)
        return {Receipt::State::Refused, words};
    if (refused + odd > 0) // half of it was done: what is true now has to be read
        return {Receipt::State::Unanswered, words};
    for (std::size_t i = 0; i < changes; ++i)
        if (!weightIn(answers[1 + changes + i]))
            return {Receipt::State::Unanswered, QStringLiteral("the weight could not be read back")};
    return {Receipt::State::Accepted, {}};
}

QJsonObject before(const HaproxyBackend &backend)
{
    QJsonObject weights;
    for (const HaproxyBackend::Server &server : backend.servers)
        weights[server.name] = server.weight;
    return weights;
}

Receipt merged(const std::vector<Taken> &all, const std::vector<HaproxyInstance> &instances)
{
    Receipt receipt;
    std::size_t accepted = 0, refused = 0;
    QStringList details;
    for (std::size_t i = 0; i < all.size(); ++i) {
        accepted += all[i].state == Receipt::State::Accepted ? 1 : 0;
        refused += all[i].state == Receipt::State::Refused ? 1 : 0;
        if (!all[i].detail.isEmpty())
            details << instances[i].name() + QStringLiteral(": ") + all[i].detail;
    }
    receipt.state = accepted == all.size()  ? Receipt::State::Accepted
                    : refused == all.size() ? Receipt::State::Refused
                                            : Receipt::State::Unanswered;
    receipt.detail = details.join(QStringLiteral("; "));
    return receipt;
}

} // namespace

Result<RouteActuatorPtr> HaproxyActuator::create(const SourceSettings &settings, const Clock &clock)
{
    if (settings.actEndpoints.isEmpty())
        return Error{Error::Kind::Refused, QStringLiteral("there is no acting credential: act_address is missing")};
    if (settings.actEndpoints.size() != std::max<qsizetype>(1, settings.endpoints.size()))
        return Error{Error::Kind::Config,
                     QStringLiteral("every balancer needs its acting address: %1 addresses and %2 act_addresses")
                         .arg(settings.endpoints.size())
                         .arg(settings.actEndpoints.size())};
    std::vector<HaproxyInstance> instances;
    for (const QString &address : settings.actEndpoints) {
        SURGEDECK_TRY(endpoint, parseHaproxyAddress(address));
        instances.emplace_back(std::move(endpoint));
    }
    return RouteActuatorPtr(new HaproxyActuator(std::move(instances), clock));
}

Result<ActuatorPtr> HaproxyActuator::createActuator(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(actuator, create(settings, clock));
    return ActuatorPtr(std::move(actuator));
}

Result<WeightsReading> HaproxyActuator::readWeights(const WeightsTarget &target, std::stop_token stop)
{
    const Looks looks = lookAtAll(m_instances, target.backend, stop);
    WeightsReading reading;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        InstanceWeights instance{m_instances[i].name(), {}, {}};
        if (!looks[i])
            instance.trouble = looks[i].error();
        else
            for (const HaproxyBackend::Server &server : looks[i]->servers)
                if (target.servers.contains(server.name))
                    instance.weights.push_back({server.name, server.weight, server.initial});
        reading.instances.push_back(std::move(instance));
    }
    if (std::ranges::all_of(looks, [](const auto &look) { return !look; }))
        return looks.front().error().in(m_instances.front().name());
    return reading;
}

Result<Inspection> HaproxyActuator::inspect(const Command &command, std::stop_token stop)
{
    SURGEDECK_TRY(backend, backendOf(command.action));
    const Looks looks = lookAtAll(m_instances, backend, stop);
    Inspection inspection;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (!looks[i])
            return looks[i].error().in(m_instances[i].name());
        for (Precondition &one : haproxyPreconditions(*looks[i], command.action)) {
            if (m_instances.size() > 1)
                one.name = m_instances[i].name() + QStringLiteral(": ") + one.name;
            inspection.preconditions.push_back(std::move(one));
        }
    }
    return inspection;
}

Result<Receipt> HaproxyActuator::execute(const Command &command, const Grant &grant, std::stop_token stop)
{
    if (!grant.isValid(command, m_clock.now()))
        return Error{Error::Kind::Refused, QStringLiteral("this grant is for another command, or it is over")};
    SURGEDECK_TRY(backend, backendOf(command.action));
    const Looks looks = lookAtAll(m_instances, backend, stop);
    std::vector<HaproxyLines> lines;
    Receipt receipt;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (!looks[i]) // not one balancer is told anything while another can not be asked
            return Error{Error::Kind::Refused, looks[i].error().in(m_instances[i].name()).message};
        for (const Precondition &one : haproxyPreconditions(*looks[i], command.action))
            if (one.holds != true)
                return Error{Error::Kind::Refused,
                             QStringLiteral("%1: %2 (%3)").arg(m_instances[i].name(), one.name, one.value)};
        SURGEDECK_TRY(planned, haproxyLines(*looks[i], command.action));
        lines.push_back(planned);
        receipt.before[m_instances[i].name()] = before(*looks[i]);
    }
    if (command.rehearsal) {
        receipt.state = Receipt::State::Accepted;
        receipt.detail = QStringLiteral("rehearsal: nothing was sent");
        return receipt;
    }
    const Deadline deadline(changeLimit, stop);
    const auto taken = ofAll<Taken>(m_instances, [&](const HaproxyInstance &instance) {
        const HaproxyLines &mine = lines[static_cast<std::size_t>(&instance - m_instances.data())];
        return takenOf(instance.command(QByteArrayList{"show cli level"} + mine.change + mine.readBack, deadline),
                       mine);
    });
    Receipt sent = merged(taken, m_instances);
    sent.before = receipt.before;
    return sent;
}

Result<Verdict> HaproxyActuator::verify(const Command &command, std::stop_token stop)
{
    SURGEDECK_TRY(backend, backendOf(command.action));
    const Looks looks = lookAtAll(m_instances, backend, stop);
    const auto isDone = [&](const HaproxyBackend &now) {
        if (const auto *state = std::get_if<SetServerState>(&command.action)) {
            const HaproxyBackend::Server *server = now.find(state->server);
            return server && (server->adminState == 0) == (state->state == SetServerState::State::Ready);
        }
        return std::ranges::all_of(std::get<SetWeights>(command.action).weights, [&](const ServerWeight &wanted) {
            const HaproxyBackend::Server *server = now.find(wanted.server);
            return server && server->weight == wanted.weight;
        });
    };
    Verdict verdict{Verdict::State::Done, {}};
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (!looks[i])
            return Verdict{Verdict::State::Unknown, looks[i].error().in(m_instances[i].name()).message};
        if (!isDone(*looks[i]))
            verdict = {Verdict::State::NotYet, QStringLiteral("not on %1").arg(m_instances[i].name())};
    }
    return verdict;
}

Status HaproxyActuator::arm(std::stop_token stop)
{
    const Deadline deadline(lookLimit, std::move(stop));
    for (const HaproxyInstance &instance : m_instances) {
        SURGEDECK_TRY(level, instance.level(deadline));
        if (level != "admin")
            return Error{Error::Kind::Auth, QStringLiteral("%1 has level %2; weights need level admin")
                                                .arg(instance.name(), QString::fromLatin1(level))};
    }
    return ok();
}

} // namespace surgedeck
