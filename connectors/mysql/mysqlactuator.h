// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/killtarget.h"
#include "models/domain/actuator.h"

#include <map>

namespace surgedeck::mysql {

/// Cancels statements and ends sessions of one MySQL or MariaDB server, with the acting account and one connection of
/// its own, which stays open once it was needed. On MariaDB the kill names a query id, or happens in one statement with
/// its check; on MySQL the check is the statement before it. See Actuator for threads and errors.
class MysqlActuator final : public Actuator
{
public:
    static Result<ActuatorPtr> create(const SourceSettings &settings, const Clock &clock);

    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const surgedeck::Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token stop) override;

private:
    MysqlActuator(ConnectionOptions options, QStringList ownUsers, const Clock &clock);
    Status open(const Deadline &deadline);
    Result<KillTarget> look(const QString &id, const Deadline &deadline);
    Status letTransactionsGetOld(const Deadline &deadline);
    std::optional<Receipt> fire(const KillTarget &target, const Command &command, const Deadline &deadline);
    Result<Verdict> judge(const KillTarget &target, const Command &command);

    ConnectionOptions m_options;
    QStringList m_ownUsers;
    const Clock &m_clock;
    Session m_session;
    Features m_features;
    bool m_mayEnd = false;
    QString m_grant;                    ///< what the account lacks
    std::optional<MonoTime> m_lookedAt; ///< at the transactions
    std::map<QString, quint64> m_fired; ///< command, id of the query that it was aimed at; a few
};

} // namespace surgedeck::mysql
