// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/authority.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int commanderLevel = 3;

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

} // namespace

QString toWord(Role role)
{
    switch (role) {
    case Role::Viewer:
        return QStringLiteral("viewer");
    case Role::Responder:
        return QStringLiteral("responder");
    case Role::Commander:
        return QStringLiteral("commander");
    }
    return {};
}

std::optional<Role> roleOf(const QString &word)
{
    for (const Role role : {Role::Viewer, Role::Responder, Role::Commander})
        if (word == toWord(role))
            return role;
    return std::nullopt;
}

bool Grant::isValid(const Command &command, WallTime now) const
{
    return command.id == m_command && command.source == m_source && now <= m_until;
}

Result<Grant> Grant::authorize(const Command &command, const Approval &approval, WallTime now)
{
    if (approval.role == Role::Viewer)
        return refused(QStringLiteral("a viewer changes nothing: open the workspace as responder or commander"));
    if (command.level >= commanderLevel && approval.role != Role::Commander)
        return refused(QStringLiteral("this needs a commander"));
    if (approval.person.isEmpty() || approval.person != command.actor)
        return refused(QStringLiteral("it is not known who wants this"));
    if (approval.typedName != approval.expectedName)
        return refused(QStringLiteral("the typed name is not \"%1\"").arg(approval.expectedName));
    if (approval.secondPersonNeeded && (!approval.secondPerson || *approval.secondPerson == approval.person))
        return refused(QStringLiteral("a second person has to approve this from a console of their own"));
    const auto unmet =
        std::ranges::find_if(approval.preconditions, [](const Precondition &p) { return p.holds != true; });
    if (unmet != approval.preconditions.end())
        return refused(unmet->holds ? QStringLiteral("%1: %2").arg(unmet->name, unmet->value)
                                    : QStringLiteral("%1: not known").arg(unmet->name));
    return Grant(command, now + lasts);
}

} // namespace surgedeck
