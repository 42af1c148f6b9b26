// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/credential.h"

namespace surgedeck::mysql {

namespace {

constexpr qsizetype mostRoles = 8;

Result<QStringList> showGrants(Session &session, const QString &suffix, const Deadline &deadline)
{
    auto answer = session.query(QStringLiteral("SHOW GRANTS") + suffix, deadline);
    QStringList lines;
    if (!answer)
        return session.isOpen() ? Result<QStringList>(lines) : answer.error();
    for (const Row &row : answer->rows)
        lines << row.text(0);
    return lines;
}

QStringList rolesIn(const QStringList &lines)
{
    QStringList roles;
    for (const QString &line : lines) {
        const auto grant = parseGrant(line);
        if (grant && grant->privileges.isEmpty() && roles.size() < mostRoles)
            roles << grant->object;
    }
    return roles;
}

} // namespace

Result<std::vector<Grant>> readGrants(Session &session, const Features &features, const Deadline &deadline)
{
    SURGEDECK_TRY(lines, showGrants(session, {}, deadline));
    for (const QString &role : rolesIn(lines)) {
        const QString suffix =
            features.isMariaDb() ? QStringLiteral(" FOR ") + role : QStringLiteral(" FOR CURRENT_USER() USING ") + role;
        SURGEDECK_TRY(more, showGrants(session, suffix, deadline));
        lines << more;
    }
    lines.removeDuplicates();
    std::vector<Grant> grants;
    for (const QString &line : lines) {
        if (auto grant = parseGrant(line))
            grants.push_back(std::move(*grant));
    }
    return grants;
}

QStringList credentialNotices(const Features &features, const std::vector<Grant> &grants)
{
    QStringList notices;
    if (const QString excess = excessNotice(excessRights(grants)); !excess.isEmpty())
        notices << excess;
    if (!features.processRight)
        notices << QStringLiteral("this credential sees no sessions but its own: GRANT PROCESS ON *.* TO %1")
                       .arg(accountOf(grants));
    return notices;
}

} // namespace surgedeck::mysql
