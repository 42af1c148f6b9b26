// SPDX-License-Identifier: GPL-3.0-or-later
// The freshness ladder of databases and caches, from servers of the test's own to the panels of the real window: each
// is frozen, let go on, filled up, and refuses what its account may not do.
#include "models/domain/roles.h"
#include "tests/gui/freshnessbench.h"
#include "tests/mysql/mariadbserver.h"
#include "tests/postgres/postgresserver.h"
#include "tests/redis/redisserver.h"
#include "tests/support/testrules.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using Kind = DataState::Kind;

namespace {

constexpr int patience = 30'000; ///< milliseconds

std::shared_ptr<const Workspace> workspaceWith(const QString &type)
{
    auto workspace = std::make_shared<Workspace>();
    workspace->name = QStringLiteral("Shop");
    workspace->environment = QStringLiteral("staging");
    SourceConfig source;
    source.id = QStringLiteral("orders");
    source.type = type;
    workspace->sources = {source};
    return workspace;
}

std::vector<PreparedSource> sourceAt(const QString &type, const QString &endpoint, const QString &caFile)
{
    SourceSettings settings;
    settings.id = QStringLiteral("orders");
    settings.type = type;
    settings.endpoint = endpoint;
    settings.tls.caFile = caFile;
    settings.clientName = QStringLiteral("surgedeck/test");
    return {{settings.id, settings}};
}

struct Bench : FreshnessBench
{
    Bench(const QString &type, const QString &endpoint, const QString &caFile)
        : FreshnessBench(workspaceWith(type), sourceAt(type, endpoint, caFile))
    {
    }

    /// What the visible button of the state of a panel copies.
    QString copiedFrom(const char *name) const
    {
        QGuiApplication::clipboard()->clear();
        for (QPushButton *button : panel(name)->findChildren<QPushButton *>()) {
            if (!button->isVisible())
                continue;
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
            return QGuiApplication::clipboard()->text();
        }
        return QStringLiteral("no button");
    }
};

/// Live, frozen until it is stale, then gone, then back.
template <typename Server>
void goDownTheLadder(Bench &bench, Server &server, const char *panel)
{
    QTRY_COMPARE_WITH_TIMEOUT(bench.kind(panel), Kind::Live, patience);
    server.freeze();
    bench.clock.hurry(5s);
    QTRY_COMPARE_WITH_TIMEOUT(bench.kind(panel), Kind::Stale, patience);
    QVERIFY(bench.panel(panel)->body()->isVisible()); // the rows stay, marked
    bench.clock.hurry(61s);
    QTRY_COMPARE_WITH_TIMEOUT(bench.kind(panel), Kind::Disconnected, patience);
    const DataState state = bench.panel(panel)->state();
    QVERIFY(!state.since.isEmpty() && !state.detail.isEmpty() && !state.action.isEmpty());
    server.thaw();
    bench.clock.hurry(60s); // the next try is due
    QTRY_COMPARE_WITH_TIMEOUT(bench.kind(panel), Kind::Live, patience);
}

} // namespace

class TestFreshnessServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_mariadb.start();
        m_postgres.start();
        m_redis.start();
    }

    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
    }

    void mariaDbIsLostAndFound()
    {
        Bench bench(mysql, m_mariadb.dsn(QStringLiteral("view")), m_mariadb.caFile());
        goDownTheLadder(bench, m_mariadb, "panel-queries");
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("section-locks"), Kind::Empty, patience); // a true nothing
        QVERIFY(bench.panel("section-locks")->state().message.contains(QStringLiteral("No lock waits")));
        bench.keep(QStringLiteral("empty-chain"));
    }

    void mariaDbIsFull()
    {
        m_mariadb.admin("set global max_connections = 10");
        std::vector<std::unique_ptr<MariaDbSession>> others;
        for (int i = 0; i < 11; ++i)
            others.push_back(m_mariadb.session(QStringLiteral("poor")));
        Bench bench(mysql, m_mariadb.dsn(QStringLiteral("view")), m_mariadb.caFile());
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Full, patience);
        QCOMPARE(bench.panel("panel-queries")->state().message, QStringLiteral("orders takes no further session"));
        QVERIFY(bench.panel("panel-queries")->state().detail.contains(QStringLiteral("max_connections")));
        bench.keep(QStringLiteral("full-mariadb"));
        others.clear();
        m_mariadb.admin("set global max_connections = 150");
        bench.clock.hurry(60s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Live, patience);
    }

    /// An account that may sign in and see nothing: what is seen stays, and each gap offers its own grant.
    void mariaDbShowsOnlyWhatItMay()
    {
        Bench bench(mysql, m_mariadb.dsn(QStringLiteral("poor")), m_mariadb.caFile());
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("section-locks"), Kind::Denied, patience);
        QCOMPARE(bench.kind("panel-queries"), Kind::Live);
        QCOMPARE(bench.copiedFrom("section-locks"), QStringLiteral("GRANT PROCESS ON *.* TO `poor`@`127.0.0.1`"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("section-statements"), Kind::Denied, patience);
        QCOMPARE(bench.copiedFrom("section-statements"),
                 QStringLiteral("GRANT SELECT ON performance_schema.* TO `poor`@`127.0.0.1`"));
        bench.keep(QStringLiteral("denied-mariadb"));
        QCOMPARE(bench.window.currentView(), QStringLiteral("cockpit")); // it leads nowhere else
        QVERIFY(bench.window.showView(QStringLiteral("queries")));
        QCOMPARE(bench.kind("section-lock-tree"), Kind::Denied);
        QCOMPARE(bench.copiedFrom("section-lock-tree"), QStringLiteral("GRANT PROCESS ON *.* TO `poor`@`127.0.0.1`"));
    }

    void postgreSqlIsLostAndFound()
    {
        Bench bench(postgresql, m_postgres.dsn(QStringLiteral("view")), m_postgres.caFile());
        goDownTheLadder(bench, m_postgres, "panel-queries");
    }

    void postgreSqlIsFull()
    {
        std::vector<std::unique_ptr<PostgresSession>> others;
        for (int i = 0; i < 22; ++i)
            others.push_back(m_postgres.session(QStringLiteral("poor")));
        Bench bench(postgresql, m_postgres.dsn(QStringLiteral("view")), m_postgres.caFile());
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Full, patience);
    }

    /// The grant is copied, run, and the gap closes without a restart.
    void postgreSqlTakesTheGrantThatItOffers()
    {
        Bench bench(postgresql, m_postgres.dsn(QStringLiteral("poor")), m_postgres.caFile());
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Denied, patience);
        const QString grant = bench.copiedFrom("panel-queries");
        QCOMPARE(grant, QStringLiteral("GRANT pg_monitor TO poor;"));
        bench.keep(QStringLiteral("denied-postgresql"));
        m_postgres.admin(grant.toUtf8());
        bench.clock.hurry(120s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-queries"), Kind::Live, patience);
    }

    void redisIsLostAndFound()
    {
        Bench bench(redis, m_redis.url(QStringLiteral("view")), m_redis.caFile());
        QVERIFY(bench.window.showView(QStringLiteral("queries")));
        goDownTheLadder(bench, m_redis, "panel-digests");
        m_redis.admin(
            {QStringLiteral("CONFIG"), QStringLiteral("SET"), QStringLiteral("maxclients"), QStringLiteral("1")});
        Bench late(redis, m_redis.url(QStringLiteral("view")), m_redis.caFile());
        QVERIFY(late.window.showView(QStringLiteral("queries")));
        QTRY_COMPARE_WITH_TIMEOUT(late.kind("panel-digests"), Kind::Full, patience);
    }

    void redisRefuses()
    {
        RedisServer server;
        server.start();
        Bench bench(redis, server.url(QStringLiteral("poor")), server.caFile());
        QVERIFY(bench.window.showView(QStringLiteral("queries")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.kind("panel-digests"), Kind::Denied, patience);
        const QString grant = bench.copiedFrom("panel-digests");
        QVERIFY2(grant.startsWith(QStringLiteral("ACL SETUSER ")), qPrintable(grant));
        bench.keep(QStringLiteral("denied-redis"));
    }

private:
    const QString mysql = QStringLiteral("mysql");
    const QString postgresql = QStringLiteral("postgresql");
    const QString redis = QStringLiteral("redis");
    MariaDbServer m_mariadb;
    PostgresServer m_postgres;
    RedisServer m_redis;
};

QTEST_MAIN(TestFreshnessServers)
#include "tst_freshnessservers.moc"
