// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"

#include <QMap>

#include <map>

namespace surgedeck {

/// Everything that was changed, as far as anybody told or we saw it ourselves: what sources and people tell (Changes),
/// weights and servers of balancers, and settings of servers that differ from what they were. What was so when we first
/// looked is no change. Settings that are seen: version, role, read-only, limit of connections; a connector that reads
/// more of them tells them as Changes. Bounded; GUI thread.
class ChangeLog
{
public:
    static constexpr Milliseconds span{24 * 60 * 60'000};

    void fold(const Record &record);
    /// Those that were made in the span before `now`, newest first.
    std::vector<Change> changes(WallTime now) const;

private:
    struct Server
    {
        int weight = 0;
        QString status;
        bool operator==(const Server &) const = default;
    };
    using Servers = std::map<QString, Server>;

    void foldRouter(const Record &record, const RouterSample &sample);
    void foldFacts(const Record &record, const ServerFacts &facts);
    void setting(const Record &record, const QString &name, const QString &value);
    void add(Change change);

    QMap<QString, Change> m_changes;       ///< by id; implicitly shared
    std::map<QString, Servers> m_backends; ///< source/instance/backend -> its servers
    std::map<QString, QString> m_settings; ///< source/setting -> value
};

} // namespace surgedeck
