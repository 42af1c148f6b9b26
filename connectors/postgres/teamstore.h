// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/readsession.h"

#include <QByteArray>

#include <vector>

namespace surgedeck {

/// Something that a member of a team wrote down, as the team's store has it.
struct TeamEvent
{
    qint64 number = 0; ///< in the store: in order of arrival, without one that comes later below it
    QString uid;       ///< the same on every machine
    QString stream;    ///< "incident", "care" ...
    WallTime entered{};
    QString actor, source, type;
    QByteArray body; ///< a JSON object
    QString console{};
    QString login{}; ///< the database role that brought it: what the server itself says, not the console
};

/// Who has something for now, by the clock of the store.
struct TeamLease
{
    QString holder; ///< console
    QString person;
    qint64 epoch = 0; ///< grows with every holder
    bool isMine = false;
};

/// What a lease is asked with.
struct TeamLeaseWish
{
    QString workspace, name; ///< "collector", "shift/checkout" ...
    QString console, person;
    Milliseconds lasts{10'000};
};

/// The store that consoles of a team share: a PostgreSQL of their own, schema "surgedeck". Events are only ever added,
/// each once; leases end by the clock of the store. Blocks, each call 4 s at most; one thread. After an error the
/// connection is opened anew by the next call. Errors: those of ReadSession; Config, when its tables are missing or of
/// another version.
class TeamStore
{
public:
    static Result<std::unique_ptr<TeamStore>> open(const QString &dsn, const Clock &clock);
    ~TeamStore();

    /// What the store has already, it leaves alone.
    Status push(const QString &workspace, const QString &console, const std::vector<TeamEvent> &events,
                std::stop_token stop);
    /// In order of their numbers, those behind `after`; at most 500.
    Result<std::vector<TeamEvent>> pull(const QString &workspace, qint64 after, std::stop_token stop);

    /// Takes a lease that is free, over or mine, and renews it; else says whose it is.
    Result<TeamLease> claim(const TeamLeaseWish &wish, std::stop_token stop);
    Status release(const TeamLeaseWish &wish, std::stop_token stop);

    /// Aggregates: one document for each name, which only the newest writer's is.
    Status publish(const QString &workspace, const QString &name, const QByteArray &document, std::stop_token stop);
    Result<std::optional<QByteArray>> published(const QString &workspace, const QString &name, std::stop_token stop);

    /// What the collecting console saw, packed; kept for ten minutes.
    Status feed(const QString &workspace, const QString &console, const QByteArray &batch, std::stop_token stop);
    struct FedBatch
    {
        qint64 number = 0;
        QByteArray bytes;
    };
    /// Behind `after`, or, with 0, those of the last ten seconds; at most 50.
    Result<std::vector<FedBatch>> fed(const QString &workspace, qint64 after, std::stop_token stop);

    /// How far our clock is ahead of the store's; and the system that the store is in, as pg_control names it.
    Result<Milliseconds> clockAhead(std::stop_token stop);
    Result<QString> systemIdentifier(std::stop_token stop);

    /// Brings the tables to this version; as a role that may create them. Again is nothing.
    Status migrate(std::stop_token stop);

private:
    TeamStore(postgres::ConnectionPlan plan, const Clock &clock)
        : m_plan(std::move(plan))
        , m_clock(clock)
    {
    }
    Result<postgres::Rows> ask(const char *statement, const std::vector<std::string> &parameters, std::stop_token stop);
    Status checkVersion(std::stop_token stop);

    postgres::ConnectionPlan m_plan;
    const Clock &m_clock;
    std::unique_ptr<postgres::ReadSession> m_session;
    bool m_isChecked = false;
};

} // namespace surgedeck
