// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/factsprobe.h"

#include <algorithm>

namespace surgedeck::postgres {

namespace {

constexpr const char *ownStatement = R"(/* surgedeck */
select pg_is_in_recovery(), case when pg_is_in_recovery() then
  case when pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() and exists (select from pg_stat_wal_receiver
      where status = 'streaming' and last_msg_receipt_time > clock_timestamp() - interval '60 s') then 0
    else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end end)";

constexpr const char *replicasStatement = R"(/* surgedeck */
select concat_ws(' at ', nullif(application_name, ''), coalesce(host(client_addr), 'local socket')), state,
  case when state = 'streaming' and replay_lsn >= sent_lsn then 0 else extract(epoch from replay_lag) end
from pg_stat_replication where application_name is distinct from 'pg_basebackup' order by 1 limit 64)";

std::optional<double> secondsAt(const Rows &rows, int row, int column)
{
    const auto seconds = rows.number(row, column);
    return seconds ? std::optional(std::max(*seconds, 0.0)) : std::nullopt;
}

} // namespace

Result<ServerFacts> readFacts(ReadSession &session)
{
    SURGEDECK_TRY(own, session.read(ownStatement));
    ServerFacts facts;
    facts.engine = QStringLiteral("postgresql");
    facts.version = session.server().versionText;
    if (!own.isNull(0, 0))
        facts.isReplica = own.isTrue(0, 0);
    facts.lagSeconds = secondsAt(own, 0, 1);
    SURGEDECK_TRY(replicas, session.read(replicasStatement));
    for (int row = 0; row < replicas.count(); ++row)
        facts.replicas.push_back({replicas.text(row, 0), replicas.text(row, 1), secondsAt(replicas, row, 2)});
    return facts;
}

} // namespace surgedeck::postgres
