// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/statements.h"

namespace surgedeck::mysql {

/// What every probe of one poll works with.
struct PollContext
{
    Session &session;
    const Features &features;
    const Statements &statements;
    const Deadline &deadline;
    const Clock &clock;

    Result<Answer> query(const QString &statement) const { return session.query(statement, deadline); }
    /// A statement whose refusal does not end the poll: nullopt and `refusal` when the server refuses it. Error: the
    /// connection is lost.
    Result<std::optional<Answer>> tryQuery(const QString &statement, Error *refusal = nullptr) const;
};

/// "1, 2, 3"; "0", which is nobody's id, for none.
QString idList(const std::vector<quint64> &ids);

} // namespace surgedeck::mysql
