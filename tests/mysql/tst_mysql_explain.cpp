// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "connectors/mysql/statementplan.h"
#include "models/base/sqldigest.h"
#include "models/base/sqltables.h"
#include "models/domain/recordjson.h"
#include "models/domain/sourcesettings.h"
#include "tests/mysql/mariadbserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

QueryPlan planIn(const Result<PollResult> &result)
{
    if (!result)
        return {};
    for (const Observation &observation : result->observations)
        if (const auto *plan = std::get_if<QueryPlan>(&observation))
            return *plan;
    return {};
}

QByteArray jsonOf(const QueryPlan &plan)
{
    return QJsonDocument(toJson(Observation(plan)).body).toJson(QJsonDocument::Compact);
}

bool hasStep(const QueryPlan &plan, const QString &object)
{
    return std::any_of(plan.steps.begin(), plan.steps.end(),
                       [&](const PlanStep &step) { return step.object == object; });
}

} // namespace

/// Plans of a real MariaDB, of statements that were seen in flight and of others: nothing is carried out, no row is
/// locked, nothing of what was looked for comes back.
class TestMysqlExplain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<MariaDbServer>();
        m_server->start();
        m_server->admin("create table shop.products (id int primary key, name varchar(80) not null, kind int, key "
                        "products_name (name)) engine = innodb");
        m_server->admin(
            "insert into shop.products select seq, concat('name ', seq), seq % 10 from shop.seq_1_to_20000; insert "
            "into shop.products values (20001, 'secret canary', 7777); analyze table shop.products");
        m_server->admin("grant select on shop.* to view@'127.0.0.1'");
        m_source = createSource(settings(), m_clock).value();
        const auto polled = m_source->poll({});
        QVERIFY2(bool(polled), polled ? "" : qPrintable(polled.error().message));
    }

    void cleanupTestCase()
    {
        m_source.reset();
        m_server.reset();
    }

    void init() { failOnAnyWarning(); }

    void aStatementSeenInFlightIsPlannedWithItsValues()
    {
        const char *sql = "select p.id, sleep(3) from shop.products p where p.name = 'secret canary' or p.kind = 7777";
        auto running = m_server->session();
        running->send(QByteArray("use shop; ") + sql);
        const SqlDigest digest = digestOf(QString::fromLatin1(sql), SqlDialect::MySql);
        const auto seen = [&] {
            m_clock.advance(5s);
            const auto polled = m_source->poll({});
            for (const Observation &observation : polled ? polled->observations : std::vector<Observation>())
                if (const auto *sample = std::get_if<SessionSample>(&observation))
                    for (const Session &session : sample->sessions)
                        if (session.digest == digest.id)
                            return true;
            return false;
        };
        QVERIFY(QTest::qWaitFor(seen, 10'000));
        const QueryPlan plan = planIn(m_source->explain({digest.id, digest.text}, {}));
        QCOMPARE(plan.basis, QStringLiteral("sampled"));
        QVERIFY2(hasStep(plan, QStringLiteral("shop.products")), jsonOf(plan).constData());
        QVERIFY2(plan.steps[0].readsWhole, jsonOf(plan).constData());
        QVERIFY(!jsonOf(plan).contains("canary") && !jsonOf(plan).contains("7777"));
        QCOMPARE(plan.tables.size(), std::size_t(1));
        QVERIFY(plan.tables[0].rows.value_or(0) > 15'000);
        QCOMPARE(plan.tables[0].indexes.size(), std::size_t(2));
        QCOMPARE(plan.tables[0].indexes[1].columns, std::vector<QString>{QStringLiteral("name")});
    }

    void aStatementNeverSeenIsPlannedWithStandIns()
    {
        const QueryPlan plan = planIn(ask("select id from shop.products where name = 'canary' order by kind limit 5"));
        QCOMPARE(plan.basis, QStringLiteral("stand_ins"));
        const auto step =
            std::find_if(plan.steps.begin(), plan.steps.end(), [](const PlanStep &s) { return !s.index.isEmpty(); });
        QVERIFY2(step != plan.steps.end() && step->index == QStringLiteral("products_name"), jsonOf(plan).constData());
        QVERIFY(!jsonOf(plan).contains("canary"));
    }

    void aDroppedIndexIsSeenInThePlan()
    {
        const char *sql = "select id from shop.products where name = 'x'";
        const QueryPlan before = planIn(ask(sql));
        m_server->admin("alter table shop.products drop index products_name");
        const QueryPlan after = planIn(ask(sql));
        m_server->admin("alter table shop.products add index products_name (name)");
        QVERIFY2(after.steps.size() == 1 && after.steps[0].readsWhole, jsonOf(after).constData());
        QVERIFY(planShape(before) != planShape(after));
    }

    void statementsThatHaveAPlan_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("object");
        const auto row = [](const char *sql, const char *object = "shop.stock") {
            QTest::newRow(sql) << QByteArray(sql) << QString::fromLatin1(object);
        };
        row("update shop.stock set quantity = quantity - 1 where quantity > 5 order by sku limit 3");
        row("delete from shop.stock where quantity < 3");
        row("select * from shop.stock where quantity = 100 for update");
        row("select * from shop.stock where quantity = 100 lock in share mode");
        row("update shop.stock s join shop.products p on p.id = s.sku set s.quantity = 1 where p.kind = 2");
        row("insert into shop.stock select id, kind from shop.products where kind = 3", "shop.products");
        row("select p.name, sum(s.quantity) q from shop.products p join shop.stock s on s.sku = p.id where p.kind in "
            "(1, 2) "
            "group by p.name having q > 3 order by 2 desc limit 5, 10");
        row("select * from shop.stock where sku in (select id from shop.products where kind = 3) union all select 1, 2",
            "shop.products");
    }
    void statementsThatHaveAPlan()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, object);
        const auto result = ask(sql.constData());
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        QVERIFY2(hasStep(planIn(result), object), jsonOf(planIn(result)).constData());
        QCOMPARE(planIn(result).ofRead, !sql.startsWith("select"));
    }

    /// EXPLAIN of a SELECT FOR UPDATE would lock the row it finds by its key: ours must pass by a row that is locked.
    void noRowIsLockedOrChanged()
    {
        auto holder = m_server->session();
        holder->ask("begin");
        holder->ask("update shop.stock set quantity = 99 where sku = 7");
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            QVERIFY(ask("select * from shop.stock where sku = 7 for update"));
            QVERIFY(ask("update shop.stock set quantity = 0 where sku = 7"));
        }
        QVERIFY2(timer.elapsed() < 8'000, qPrintable(QString::number(timer.elapsed())));
        holder->ask("rollback");
        QCOMPARE(m_server->admin("select count(*), sum(quantity) from shop.stock").trimmed(),
                 QByteArray("1000\t100000"));
    }

    /// What watching costs is told with the source, and is no digest of the shop.
    void ourQuestionsAreNoDigests()
    {
        // They are read seldom, and the more seldom the longer the server takes to tell them.
        const auto digests = [this] {
            QStringList texts;
            for (int i = 0; i < 30 && texts.isEmpty(); ++i) {
                m_clock.advance(10s);
                const auto polled = m_source->poll({});
                if (!polled)
                    qWarning("%s", qPrintable(polled.error().message));
                for (const Observation &observation : polled ? polled->observations : std::vector<Observation>())
                    if (const auto *deltas = std::get_if<DigestDeltas>(&observation))
                        for (const DigestDelta &delta : deltas->digests)
                            texts << delta.text;
            }
            return texts;
        };
        (void)digests();
        for (int i = 0; i < 5; ++i)
            QVERIFY(ask("select id from shop.products where name = 'x' and kind = 3"));
        QVERIFY(m_server->admin("select count(*) from shop.products") != QByteArray());
        const QStringList texts = digests();
        QVERIFY(!texts.isEmpty());
        for (const QString &text : texts)
            QVERIFY2(!text.contains(QStringLiteral("EXPLAIN"), Qt::CaseInsensitive) &&
                         !text.contains(QStringLiteral("STATISTICS")),
                     qPrintable(text));
    }

    void aMissingRightIsNamedWithTheGrant()
    {
        m_server->admin("create database private; create table private.notes (id int primary key, body text)");
        const auto result = ask("select body from private.notes where body = 'canary'");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Auth);
        QVERIFY2(result.error().message.contains(QStringLiteral("GRANT SELECT ON")),
                 qPrintable(result.error().message));
        for (const char *sql : {"insert into shop.stock values (5000, 1)", "drop table shop.stock", "call p()"})
            QCOMPARE(ask(sql).error().kind, Error::Kind::Refused);
        QVERIFY(m_source->poll({}));
    }

    void noLockIsWaitedFor()
    {
        auto ddl = m_server->session();
        ddl->ask("lock tables shop.products write");
        QElapsedTimer timer;
        timer.start();
        const auto result = ask("select id from shop.products where name = 'x'");
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(QStringLiteral("locked by DDL")), qPrintable(result.error().message));
        QVERIFY2(timer.elapsed() < 1'500, qPrintable(QString::number(timer.elapsed())));
        ddl->ask("unlock tables");
    }

    void strangeAnswersAreNoPlan()
    {
        for (const char *json : {"", "[]", "{}", "nonsense", "{\"query_block\":7}"})
            QVERIFY(!mysql::planFromJson(json, {}, {}));
        const auto message =
            mysql::planFromJson("{\"query_block\":{\"table\":{\"message\":\"Impossible WHERE\"}}}", {}, {});
        QVERIFY(message);
    }

private:
    SourceSettings settings() const
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("mysql");
        settings.endpoint = m_server->dsn(QStringLiteral("view"));
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/test");
        return settings;
    }

    Result<PollResult> ask(const char *sql)
    {
        const SqlDigest digest = digestOf(QString::fromLatin1(sql), SqlDialect::MySql);
        return m_source->explain({digest.id, digest.text}, {});
    }

    TestClock m_clock;
    std::unique_ptr<MariaDbServer> m_server;
    SourcePtr m_source;
};

QTEST_GUILESS_MAIN(TestMysqlExplain)
#include "tst_mysql_explain.moc"
