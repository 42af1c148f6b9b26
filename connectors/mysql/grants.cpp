// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/grants.h"

#include <algorithm>

namespace surgedeck::mysql {

namespace {

constexpr std::size_t mostShown = 8;

/// Where `word` stands in `text` outside of quotes and brackets, from `from` on; -1: nowhere.
qsizetype findOutside(const QString &text, const QString &word, qsizetype from)
{
    QChar quote;
    int depth = 0;
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
            continue;
        }
        if (depth == 0 && text.mid(i, word.size()) == word)
            return i;
        if (c == u'`' || c == u'\'' || c == u'"')
            quote = c;
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
    }
    return -1;
}

QStringList splitPrivileges(const QString &text)
{
    QStringList privileges;
    qsizetype from = 0;
    while (from <= text.size()) {
        const qsizetype comma = findOutside(text, QStringLiteral(","), from);
        const qsizetype end = comma < 0 ? text.size() : comma;
        const QString one = text.mid(from, end - from);
        privileges << one.section(u'(', 0, 0).trimmed().toUpper();
        from = end + 1;
    }
    return privileges;
}

bool isHarmless(const QString &privilege, const QString &object)
{
    static const QStringList looking = {QStringLiteral("USAGE"),
                                        QStringLiteral("PROCESS"),
                                        QStringLiteral("SLAVE MONITOR"),
                                        QStringLiteral("REPLICA MONITOR"),
                                        QStringLiteral("REPLICATION CLIENT"),
                                        QStringLiteral("BINLOG MONITOR")};
    static const QStringList systemSchemas = {QStringLiteral("performance_schema"), QStringLiteral("sys"),
                                              QStringLiteral("information_schema")};
    if (looking.contains(privilege))
        return true;
    const QString schema = QString(object).remove(u'`').section(u'.', 0, 0).toLower();
    return privilege == QStringLiteral("SELECT") && systemSchemas.contains(schema);
}

} // namespace

std::optional<Grant> parseGrant(const QString &line)
{
    const QString beginning = QStringLiteral("GRANT ");
    if (!line.startsWith(beginning))
        return std::nullopt;
    const qsizetype to = findOutside(line, QStringLiteral(" TO "), beginning.size());
    const qsizetype on = findOutside(line, QStringLiteral(" ON "), beginning.size());
    if (to < 0)
        return std::nullopt;
    Grant grant;
    const qsizetype end = findOutside(line, QStringLiteral(" "), to + 4);
    grant.grantee = line.mid(to + 4, end < 0 ? -1 : end - to - 4);
    grant.withGrantOption = line.contains(QStringLiteral("WITH GRANT OPTION"));
    if (on < 0 || on > to) {
        grant.object = line.mid(beginning.size(), to - beginning.size());
        return grant;
    }
    grant.privileges = splitPrivileges(line.mid(beginning.size(), on - beginning.size()));
    grant.object = line.mid(on + 4, to - on - 4);
    return grant;
}

QString ExcessRight::revocation() const
{
    if (privilege == QStringLiteral("ALL PRIVILEGES") && object == QStringLiteral("*.*")) {
        return QStringLiteral("REVOKE ALL PRIVILEGES, GRANT OPTION FROM %1; GRANT PROCESS, SLAVE MONITOR ON *.* TO %1; "
                              "GRANT SELECT ON performance_schema.* TO %1")
            .arg(grantee);
    }
    return QStringLiteral("REVOKE %1 ON %2 FROM %3").arg(privilege, object, grantee);
}

std::vector<ExcessRight> excessRights(const std::vector<Grant> &grants)
{
    std::vector<ExcessRight> rights;
    for (const Grant &grant : grants) {
        for (const QString &privilege : grant.privileges) {
            if (!isHarmless(privilege, grant.object))
                rights.push_back({privilege, grant.object, grant.grantee});
        }
        if (grant.withGrantOption)
            rights.push_back({QStringLiteral("GRANT OPTION"), grant.object, grant.grantee});
    }
    return rights;
}

bool hasGlobal(const std::vector<Grant> &grants, const QStringList &privileges)
{
    return std::any_of(grants.begin(), grants.end(), [&privileges](const Grant &grant) {
        return grant.object == QStringLiteral("*.*") &&
               std::any_of(grant.privileges.begin(), grant.privileges.end(), [&privileges](const QString &privilege) {
                   return privilege == QStringLiteral("ALL PRIVILEGES") || privileges.contains(privilege);
               });
    });
}

QString excessNotice(const std::vector<ExcessRight> &rights)
{
    if (rights.empty())
        return {};
    QStringList names;
    QStringList statements;
    for (const ExcessRight &right : rights) {
        if (names.size() == static_cast<qsizetype>(mostShown)) {
            names << QStringLiteral("and %1 more").arg(rights.size() - mostShown);
            break;
        }
        names << right.privilege + QStringLiteral(" on ") + right.object;
        statements << right.revocation() + u';';
    }
    return QStringLiteral("this credential could do harm: %1. To fix: %2")
        .arg(names.join(QStringLiteral(", ")), statements.join(u' '));
}

QString accountOf(const std::vector<Grant> &grants)
{
    const auto found =
        std::find_if(grants.begin(), grants.end(), [](const Grant &grant) { return grant.grantee.contains(u'@'); });
    return found == grants.end() ? QString() : found->grantee;
}

} // namespace surgedeck::mysql
