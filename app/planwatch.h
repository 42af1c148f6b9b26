// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/store/databasestore.h"

#include <QObject>

#include <map>

namespace surgedeck {

class WatchSession;

/// Asks for the plans of a session's databases: of the digest that somebody looks at at once and every 30 s, and in the
/// calm, once a minute a database, of one of its heaviest digests, so that there is something to compare with when a
/// plan changes. One question at a time in all. What a server refuses is not asked again soon. GUI thread.
class PlanWatch final : public QObject
{
    Q_OBJECT
public:
    explicit PlanWatch(WatchSession &session, QObject *parent = nullptr);

    /// Somebody looks at this digest; to be called as long as they do.
    void look(const QString &source, const DigestRow &row);
    /// Why the last question brought no plan; nullopt: it did, or is under way.
    std::optional<Error> failure(const QString &source, const QString &digest) const;

Q_SIGNALS:
    /// A question was answered, with a plan or without.
    void answered();

private:
    using Key = std::pair<QString, QString>; ///< source, digest
    struct Asked
    {
        MonoTime at{};
        std::optional<Error> failure;
    };

    void ask(const QString &source, const DigestRow &row);
    void askInTheCalm();
    bool isDue(const Key &key, Milliseconds interval) const;

    WatchSession &m_session;
    std::map<Key, Asked> m_asked;
    std::map<QString, MonoTime> m_calmAt; ///< by source
    bool m_inHand = false;
};

} // namespace surgedeck
