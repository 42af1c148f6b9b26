// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxypreflight.h"

#include <QRegularExpression>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int mostWeight = 256;

/// Those that take any weight while they run (HAProxy configuration manual, "balance").
bool takesWeights(const QByteArray &algorithm)
{
    static const QByteArrayList dynamic = {"roundrobin", "leastconn", "random"};
    return algorithm.isEmpty() || dynamic.contains(algorithm);
}

bool isName(const QString &name)
{
    // What HAProxy allows in names, less what separates commands and arguments.
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_.:-]{1,200}$"));
    return plain.match(name).hasMatch();
}

bool isUp(const HaproxyBackend::Server &server)
{
    return server.status.startsWith(QLatin1String("UP")) || server.status.startsWith(QLatin1String("no check")) ||
           server.status.startsWith(QLatin1String("DRAIN"));
}

Precondition needed(const QString &name, const QString &value, bool holds)
{
    return {name, value, holds};
}

Precondition algorithmOf(const HaproxyBackend &backend)
{
    Precondition algorithm = needed(QStringLiteral("the algorithm takes weights while it runs"),
                                    QString::fromUtf8(backend.algorithm), takesWeights(backend.algorithm));
    if (backend.algorithm.isEmpty())
        algorithm.value = QStringLiteral("this version does not say");
    return algorithm;
}

/// A server that is out or down takes no traffic whatever its weight is.
bool isReady(const HaproxyBackend::Server &server)
{
    return server.adminState == 0 && !server.backup && isUp(server);
}

QString describe(const HaproxyBackend::Server &server)
{
    QString value = QStringLiteral("%1 %2, weight %3").arg(server.name, server.status).arg(server.weight);
    if (server.backup)
        value += QStringLiteral(", backup");
    if (server.adminState != 0)
        value += QStringLiteral(", taken out by its administrator");
    return value;
}

std::vector<Precondition> forWeights(const HaproxyBackend &backend, const SetWeights &action)
{
    std::vector<Precondition> all = {algorithmOf(backend)};
    int sum = 0;
    bool anyGrows = false, anyReady = false;
    QStringList growing;
    for (const ServerWeight &wanted : action.weights) {
        const HaproxyBackend::Server *server = backend.find(wanted.server);
        if (!server || wanted.weight < 0 || wanted.weight > mostWeight)
            all.push_back(needed(QStringLiteral("server %1 can take weight %2").arg(wanted.server).arg(wanted.weight),
                                 server ? describe(*server) : QStringLiteral("no such server"), false));
        sum += wanted.weight;
        if (!server || wanted.weight <= server->weight)
            continue;
        // One of them is enough: a way back must not be locked by one dead server of the side that is gone back to.
        anyGrows = true;
        anyReady = anyReady || isReady(*server);
        growing << describe(*server);
    }
    all.push_back(
        needed(QStringLiteral("somebody gets the traffic"), QStringLiteral("sum of weights %1").arg(sum), sum > 0));
    if (anyGrows)
        all.push_back(needed(QStringLiteral("the side that gets more can take it"), growing.join(QStringLiteral("; ")),
                             anyReady));
    return all;
}

std::vector<Precondition> forState(const HaproxyBackend &backend, const SetServerState &action)
{
    const HaproxyBackend::Server *server = backend.find(action.server);
    std::vector<Precondition> all = {needed(QStringLiteral("the server is there"),
                                            server ? server->status : QStringLiteral("no such server"), server)};
    if (action.state == SetServerState::State::Ready)
        return all;
    const auto others = std::ranges::count_if(backend.servers, [&](const HaproxyBackend::Server &other) {
        return other.name != action.server && other.adminState == 0 && other.weight > 0 && isUp(other);
    });
    all.push_back(
        needed(QStringLiteral("others take its traffic"), QStringLiteral("%1 servers").arg(others), others > 0));
    return all;
}

QByteArray wordOf(SetServerState::State state)
{
    switch (state) {
    case SetServerState::State::Ready:
        return "ready";
    case SetServerState::State::Drain:
        return "drain";
    case SetServerState::State::Maintenance:
        return "maint";
    }
    return {};
}

Error badName(const QString &name)
{
    return {Error::Kind::Config, QStringLiteral("'%1' can not be a name in HAProxy's runtime API").arg(name.left(60))};
}

} // namespace

const HaproxyBackend::Server *HaproxyBackend::find(const QString &name) const
{
    const auto found = std::ranges::find(servers, name, &Server::name);
    return found == servers.end() ? nullptr : &*found;
}

