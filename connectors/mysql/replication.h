// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/sessionrows.h"
#include "models/domain/observation.h"

namespace surgedeck::mysql {

/// What this server follows, from `Statements::replication`: one line per connection or channel, with the old names of
/// the columns (MariaDB, MySQL 5.7) or the new ones. The state says which half stands still and why; a lag that the
/// server does not know is nullopt. Error texts of the server are shortened to their numbers: they quote rows.
std::vector<ReplicaState> readUpstreams(const Answer &answer);

/// Who follows this server: its sessions that read the binary log. How far they are behind only they know.
std::vector<ReplicaState> readFollowers(const std::vector<SessionRow> &sessions);

} // namespace surgedeck::mysql
