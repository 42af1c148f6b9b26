// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/replication.h"

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostPeers = 100;

/// The same column under its old and its new name.
QString column(const Answer &answer, const Row &row, const char *oldName, const char *newName)
{
    const QString text = answer.text(row, oldName);
    return text.isEmpty() ? answer.text(row, newName) : text;
}

QString stateOf(const Answer &answer, const Row &row)
{
    const QString io = column(answer, row, "Slave_IO_Running", "Replica_IO_Running");
    const QString sql = column(answer, row, "Slave_SQL_Running", "Replica_SQL_Running");
    const auto withError = [&](const QString &words, const char *number) {
        const QString code = answer.text(row, number);
        return code.isEmpty() || code == QStringLiteral("0") ? words : QStringLiteral("%1: error %2").arg(words, code);
    };
    if (sql != QStringLiteral("Yes"))
        return withError(QStringLiteral("SQL thread stopped"), "Last_SQL_Errno");
    if (io == QStringLiteral("Connecting"))
        return withError(QStringLiteral("IO thread connecting"), "Last_IO_Errno");
    if (io != QStringLiteral("Yes"))
        return withError(QStringLiteral("IO thread stopped"), "Last_IO_Errno");
    return QStringLiteral("replicating");
}

} // namespace

std::vector<ReplicaState> readUpstreams(const Answer &answer)
{
    std::vector<ReplicaState> upstreams;
    for (const Row &row : answer.rows) {
        ReplicaState upstream;
        upstream.peer = QStringLiteral("from %1:%2")
                            .arg(column(answer, row, "Master_Host", "Source_Host"),
                                 column(answer, row, "Master_Port", "Source_Port"));
        upstream.state = stateOf(answer, row);
        const auto lag = answer.number(row, "Seconds_Behind_Master");
        upstream.lagSeconds = lag ? lag : answer.number(row, "Seconds_Behind_Source");
        if (upstreams.size() < mostPeers)
            upstreams.push_back(std::move(upstream));
    }
    return upstreams;
}

std::vector<ReplicaState> readFollowers(const std::vector<SessionRow> &sessions)
{
    std::vector<ReplicaState> followers;
    for (const SessionRow &session : sessions) {
        if (session.command.startsWith(QStringLiteral("Binlog Dump")) && followers.size() < mostPeers)
            followers.push_back({session.host, session.state, std::nullopt});
    }
    return followers;
}

} // namespace surgedeck::mysql
