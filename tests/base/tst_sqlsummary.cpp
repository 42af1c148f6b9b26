// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

class TestSqlSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void saysIt_data();
    void saysIt()
    {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        QCOMPARE(digestOf(sql, SqlDialect::PostgreSql).summary.toString(), words);
    }

    void keepsThePartsApart()
    {
        const auto sql =
            QStringLiteral("select s.a from shop.`order` s join price p on p.id = s.id where s.sku = 1 for update");
        const SqlSummary summary = digestOf(sql, SqlDialect::MySql).summary;
        QCOMPARE(summary, (SqlSummary{QStringLiteral("SELECT"), QStringLiteral("order + price"),
                                      QStringLiteral("by sku, for update")}));
    }
};

void TestSqlSummary::saysIt_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *sql, const char *words) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(words);
    };
    row("", "");
    row("UPDATE inventory SET reserved = reserved + 1 WHERE sku = 'x' AND on_hand - reserved >= 1",
        "UPDATE inventory by sku");
    row("SELECT * FROM inventory WHERE sku = $1 FOR UPDATE", "SELECT inventory by sku, for update");
    row("SELECT * FROM inventory FOR UPDATE SKIP LOCKED", "SELECT inventory for update");
    row("INSERT INTO shop.order_item (a, b) VALUES (1, 2)", "INSERT order_item");
    row("INSERT INTO t SELECT * FROM u WHERE a = 1", "INSERT t");
    row("SELECT p.a FROM product p JOIN price r ON r.id = p.price_id WHERE p.category = 'a'",
        "SELECT product + price by category");
    row("SELECT p.a FROM product p, price r WHERE r.id = p.price_id AND p.category = 'a'",
        "SELECT product + price by category");
    row("SELECT a FROM order_item WHERE order_id IN (1, 2)", "SELECT order_item by order_id list");
    row("SELECT a FROM order_item WHERE order_id = ANY ($1)", "SELECT order_item by order_id list");
    row("SELECT a FROM t WHERE b NOT IN (1) AND c = 2", "SELECT t by b list + c");
    row("SELECT a FROM t WHERE created_at > now() - interval '5 min'", "SELECT t by created_at range");
    row("SELECT a FROM t WHERE id BETWEEN 1 AND 5", "SELECT t by id range");
    row("SELECT a FROM t WHERE name ILIKE 'a%'", "SELECT t by name pattern");
    row("SELECT a FROM t WHERE lower(email) = 'x'", "SELECT t by email");
    row("SELECT a FROM t WHERE id::text = 'x'", "SELECT t by id");
    row("SELECT a FROM t WHERE a = 1 AND b = 2 AND c = 3 AND d = 4", "SELECT t by a + b + c + 1 more");
    row("SELECT a FROM t, u, v, w", "SELECT t + u + v + 1 more");
    row("SELECT a FROM t WHERE x IN (SELECT y FROM u WHERE z = 1)", "SELECT t + u by x list");
    row("SELECT a FROM (SELECT b FROM t WHERE c = 1) s", "SELECT t by c");
    row("WITH r AS (SELECT a FROM t WHERE b = 1) SELECT * FROM r WHERE c = 2", "SELECT t by c");
    row("SELECT extract(year FROM x) FROM t WHERE a IS DISTINCT FROM b", "SELECT t");
    row("SELECT substring(x FROM 1) FROM t LIMIT 1", "SELECT t");
    row("SELECT pg_sleep(1)", "SELECT pg_sleep()");
    row("SELECT 1", "SELECT");
    row("DELETE FROM cart WHERE cart_id = 1", "DELETE cart by cart_id");
    row("COMMIT", "COMMIT");
    row("BEGIN", "BEGIN");
    row("START TRANSACTION READ ONLY", "START TRANSACTION");
    row("CALL x(1)", "CALL x");
    row("ALTER TABLE IF EXISTS orders ADD a int", "ALTER TABLE orders");
    row("CREATE UNIQUE INDEX CONCURRENTLY i ON shop.orders (a)", "CREATE INDEX orders");
    row("DROP TABLE t", "DROP TABLE t");
    row("TRUNCATE t", "TRUNCATE t");
    row("VACUUM ANALYZE shop.orders", "VACUUM orders");
    row("autovacuum: VACUUM public.orders", "AUTOVACUUM orders");
    row("LOCK TABLE inventory IN SHARE MODE", "LOCK inventory");
    row("COPY orders (a) TO stdout", "COPY orders");
    row("EXPLAIN SELECT a FROM t", "EXPLAIN SELECT t");
    row("SET lock_timeout = '3s'", "SET lock_timeout");
    row("UPDATE inventory SET a = 'cut", "UPDATE inventory");
}

QTEST_GUILESS_MAIN(TestSqlSummary)
#include "tst_sqlsummary.moc"
