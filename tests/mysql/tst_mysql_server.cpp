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

QString attention(const Result<PollResult> &result)
{
    const auto notices = find<SourceNotices>(result).value_or(SourceNotices());
    return QStringList(notices.attention.begin(), notices.attention.end()).join(u'\n');
}

QString printed(const std::vector<DiagnosisStage> &stages)
{
    QStringList lines;
    for (const auto &stage : stages) {
        const QString ok = !stage.ok ? QStringLiteral("?") : *stage.ok ? QStringLiteral("ok") : QStringLiteral("NO");
        lines << QStringLiteral("%1 %2: %3 | %4").arg(stage.stage, ok, stage.value, stage.advice);
    }
    return lines.join(u'\n');
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
            m_clock.advance(6s); // sooner a wait that was seen twice is not read again, and there is no graph
        }
    }

    void statementsThatEndedAreCounted()
    {
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        QByteArray work;
        for (int i = 1; i <= 25; ++i)
            work += "select quantity from shop.stock where sku = " + QByteArray::number(i) + ";";
        m_server->admin(work);
        m_clock.advance(10s);
        const auto deltas = *find<DigestDeltas>(source->poll({}));
        QCOMPARE(deltas.reason, QString());
        const auto digest = std::find_if(deltas.digests.begin(), deltas.digests.end(), [](const DigestDelta &delta) {
            return delta.text.contains(QStringLiteral("quantity"), Qt::CaseInsensitive);
        });
        QVERIFY(digest != deltas.digests.end());
        QCOMPARE(digest->calls, 25);
        QCOMPARE(digest->rowsSent, std::optional(25.0));
        QVERIFY(digest->totalMs > 0);
        for (const DigestDelta &delta : deltas.digests)
            QVERIFY2(!delta.text.contains(QStringLiteral("surgedeck")), qPrintable(delta.text));
    }

    void aServerThatStopsIsDownAndComesBack()
    {
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        m_server->kill();
        m_clock.advance(1s);
        const auto error = source->poll({}).error();
        QVERIFY2(error.kind == Error::Kind::Unreachable && !error.message.isEmpty(), qPrintable(error.message));
        QCOMPARE(source->poll({}).error().kind, Error::Kind::Unreachable);
        m_server->start();
        const auto back = source->poll({});
        QVERIFY2(bool(back), back ? "" : qPrintable(back.error().message));
        QVERIFY2(!find<DigestDeltas>(back), "totals that began anew are not growth");
    }

    void aFrozenServerIsNoticedInTime()
    {
        const auto source = makeSource(QStringLiteral("view"));
        QVERIFY(bool(source->poll({})));
        m_server->freeze();
        QElapsedTimer timer;
        timer.start();
        const auto error = source->poll({}).error();
        m_server->thaw();
        QVERIFY2(timer.elapsed() < 4'500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(error.kind, Error::Kind::Timeout);
        QVERIFY(bool(source->poll({})));
    }

    void aFullServerIsAStateOfItsOwn()
    {
        const auto inside = makeSource(QStringLiteral("view"));
        QVERIFY(bool(inside->poll({})));
        m_server->admin("set global max_connections = 10");
        std::vector<std::unique_ptr<MariaDbSession>> others;
        for (int i = 0; i < 11; ++i)
            others.push_back(m_server->session(QStringLiteral("poor")));
        // Some of them found the places of sessions that were just ending, and were turned away: more come until it is
        // full.
        const auto refused = [&] {
            others.push_back(m_server->session(QStringLiteral("poor")));
            const auto result = makeSource(QStringLiteral("view"))->poll({});
            return !result && result.error().kind == Error::Kind::Full;
        };
        QVERIFY(QTest::qWaitFor(refused, 10'000));
        const auto outside = makeSource(QStringLiteral("view"));
        m_clock.advance(1s);
        QVERIFY2(bool(inside->poll({})), "who is in stays in");
        QString doctor;
        const auto isFull = [&] {
            others.push_back(m_server->session(QStringLiteral("poor"))); // the place of a poll that has just ended
            doctor = printed(outside->diagnose({}));
            return doctor.contains(QStringLiteral("sign-in NO")) && doctor.contains(QStringLiteral("max_connections"));
        };
        QVERIFY2(QTest::qWaitFor(isFull, 20'000), qPrintable(doctor));
        QVERIFY2(doctor.contains(QStringLiteral("one session is kept for it")), qPrintable(doctor));
        others.clear();
        m_server->admin("set global max_connections = 150");
        QVERIFY(QTest::qWaitFor([&] { return bool(outside->poll({})); }, 10'000));
    }

    void rights_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("notice");
        QTest::addColumn<QString>("advice");
        QTest::newRow("viewer") << QStringLiteral("view") << QString() << QString();
        QTest::newRow("none") << QStringLiteral("poor") << QStringLiteral("sees no sessions but its own")
                              << QStringLiteral("GRANT PROCESS ON *.* TO `poor`@`127.0.0.1`; GRANT SLAVE MONITOR");
        QTest::newRow("all") << QStringLiteral("super") << QStringLiteral("ALL PRIVILEGES")
                             << QStringLiteral("ALL PRIVILEGES");
    }

    void rights()
    {
        QFETCH(const QString, user);
        QFETCH(const QString, notice);
        QFETCH(const QString, advice);
        const auto source = makeSource(user);
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const QString said = attention(result);
        QVERIFY2(notice.isEmpty() ? said.isEmpty() : said.contains(notice), qPrintable(said));
        const QString doctor = printed(source->diagnose({}));
        QVERIFY2(doctor.contains(advice), qPrintable(doctor));
        QCOMPARE(doctor.contains(QStringLiteral("read NO")), user == QStringLiteral("poor"));
    }

    /// Without the right to see others, what is not seen is unknown, not zero.
    void whoMaySeeNothingSaysSo()
    {
        const Convoy convoy(*m_server, Lock::ByUpdate, 2);
        const auto result = makeSource(QStringLiteral("poor"))->poll({});
        const auto graph = *find<LockGraph>(result);
        QCOMPARE(graph.waiters, 2);
        QVERIFY(graph.cannotTell.contains(QStringLiteral("PROCESS")));
        const auto sample = *find<SessionSample>(result);
        QVERIFY(sample.truncated && sample.sessions.empty());
        QCOMPARE(sample.active.lock, 2);
    }

    void wrongPasswords()
    {
        SourceSettings settings = settingsFor(QStringLiteral("view"), {});
        settings.endpoint.replace(QStringLiteral(":pw@"), QStringLiteral(":hush@"));
        const auto error = (*createSource(settings, m_clock))->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Auth);
        QVERIFY2(!error.message.contains(QStringLiteral("hush")), qPrintable(error.message));
    }

    void certificates()
    {
        MariaDbServer::Options options;
        options.certificateNames = QStringLiteral("DNS:db.elsewhere.example");
        MariaDbServer elsewhere(options);
        elsewhere.start();
        SourceSettings settings = settingsFor(QStringLiteral("view"), {});
        settings.endpoint = elsewhere.dsn(QStringLiteral("view"));
        settings.tls.caFile = elsewhere.caFile();
        const auto wrongName = createSource(settings, m_clock);
        const auto error = (*wrongName)->poll({}).error();
        QCOMPARE(error.kind, Error::Kind::Unreachable);
        QVERIFY2(error.message.contains(QStringLiteral("certificate")), qPrintable(error.message));
        const QString doctor = printed((*wrongName)->diagnose({}));
        QVERIFY2(doctor.contains(QStringLiteral("tls NO")), qPrintable(doctor));

        settings.tls.caFile = m_server->caFile();
        QCOMPARE((*createSource(settings, m_clock))->poll({}).error().kind, Error::Kind::Unreachable);
        settings.tls.caFile = elsewhere.caFile();
        settings.endpoint = elsewhere.dsn(QStringLiteral("view"), QStringLiteral("?ssl-mode=VERIFY_CA"));
        const auto weaker = (*createSource(settings, m_clock))->poll({});
        QVERIFY2(bool(weaker), weaker ? "" : qPrintable(weaker.error().message));
        QVERIFY(!attention(weaker).isEmpty());
    }

    /// As Debian ships it. Convoys are seen all the same; what is not there is said.
    void aServerWithoutPerformanceSchema()
    {
        m_server->restartWith({QStringLiteral("performance-schema=OFF")});
        const Convoy convoy(*m_server, Lock::ByUpdate, 2);
        const auto source = makeSource(QStringLiteral("view"));
        const auto result = source->poll({});
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QCOMPARE(roots(*find<LockGraph>(result)), convoy.rootId + QStringLiteral(":2"));
        QCOMPARE(find<SessionSample>(result)->active.lock, 2);
        QVERIFY(find<DigestDeltas>(result)->reason.contains(QStringLiteral("performance_schema is off")));
        const QString doctor = printed(source->diagnose({}));
        QVERIFY2(doctor.contains(QStringLiteral("performance_schema=ON")) && doctor.contains(QStringLiteral("read ok")),
                 qPrintable(doctor));
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

    SourceSettings settingsFor(const QString &user, const QString &parameters) const
    {
        SourceSettings settings;
        settings.type = QStringLiteral("mysql");
        settings.endpoint = m_server->dsn(user, parameters);
        settings.actEndpoint = m_server->dsn(QStringLiteral("act"), parameters);
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
        return settings;
    }

    SourcePtr makeSource(const QString &user, const QString &parameters = {})
    {
        auto source = createSource(settingsFor(user, parameters), m_clock);
        if (!source)
            qFatal("%s", qPrintable(source.error().message));
        return std::move(*source);
    }

    std::unique_ptr<MariaDbServer> m_server;
    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestMysqlServer)
#include "tst_mysql_server.moc"