Result<HaproxyBackend> readHaproxyBackend(const HaproxyInstance &instance, const QString &backend,
                                          const Deadline &deadline)
{
    if (!isName(backend))
        return badName(backend);
    // 6: backends and servers. The algorithm is told to level operator and above.
    const HaproxyExchange exchange =
        instance.command({"show cli level", "show stat -1 6 -1", "show servers state " + backend.toUtf8()}, deadline);
    if (!exchange.answers)
        return exchange.answers.error();
    for (std::size_t i = 1; i < 3; ++i)
        if (const auto refusal = haproxyRefusal((*exchange.answers)[i]))
            return *refusal;
    HaproxyBackend found;
    found.level = (*exchange.answers)[0];
    SURGEDECK_TRY(stats, HaproxyTable::parseCsv((*exchange.answers)[1]));
    const auto state = HaproxyTable::parseState((*exchange.answers)[2]);
    if (!state)
        return Error{Error::Kind::Config, QStringLiteral("the balancer has no backend %1").arg(backend)};
    const QByteArray name = backend.toUtf8();
    for (std::size_t row = 0; row < state->rowCount(); ++row) {
        HaproxyBackend::Server server;
        server.name = QString::fromUtf8(state->text(row, "srv_name"));
        const auto weight = state->number(row, "srv_uweight"), initial = state->number(row, "srv_iweight");
        const auto adminState = state->number(row, "srv_admin_state");
        if (!weight || !initial || !adminState || *weight < 0 || *weight > mostWeight)
            return Error{Error::Kind::Protocol,
                         QStringLiteral("the weight of server %1 can not be read").arg(server.name.left(60))};
        server.weight = static_cast<int>(*weight);
        server.initial = static_cast<int>(*initial);
        server.adminState = static_cast<int>(*adminState);
        found.servers.push_back(std::move(server));
    }
    for (std::size_t row = 0; row < stats.rowCount(); ++row) {
        if (stats.text(row, "pxname") != name)
            continue;
        if (stats.text(row, "svname") == "BACKEND")
            found.algorithm = stats.text(row, "algo");
        const QString svname = QString::fromUtf8(stats.text(row, "svname"));
        const auto server = std::ranges::find(found.servers, svname, &HaproxyBackend::Server::name);
        if (server == found.servers.end())
            continue;
        server->status = QString::fromUtf8(stats.text(row, "status"));
        server->backup = stats.number(row, "bck").value_or(0) > 0;
    }
    return found;
}

std::vector<Precondition> haproxyPreconditions(const HaproxyBackend &backend, const Action &action)
{
    std::vector<Precondition> all = {needed(QStringLiteral("the acting socket may change servers"),
                                            QStringLiteral("level %1").arg(QString::fromUtf8(backend.level)),
                                            backend.level == "admin")};
    std::vector<Precondition> more;
    if (const auto *weights = std::get_if<SetWeights>(&action))
        more = forWeights(backend, *weights);
    else if (const auto *state = std::get_if<SetServerState>(&action))
        more = forState(backend, *state);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

Result<HaproxyLines> haproxyLines(const HaproxyBackend &backend, const Action &action)
{
    HaproxyLines lines;
    if (const auto *state = std::get_if<SetServerState>(&action)) {
        if (!isName(state->server) || !isName(state->backend))
            return badName(state->server);
        const QByteArray server = state->backend.toUtf8() + '/' + state->server.toUtf8();
        lines.change << "set server " + server + " state " + wordOf(state->state);
        lines.readBack << "get weight " + server;
        return lines;
    }
    const auto *weights = std::get_if<SetWeights>(&action);
    if (!weights)
        return Error{Error::Kind::Config, QStringLiteral("a balancer can not do this: %1").arg(toWord(action))};
    std::vector<ServerWeight> ordered = weights->weights;
    const auto growth = [&](const ServerWeight &weight) {
        const HaproxyBackend::Server *server = backend.find(weight.server);
        return weight.weight - (server ? server->weight : 0);
    };
    std::ranges::stable_sort(ordered, std::ranges::greater{}, growth);
    for (const ServerWeight &weight : ordered) {
        if (!isName(weight.server) || !isName(weights->backend))
            return badName(weight.server);
        const QByteArray server = weights->backend.toUtf8() + '/' + weight.server.toUtf8();
        // Absolute: "N%" would be of the configured weight, not of the traffic.
        lines.change << "set server " + server + " weight " + QByteArray::number(weight.weight);
        lines.readBack << "get weight " + server;
    }
    return lines;
}

} // namespace surgedeck
