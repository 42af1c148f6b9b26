// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/credential.h"
#include "connectors/postgres/sessiontarget.h"
#include "models/domain/actuator.h"
#include "models/domain/sourcesettings.h"

#include <map>

namespace surgedeck::postgres {

/// Cancels statements and ends sessions of one server, and sets statement timeouts of roles. Looks with the credential
/// that reads and acts with the other one, over a connection each, which stay open once they were needed: a full server
/// takes no new ones. The identity is checked by the server in the statement that acts. See Actuator for threads and
/// errors.
class PostgresActuator final : public Actuator
{
public:
    static Result<ActuatorPtr> create(const SourceSettings &settings, const Clock &clock);
    PostgresActuator(SourceSettings settings, const Clock &clock);

    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token stop) override;

private:
    using SessionPtr = std::unique_ptr<ReadSession>;

    Status openReader(const CallBudget &budget);
    Status openActor(const CallBudget &budget);
    template <typename Value, typename Call>
    Result<Value> guardedCall(SessionPtr &session, const CallBudget &budget, Call call);
    Result<SessionTarget> look(const QString &id, const CallBudget &budget);
    Result<Receipt> signal(const Command &command, const CallBudget &budget);
    Result<Receipt> fire(const SessionTarget &target, const Command &command, const CallBudget &budget);
    Result<Verdict> verifySession(const Command &command, const CallBudget &budget);

    SourceSettings m_settings;
    const Clock &m_clock;
    SessionPtr m_reader;
    SessionPtr m_actor;
    ActRights m_rights;
};

} // namespace surgedeck::postgres
