// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/command.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

Error bad(const char *field)
{
    return {Error::Kind::Protocol, QStringLiteral("the command has no valid \"%1\"").arg(key(field))};
}

QString word(SetServerState::State state)
{
    switch (state) {
    case SetServerState::State::Ready:
        return QStringLiteral("ready");
    case SetServerState::State::Drain:
        return QStringLiteral("drain");
    case SetServerState::State::Maintenance:
        return QStringLiteral("maint");
    }
    return {};
}

QJsonValue milliseconds(const std::optional<Milliseconds> &value)
{
    return value ? QJsonValue(static_cast<double>(value->count())) : QJsonValue();
}

struct Write
{
    QJsonObject operator()(const CancelStatement &a) const { return session(a.session, a.identity); }
    QJsonObject operator()(const EndSession &a) const { return session(a.session, a.identity); }
    QJsonObject operator()(const SetStatementTimeout &a) const
    {
        return {{key("role"), a.role}, {key("timeout_ms"), milliseconds(a.timeout)}};
    }
    QJsonObject operator()(const UnlinkPrefix &a) const
    {
        return {{key("prefix"), a.prefix}, {key("keys_per_second"), a.keysPerSecond}, {key("most_keys"), a.mostKeys}};
    }
    QJsonObject operator()(const SetWeights &a) const
    {
        QJsonArray weights;
        for (const ServerWeight &weight : a.weights)
            weights.append(QJsonObject{{key("server"), weight.server}, {key("weight"), weight.weight}});
        return {{key("route"), a.route},
                {key("backend"), a.backend},
                {key("weights"), weights},
                {key("generation"), a.generation},
                {key("confirm_within_ms"), milliseconds(a.confirmWithin)}};
    }
    QJsonObject operator()(const ConfirmWeights &a) const
    {
        return {{key("route"), a.route}, {key("generation"), a.generation}};
    }
    QJsonObject operator()(const SetServerState &a) const
    {
        return {{key("backend"), a.backend}, {key("server"), a.server}, {key("state"), word(a.state)}};
    }
    QJsonObject operator()(const RollBackRelease &a) const { return {{key("release"), a.release}}; }
    QJsonObject operator()(const CallAction &a) const
    {
        return {{key("action"), a.action}, {key("parameters"), a.parameters}};
    }

    static QJsonObject session(const QString &id, const QString &identity)
    {
        return {{key("session"), id}, {key("identity"), identity}};
    }
};

std::optional<Milliseconds> readMilliseconds(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(Milliseconds(static_cast<qint64>(value.toDouble()))) : std::nullopt;
}

Result<Action> readWeights(const QJsonObject &o)
{
    SetWeights weights{o[key("route")].toString(),
                       o[key("backend")].toString(),
                       {},
                       o[key("generation")].toString(),
                       readMilliseconds(o[key("confirm_within_ms")])};
    for (const QJsonValue value : o[key("weights")].toArray()) {
        const QJsonObject item = value.toObject();
        if (!item[key("server")].isString() || !item[key("weight")].isDouble())
            return bad("weights");
        weights.weights.push_back({item[key("server")].toString(), item[key("weight")].toInt()});
    }
    return Action(weights);
}

Result<Action> readServerState(const QJsonObject &o)
{
    for (const auto state :
         {SetServerState::State::Ready, SetServerState::State::Drain, SetServerState::State::Maintenance})
        if (o[key("state")].toString() == word(state))
            return Action(SetServerState{o[key("backend")].toString(), o[key("server")].toString(), state});
    return bad("state");
}

Result<Action> readAction(const QString &type, const QJsonObject &o)
{
    const QString session = o[key("session")].toString(), identity = o[key("identity")].toString();
    if (type == key("statement.cancel"))
        return Action(CancelStatement{session, identity});
    if (type == key("session.end"))
        return Action(EndSession{session, identity});
    if (type == key("timeout.set"))
        return Action(SetStatementTimeout{o[key("role")].toString(), readMilliseconds(o[key("timeout_ms")])});
    if (type == key("keys.unlink"))
        return Action(UnlinkPrefix{o[key("prefix")].toString(), o[key("keys_per_second")].toInt(),
                                   o[key("most_keys")].toInteger()});
    if (type == key("weights.set"))
        return readWeights(o);
    if (type == key("weights.confirm"))
        return Action(ConfirmWeights{o[key("route")].toString(), o[key("generation")].toString()});
    if (type == key("server.state"))
        return readServerState(o);
    if (type == key("release.rollback"))
        return Action(RollBackRelease{o[key("release")].toString()});
    if (type == key("action.call"))
        return Action(CallAction{o[key("action")].toString(), o[key("parameters")].toObject()});
    return bad("type");
}

} // namespace

QString toWord(const Action &action)
{
    static constexpr const char *words[] = {"statement.cancel", "session.end",      "timeout.set",
                                            "keys.unlink",      "weights.set",      "weights.confirm",
                                            "server.state",     "release.rollback", "action.call"};
    static_assert(std::size(words) == std::variant_size_v<Action>);
    return key(words[action.index()]);
}

QJsonObject toJson(const Command &command)
{
    return {{key("id"), command.id},
            {key("source"), command.source},
            {key("type"), toWord(command.action)},
            {key("actor"), command.actor},
            {key("reason"), command.reason},
            {key("level"), command.level},
            {key("rehearsal"), command.rehearsal},
            {key("action"), std::visit(Write{}, command.action)}};
}

Result<Command> commandOf(const QJsonObject &object)
{
    Command command;
    command.id = object[key("id")].toString();
    if (command.id.isEmpty())
        return bad("id");
    SURGEDECK_TRY(action, readAction(object[key("type")].toString(), object[key("action")].toObject()));
    command.action = action;
    command.source = object[key("source")].toString();
    command.actor = object[key("actor")].toString();
    command.reason = object[key("reason")].toString();
    command.level = object[key("level")].toInt(command.level);
    command.rehearsal = object[key("rehearsal")].toBool();
    return command;
}

QString toWord(Receipt::State state)
{
    switch (state) {
    case Receipt::State::Accepted:
        return QStringLiteral("accepted");
    case Receipt::State::Refused:
        return QStringLiteral("refused");
    case Receipt::State::Unanswered:
        return QStringLiteral("unanswered");
    }
    return {};
}

QString toWord(Verdict::State state)
{
    switch (state) {
    case Verdict::State::Done:
        return QStringLiteral("done");
    case Verdict::State::NotYet:
        return QStringLiteral("not_yet");
    case Verdict::State::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

QJsonObject toJson(const Receipt &receipt)
{
    return {{key("state"), toWord(receipt.state)},
            {key("detail"), receipt.detail},
            {key("generation"), receipt.generation},
            {key("before"), receipt.before}};
}

QJsonObject toJson(const Verdict &verdict)
{
    return {{key("state"), toWord(verdict.state)}, {key("detail"), verdict.detail}};
}

} // namespace surgedeck
