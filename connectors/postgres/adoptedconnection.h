// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/postgres/opening.h"

#include <libpq-fe.h>
#include <pqxx/connection_base>
#include <pqxx/connectionpolicy>
#include <pqxx/except>

namespace surgedeck::postgres {

/// Hands libpqxx a connection that is open already.
class AdoptingPolicy final : public pqxx::connectionpolicy
{
public:
    explicit AdoptingPolicy(Connection connection)
        : pqxx::connectionpolicy(std::string())
        , m_given(std::move(connection))
    {
    }

    handle do_startconnect(handle orig) override
    {
        if (!orig)
            m_handle = m_given.release();
        return m_handle;
    }
    handle do_completeconnect(handle orig) override { return orig; }
    handle do_disconnect(handle orig) noexcept override
    {
        m_handle = nullptr;
        return pqxx::connectionpolicy::do_disconnect(orig);
    }
    bool is_ready(handle orig) const noexcept override { return orig != nullptr; }
    /// What libpq said last. libpqxx asks a lost connection for its encoding and reports that it has none.
    const char *lastWords() const { return m_handle ? PQerrorMessage(m_handle) : ""; }

private:
    Connection m_given;
    handle m_handle = nullptr; ///< libpqxx's while it is open
};

/// A libpqxx connection over one that we opened: libpqxx opens its own without a deadline over names and slow peers.
class AdoptedConnection final : public pqxx::connection_base
{
public:
    explicit AdoptedConnection(Connection connection)
        : pqxx::connection_base(m_policy)
        , m_policy(std::move(connection))
    {
        init();
        // It would reconnect by itself, without our deadline.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        inhibit_reactivation(true);
#pragma GCC diagnostic pop
    }
    ~AdoptedConnection()
    {
        close();
    }
    AdoptedConnection(const AdoptedConnection &) = delete;
    AdoptedConnection &operator=(const AdoptedConnection &) = delete;

    const char *lastWords() const
    {
        return m_policy.lastWords();
    }

private:
    AdoptingPolicy m_policy;
};

} // namespace surgedeck::postgres
