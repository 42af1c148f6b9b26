// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "models/domain/sourcesettings.h"
#include "models/store/locktree.h"
#include "tests/mysql/mariadbserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

template <typename T>
std::optional<T> find(const Result<PollResult> &result)
{
    if (!result)
        return std::nullopt;
    for (const Observation &observation : result->observations) {
        if (const auto *found = std::get_if<T>(&observation))
            return *found;
    }
    return std::nullopt;
}

/// Roots of the graph with the number of sessions behind them: "12:3".
QString roots(const LockGraph &graph)
{
    QStringList names;
    for (const LockNode &node : lockTree(graph)) {
        if (node.root)
            names << QStringLiteral("%1:%2").arg(node.participant.id).arg(node.blocks);
    }
    return names.join(u' ');
}

} // namespace

/// Against a real MariaDB. Between polls the test's clock moves: cadences need no waiting.
class TestMysqlServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<MariaDbServer>();
        m_server->start();
    }

    void cleanupTestCase() { m_server.reset(); }

    void init() { failOnAnyWarning(); }

    void aConvoyIsNamedAtFirstSight()
    {
        const Convoy convoy(*m_server, Lock::ByUpdate, 2);
        const auto source = makeSource(QStringLiteral("view"));
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const auto graph = *find<LockGraph>(result);
        QCOMPARE(graph.waiters, 2);
        QCOMPARE(roots(graph), convoy.rootId + QStringLiteral(":2"));
        QCOMPARE(graph.cannotTell, QString());
        QCOMPARE(find<SessionSample>(result)->active.lock, 2);
    }

    /// InnoDB makes its tables of transactions and locks anew only when nobody has read them for 100 ms: with another
    /// reader about they are from before the convoy. Its status text is always of now.
    void tablesFromBeforeTheConvoyAreNoticed()
    {
        const auto reader = readTheLockTablesAllTheTime();
        const Convoy convoy(*m_server, Lock::ByUpdate, 1);
        const auto source = makeSource(QStringLiteral("view"));
        const auto graph = *find<LockGraph>(source->poll({}));
        QCOMPARE(graph.waiters, 1);
        QCOMPARE(roots(graph), convoy.rootId + QStringLiteral(":1"));
        QCOMPARE(graph.cannotTell, QString());
    }

    /// Two hold rows, and neither has changed the one that is waited for: nobody is accused, both are mentioned, and
    /// who it is comes with the first poll that gets fresh tables.
    void whatCanNotBeToldIsSaid()
    {
        auto bystander = m_server->session();
        bystander->ask("begin");
        const auto bystanderId = bystander->ask("select connection_id()");
        bystander->ask("select * from shop.stock where sku = 900 for update");
        auto reader = readTheLockTablesAllTheTime();
        const Convoy convoy(*m_server, Lock::BySelect, 1);
        const auto source = makeSource(QStringLiteral("view"));
        const auto graph = *find<LockGraph>(source->poll({}));
        QCOMPARE(graph.waiters, 1);
        QVERIFY2(graph.cannotTell.contains(convoy.rootId) &&
                     graph.cannotTell.contains(QString::fromLatin1(bystanderId)),
                 qPrintable(graph.cannotTell));
        reader.reset();
        QVERIFY(QTest::qWaitFor([&] { return namedBy(*source, convoy.rootId + QStringLiteral(":1")); }, 5000));
    }

    /// The counter and the locks are two reads: a wait may end between them.
    void aWaitThatWasCountedAndEndedIsNotAnEmptyTruth()
    {
        const auto source = makeSource(QStringLiteral("view"));
        for (int i = 0; i < 10; ++i) {
            const Convoy convoy(*m_server, Lock::ByUpdate, 1);
            convoy.root->send("rollback");
            const auto graph = find<LockGraph>(source->poll({}));
            QVERIFY(graph);
            QVERIFY(graph->waiters == 0 || !graph->participants.empty() || !graph->cannotTell.isEmpty());
            m_clock.advance(1s);
        }
    }

private:
    enum class Lock
    {
        ByUpdate,
        BySelect
    };

    /// One session that holds a row, and others that wait for it.
    struct Convoy
    {
        Convoy(const MariaDbServer &server, Lock lock, int waiterCount)
            : root(server.session())
            , m_server(server)
        {
            root->ask("begin");
            root->ask(lock == Lock::ByUpdate ? "update shop.stock set quantity = quantity + 1 where sku = 7"
                                             : "select * from shop.stock where sku = 7 for update");
            rootId = QString::fromLatin1(root->ask("select connection_id()"));
            for (int i = 0; i < waiterCount; ++i) {
                waiters.push_back(server.session());
                waiters.back()->send("update shop.stock set quantity = 1 where sku = 7");
            }
            waitFor([&] { return waiting() >= waiterCount; });
        }

        ~Convoy()
        {
            root.reset();
            waitFor([&] { return waiting() == 0; });
        }
        Convoy(const Convoy &) = delete;
        Convoy &operator=(const Convoy &) = delete;

        int waiting() const
        {
            return m_server.admin("show global status like 'Innodb_row_lock_current_waits'").split('\t').last().toInt();
        }

        std::unique_ptr<MariaDbSession> root;
        QString rootId;
        std::vector<std::unique_ptr<MariaDbSession>> waiters;

    private:
        template <typename Condition>
        static void waitFor(Condition condition)
        {
            if (!QTest::qWaitFor(condition, 20'000))
                qFatal("the convoy neither forms nor ends");
        }

        const MariaDbServer &m_server;
    };

    std::unique_ptr<MariaDbSession> readTheLockTablesAllTheTime() const
    {
        auto session = m_server->session();
        session->ask("select count(*) from information_schema.innodb_trx");
        QByteArray reads;
        for (int i = 0; i < 2000; ++i)
            reads += "select count(*) from information_schema.innodb_trx; do sleep(0.02);\n";
        session->send(reads);
        return session;
    }

    /// Polls like a slow console: a quick one would itself be the reader that keeps the tables old.
    bool namedBy(Source &source, const QString &expected)
    {
        QTest::qWait(150);
        m_clock.advance(1s);
        const auto graph = find<LockGraph>(source.poll({}));
        return graph && roots(*graph) == expected && graph->cannotTell.isEmpty();
    }

    SourcePtr makeSource(const QString &user, const QString &parameters = {})
    {
        SourceSettings settings;
        settings.type = QStringLiteral("mysql");
        settings.endpoint = m_server->dsn(user, parameters);
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
        auto source = createSource(settings, m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(*source);
    }

    std::unique_ptr<MariaDbServer> m_server;
    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestMysqlServer)
#include "tst_mysql_server.moc"
