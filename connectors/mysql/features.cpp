// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/features.h"

#include <QRegularExpression>

namespace surgedeck::mysql {

namespace {

/// nullopt: the server refuses. Error: the connection is lost.
Result<std::optional<Answer>> ask(Session &session, const QString &statement, const Deadline &deadline)
{
    auto answer = session.query(statement, deadline);
    if (answer)
        return std::optional(std::move(*answer));
    if (!session.isOpen())
        return answer.error();
    return std::optional<Answer>();
}

bool saysYes(const std::optional<Answer> &answer)
{
    return answer && !answer->rows.empty() && answer->rows.front().text(0) == QStringLiteral("YES");
}

Status detectPerformanceSchema(Session &session, const Deadline &deadline, Features &features)
{
    SURGEDECK_TRY(consumer, ask(session,
                                QStringLiteral("SELECT ENABLED FROM performance_schema.setup_consumers "
                                               "WHERE NAME = 'statements_digest'"),
                                deadline));
    features.performanceSchemaReadable = consumer.has_value();
    features.statementDigests = saysYes(consumer);
    SURGEDECK_TRY(locks, ask(session,
                             QStringLiteral("SELECT ENABLED FROM performance_schema.setup_instruments "
                                            "WHERE NAME = 'wait/lock/metadata/sql/mdl'"),
                             deadline));
    if (saysYes(locks))
        features.metadataLocks = Features::MetadataLocks::PerformanceSchema;
    return ok();
}

Status detectPlugin(Session &session, const Deadline &deadline, Features &features)
{
    SURGEDECK_TRY(plugin, ask(session,
                              QStringLiteral("SELECT 1 FROM information_schema.PLUGINS WHERE PLUGIN_NAME = "
                                             "'METADATA_LOCK_INFO' AND PLUGIN_STATUS = 'ACTIVE'"),
                              deadline));
    if (plugin && !plugin->rows.empty())
        features.metadataLocks = Features::MetadataLocks::Plugin;
    return ok();
}

} // namespace

Features featuresOf(const QString &version, const QString &comment)
{
    Features features;
    features.version = version.section(u'-', 0, 0);
    const QString all = version + u' ' + comment;
    features.engine = all.contains(QStringLiteral("mariadb"), Qt::CaseInsensitive) ? Features::Engine::MariaDb
                                                                                   : Features::Engine::MySql;
    static const QRegularExpression numbers(QStringLiteral("^(\\d{1,3})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?"));
    const auto match = numbers.match(version);
    features.versionNumber =
        match.captured(1).toInt() * 10'000 + match.captured(2).toInt() * 100 + match.captured(3).toInt();
    return features;
}

Result<Features> detectFeatures(Session &session, const Deadline &deadline)
{
    SURGEDECK_TRY(basics,
                  session.query(QStringLiteral("SELECT VERSION(), @@version_comment, @@performance_schema"), deadline));
    if (basics.rows.empty())
        return Error{Error::Kind::Protocol, QStringLiteral("the server does not say what it is")};
    const Row &row = basics.rows.front();
    Features features = featuresOf(row.text(0), row.text(1));
    features.performanceSchema = row.number(2) == 1;
    if (features.performanceSchema) {
        SURGEDECK_CHECK(detectPerformanceSchema(session, deadline, features));
    }
    if (features.isMariaDb() && features.metadataLocks == Features::MetadataLocks::Unknown) {
        SURGEDECK_CHECK(detectPlugin(session, deadline, features));
    }
    // Needs PROCESS as INNODB_TRX does, and costs nothing whatever goes on.
    SURGEDECK_TRY(metrics, ask(session,
                               QStringLiteral("SELECT COUNT FROM information_schema.INNODB_METRICS WHERE NAME = "
                                              "'lock_row_lock_current_waits'"),
                               deadline));
    features.processRight = metrics.has_value();
    return features;
}

} // namespace surgedeck::mysql
