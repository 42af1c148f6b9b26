// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/builtin.h"
#include "connectors/postgres/statementplan.h"
#include "models/base/sqldigest.h"
#include "models/domain/recordjson.h"
#include "models/domain/sourcesettings.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace surgedeck;

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

} // namespace

/// Plans of a real PostgreSQL: nothing is carried out, nothing of what was looked for comes back.
class TestPostgresExplain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->start();
        m_server->admin("create table products (id int primary key, name text not null, kind int, shelf text)");
        m_server->admin(
            "insert into products select i, 'name ' || i, i % 10, 'shelf' from generate_series(1, 20000) i");
        m_server->admin("create index products_name on products (name); create index products_lower on products "
                        "(lower(shelf), kind)");
        m_server->admin("grant select on stock, products to view; analyze products; analyze stock");
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

    void aNormalisedStatementHasAGenericPlan()
    {
        const QueryPlan plan = planIn(ask("select id, kind from products where name = 'secret canary' and kind > 7"));
        QCOMPARE(plan.basis, QStringLiteral("generic"));
        QVERIFY(!plan.ofRead);
        QVERIFY2(plan.steps.size() >= 1 && plan.steps[0].index == QStringLiteral("products_name"),
                 jsonOf(plan).constData());
        QCOMPARE(plan.steps[0].object, QStringLiteral("public.products"));
        QVERIFY(!plan.steps[0].readsWhole);
        QVERIFY2(plan.steps[0].condition.contains(QStringLiteral("name = $1")), qPrintable(plan.steps[0].condition));
        QCOMPARE(plan.tables.size(), std::size_t(1));
        QCOMPARE(plan.tables[0].rows, std::optional(20'000.0));
        QVERIFY(plan.tables[0].bytes.value_or(0) > 100'000);
        QCOMPARE(plan.tables[0].indexes.size(), std::size_t(3));
        QCOMPARE(plan.tables[0].indexes[0].columns[0], QStringLiteral("lower(shelf)"));
        QCOMPARE(plan.tables[0].indexes[1].columns, std::vector<QString>{QStringLiteral("name")});
        QVERIFY(!jsonOf(plan).contains("canary"));
    }

    void aDroppedIndexIsSeenInThePlan()
    {
        const char *sql = "select id from products where name = 'x'";
        const QueryPlan before = planIn(ask(sql));
        m_server->admin("drop index products_name");
        const QueryPlan after = planIn(ask(sql));
        m_server->admin("create index products_name on products (name)");
        QVERIFY(!before.steps[0].readsWhole);
        QVERIFY2(after.steps[0].readsWhole, jsonOf(after).constData());
        QVERIFY(planShape(before) != planShape(after));
    }

    void statementsThatHaveAPlan_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("object");
        const auto row = [](const char *sql, const char *object = "public.stock") {
            QTest::newRow(sql) << QByteArray(sql) << QString::fromLatin1(object);
        };
        row("update stock set quantity = quantity - 1 where sku = 7 returning quantity");
        row("delete from stock where sku in (1, 2, 3)");
        row("select * from stock where sku = 7 for update skip locked");
        row("insert into stock select id, kind from products where kind = 3 on conflict (sku) do nothing",
            "public.products");
        row("update stock s set quantity = 1 from products p where p.id = s.sku and p.kind = 2");
        row("select p.name, sum(s.quantity) from products p join stock s on s.sku = p.id where p.kind = any('{1,2}') "
            "group by p.name having sum(s.quantity) > 3 order by 2 desc limit 10");
        row("with x as (select * from stock where quantity > 5) select count(*) from x");
        row("select id from products where name like 'abc%' order by kind limit 20 offset 40", "public.products");
        row("select coalesce(kind, 0), case when kind = 1 then 'a' else 'b' end from products where shelf is not null "
            "and id between 1 and 9",
            "public.products");
        row("select count(*) from stock where now() - interval '1 day' < now() and quantity::text <> '5' and -quantity "
            "< -3");
    }
    void statementsThatHaveAPlan()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, object);
        const auto result = ask(sql.constData());
        QVERIFY2(bool(result), result ? "" : qPrintable(result.error().message));
        const QueryPlan plan = planIn(result);
        const bool found = std::any_of(plan.steps.begin(), plan.steps.end(),
                                       [&](const PlanStep &step) { return step.object == object; });
        QVERIFY2(found, jsonOf(plan).constData());
        QCOMPARE(plan.ofRead, !sql.startsWith("select") && !sql.startsWith("with"));
    }

    /// Asked a hundred times, for statements that write, too: no row is read or changed, nothing stays prepared.
    void nothingIsCarriedOut()
    {
        const auto facts = [this] {
            return m_server->admin(
                       "select n_tup_upd, n_tup_del, n_tup_ins from pg_stat_all_tables where relname = 'stock'") +
                   m_server->admin("select count(*), sum(quantity) from stock");
        };
        const QByteArray before = facts();
        for (int i = 0; i < 100; ++i) {
            QVERIFY(ask("update stock set quantity = 0"));
            QVERIFY(ask("delete from stock"));
        }
        QCOMPARE(facts(), before);
        QVERIFY(m_source->poll({})); // the session is as it was
        QVERIFY(!m_server->log().contains("already exists"));
    }

    void whatHasNoPlanIsRefusedWithoutBeingSent()
    {
        for (const char *sql : {"insert into stock values (5000, 1)", "create table x (a int)", "vacuum", "call p(1)",
                                "with d as (delete from stock returning *) select * from d"}) {
            const auto result = ask(sql);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, Error::Kind::Refused);
        }
        QCOMPARE(m_server->admin("select count(*) from stock"), QByteArray("1000"));
    }

    void aMissingRightIsNamedWithTheGrant()
    {
        m_server->admin("create table private_notes (id int primary key, body text)");
        const auto result = ask("select body from private_notes where body = 'canary'");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Auth);
        QVERIFY2(result.error().message.contains(QStringLiteral("GRANT SELECT ON")),
                 qPrintable(result.error().message));
        QVERIFY(!result.error().message.contains(QStringLiteral("canary")));
        const auto unknown = ask("select a from no_such_table where b = 1");
        QCOMPARE(unknown.error().kind, Error::Kind::Refused);
        QVERIFY(m_source->poll({}));
    }

    /// A table under DDL: the question gives up at once and stands in nobody's way.
    void noLockIsWaitedFor()
    {
        auto ddl = m_server->session();
        ddl->ask("begin");
        ddl->ask("lock table products in access exclusive mode");
        QElapsedTimer timer;
        timer.start();
        const auto result = ask("select id from products where name = 'x'");
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(QStringLiteral("locked by DDL")), qPrintable(result.error().message));
        QVERIFY2(timer.elapsed() < 2'500, qPrintable(QString::number(timer.elapsed())));
        ddl->ask("rollback");
        QVERIFY(ask("select id from products where name = 'x'"));
    }

    void strangeAnswersAreNoPlan()
    {
        for (const char *json : {"", "[]", "{}", "[{\"Plan\":{}}]", "[{\"Plan\":[]}]", "nonsense", "[[[["})
            QVERIFY(!postgres::planFromJson(json));
        QByteArray deep = "{\"Node Type\":\"Limit\"}";
        for (int i = 0; i < 500; ++i)
            deep = "{\"Node Type\":\"Limit\",\"Plans\":[" + deep + "]}";
        const auto cut = postgres::planFromJson("[{\"Plan\":" + deep + "}]");
        QVERIFY(cut && cut->truncated && cut->steps.size() <= 200);
    }

private:
    SourceSettings settings() const
    {
        SourceSettings settings;
        settings.id = QStringLiteral("db");
        settings.type = QStringLiteral("postgresql");
        settings.endpoint = m_server->dsn(QStringLiteral("view"));
        settings.tls.caFile = m_server->caFile();
        settings.clientName = QStringLiteral("surgedeck/test");
        return settings;
    }

    /// As from the window: by the digest's text.
    Result<PollResult> ask(const char *sql)
    {
        const SqlDigest digest = digestOf(QString::fromLatin1(sql), SqlDialect::PostgreSql);
        return m_source->explain({digest.id, digest.text}, {});
    }

    TestClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
    SourcePtr m_source;
};

QTEST_GUILESS_MAIN(TestPostgresExplain)
#include "tst_postgres_explain.moc"
