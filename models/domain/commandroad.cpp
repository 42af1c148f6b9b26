// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/commandroad.h"

#include "models/base/timetext.h"

#include <QJsonArray>

namespace surgedeck {

namespace {

/// The member of an action that says exactly which target was meant; nullptr: it has none.
template <typename AnyAction>
auto identityField(AnyAction &action) -> decltype(&std::get<CancelStatement>(action).identity)
{
    if (auto *cancel = std::get_if<CancelStatement>(&action))
        return &cancel->identity;
    if (auto *end = std::get_if<EndSession>(&action))
        return &end->identity;
    if (auto *weights = std::get_if<SetWeights>(&action))
        return &weights->generation;
    return nullptr;
}

} // namespace

QString toWord(CommandOutcome::State state)
{
    switch (state) {
    case CommandOutcome::State::Confirmed:
        return QStringLiteral("confirmed");
    case CommandOutcome::State::Unconfirmed:
        return QStringLiteral("unconfirmed");
    case CommandOutcome::State::Refused:
        return QStringLiteral("refused");
    case CommandOutcome::State::NoAnswer:
        return QStringLiteral("no_answer");
    }
    return {};
}

QJsonArray toJson(const std::vector<Precondition> &preconditions)
{
    QJsonArray array;
    for (const Precondition &precondition : preconditions)
        array.append(QJsonObject{
            {QStringLiteral("name"), precondition.name},
            {QStringLiteral("value"), precondition.value},
            {QStringLiteral("holds"), precondition.holds ? QJsonValue(*precondition.holds) : QJsonValue()}});
    return array;
}

QJsonObject toJson(const Approval &approval)
{
    return {
        {QStringLiteral("person"), approval.person},
        {QStringLiteral("role"), toWord(approval.role)},
        {QStringLiteral("at"), toRfc3339(approval.at)},
        {QStringLiteral("typed_name"), approval.typedName},
        {QStringLiteral("expected_name"), approval.expectedName},
        {QStringLiteral("second_person"), approval.secondPerson ? QJsonValue(*approval.secondPerson) : QJsonValue()},
        {QStringLiteral("second_person_needed"), approval.secondPersonNeeded}};
}

QJsonObject toJson(const CommandOutcome &outcome)
{
    return {{QStringLiteral("id"), outcome.command},
            {QStringLiteral("outcome"), toWord(outcome.state)},
            {QStringLiteral("detail"), outcome.detail},
            {QStringLiteral("identity"), outcome.identity},
            {QStringLiteral("begun"), toRfc3339(outcome.begun)},
            {QStringLiteral("ended"), toRfc3339(outcome.ended)},
            {QStringLiteral("preconditions"), toJson(outcome.preconditions)},
            {QStringLiteral("receipt"), outcome.receipt ? QJsonValue(toJson(*outcome.receipt)) : QJsonValue()},
            {QStringLiteral("verdict"), outcome.verdict ? QJsonValue(toJson(*outcome.verdict)) : QJsonValue()},
            {QStringLiteral("not_recorded"),
             outcome.notRecorded.isEmpty() ? QJsonValue() : QJsonValue(outcome.notRecorded)}};
}

QString identityOf(const Action &action)
{
    const QString *identity = identityField(action);
    return identity ? *identity : QString();
}

void setIdentity(Action &action, const QString &identity)
{
    if (QString *field = identityField(action))
        *field = identity;
}

} // namespace surgedeck
