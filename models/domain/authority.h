// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/command.h"

namespace surgedeck {

/// What a person may do. A viewer's process never loads an acting credential.
enum class Role
{
    Viewer,
    Responder,
    Commander
};

QString toWord(Role role);
std::optional<Role> roleOf(const QString &word);

/// What was shown and confirmed for one command.
struct Approval
{
    QString person;
    Role role = Role::Viewer;
    WallTime at{};
    QString typedName;    ///< what was typed to confirm; compared with `expectedName` where that is asked for
    QString expectedName; ///< empty: this command asks for no typed name
    std::optional<QString> secondPerson; ///< who approved from a console of their own
    bool secondPersonNeeded = false;
    std::vector<Precondition> preconditions; ///< as they were shown
};

/// The permission to carry out exactly one command, for a short time. Nothing builds one but authorize(): what can act
/// is only reachable through a value of this type. Value type; not copyable, spent by the act.
class Grant
{
public:
    static constexpr Milliseconds lasts = std::chrono::seconds(30);

    Grant(Grant &&) = default;
    Grant &operator=(Grant &&) = default;

    const QString &command() const { return m_command; } ///< its id
    const QString &source() const { return m_source; }
    bool isValid(const Command &command, WallTime now) const;

    /// Errors: Refused, with the reason in words: role, typed name, second person, a precondition that does not hold or
    /// is not known.
    static Result<Grant> authorize(const Command &command, const Approval &approval, WallTime now);

private:
    Grant(const Command &command, WallTime until)
        : m_command(command.id)
        , m_source(command.source)
        , m_until(until)
    {
    }

    QString m_command;
    QString m_source;
    WallTime m_until;
};

} // namespace surgedeck
