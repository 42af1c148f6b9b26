// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace surgedeck::mysql {

/// One line of SHOW GRANTS, without what authenticates the account.
struct Grant
{
    QStringList privileges; ///< upper case, without column lists; empty: `object` is a role
    QString object;         ///< "*.*", "`shop`.*", "`role`"
    QString grantee;        ///< "`ops_read`@`%`", or a role
    bool withGrantOption = false;
};

/// nullopt for lines that grant nothing (SET DEFAULT ROLE, REVOKE).
std::optional<Grant> parseGrant(const QString &line);

/// A right that a console does not need.
struct ExcessRight
{
    QString privilege;
    QString object;
    QString grantee;

    QString revocation() const; ///< the statement that takes it away
};

/// What goes beyond looking: everything but USAGE, PROCESS, SLAVE MONITOR, REPLICA MONITOR, REPLICATION CLIENT and
/// BINLOG MONITOR, and SELECT on performance_schema, sys and information_schema.
std::vector<ExcessRight> excessRights(const std::vector<Grant> &grants);

/// Whether `grants` hold one of `privileges` on *.*; ALL PRIVILEGES holds all.
bool hasGlobal(const std::vector<Grant> &grants, const QStringList &privileges);

/// One notice for a person, with the statements to copy; empty when there is nothing to say.
QString excessNotice(const std::vector<ExcessRight> &rights);

/// The account that the lines are about, as a statement wants it: "`ops_read`@`%`"; empty when nothing names it.
QString accountOf(const std::vector<Grant> &grants);

} // namespace surgedeck::mysql
