// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"
#include "models/base/sqlexplain.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;

Q_DECLARE_METATYPE(surgedeck::SqlDialect)
Q_DECLARE_METATYPE(surgedeck::SqlValues)

/// What is asked for instead of a statement whose plan somebody wants to see.
class TestSqlExplain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void readingParts_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<SqlDialect>("dialect");
        QTest::addColumn<SqlValues>("values");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *sql, SqlDialect dialect, SqlValues values, const char *expected) {
            QTest::newRow(sql) << QString::fromLatin1(sql) << dialect << values << QString::fromLatin1(expected);
        };
        const auto pg = SqlDialect::PostgreSql;
        const auto my = SqlDialect::MySql;
        const auto numbered = SqlValues::Numbered;
        row("SELECT * FROM stock WHERE sku = ?", pg, numbered, "SELECT * FROM stock WHERE sku = $1");
        row("SELECT a FROM t WHERE b IN (...) AND c = ?", pg, numbered, "SELECT a FROM t WHERE b IN ( $1) AND c = $2");
        row("SELECT a FROM t WHERE d > now() - interval ?", pg, numbered,
            "SELECT a FROM t WHERE d > now() - $1::interval");
        row("SELECT a FROM t WHERE b = ? FOR UPDATE OF t SKIP LOCKED", pg, numbered, "SELECT a FROM t WHERE b = $1");
        row("SELECT a FROM (SELECT a FROM t FOR UPDATE) x WHERE a = ?", pg, numbered,
            "SELECT a FROM (SELECT a FROM t) x WHERE a = $1");
        row("UPDATE stock SET n = n - ? WHERE sku = ? RETURNING n", pg, numbered, "SELECT 1 FROM stock WHERE sku = $1");
        row("UPDATE t AS a SET n = ? FROM b WHERE a.id = b.id AND b.x = ?", pg, numbered,
            "SELECT 1 FROM t AS a, b WHERE a.id = b.id AND b.x = $1");
        row("DELETE FROM t USING b WHERE t.id = b.id", pg, numbered, "SELECT 1 FROM t, b WHERE t.id = b.id");
        row("INSERT INTO t (a) SELECT a FROM b WHERE c = ? ON CONFLICT DO NOTHING", pg, numbered,
            "SELECT a FROM b WHERE c = $1");
        row("WITH x AS (SELECT 1) SELECT * FROM x", pg, numbered, "WITH x AS (SELECT 1) SELECT * FROM x");
        row("SELECT * FROM products WHERE name LIKE ? LIMIT ?", my, SqlValues::StandIns,
            "SELECT * FROM products WHERE name LIKE '1' LIMIT 10");
        row("SELECT * FROM t WHERE a IN (...) LIMIT ?, ?", my, SqlValues::StandIns,
            "SELECT * FROM t WHERE a IN ( '1') LIMIT 10, 10");
        row("SELECT * FROM t LIMIT ?, ...", my, SqlValues::StandIns, "SELECT * FROM t LIMIT 10, 10");
        row("update low_priority cart set n = 3 where id = 'x y' limit 1", my, SqlValues::AsWritten,
            "SELECT 1 FROM cart where id = 'x y' limit 1");
        row("select * from stock where sku = 'a' lock in share mode", my, SqlValues::AsWritten,
            "select * from stock where sku = 'a'");
        row("delete from cart using cart join old on cart.id = old.id", my, SqlValues::AsWritten,
            "SELECT 1 FROM cart join old on cart.id = old.id");
        row("select replace(a, 'b', 'c'), t.`update` from t", my, SqlValues::AsWritten,
            "select replace(a, 'b', 'c'), t.`update` from t");
    }
    void readingParts()
    {
        QFETCH(QString, sql);
        QFETCH(SqlDialect, dialect);
        QFETCH(SqlValues, values);
        QFETCH(QString, expected);
        const auto made = explainableSql(sql, dialect, values);
        QVERIFY2(bool(made), made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->text, expected);
        QCOMPARE(made->ofWrite, !sql.startsWith(QLatin1String("select"), Qt::CaseInsensitive) &&
                                    !sql.startsWith(QLatin1String("with"), Qt::CaseInsensitive));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql :
             {"", "SELECT 1; DROP TABLE t", "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
              "SELECT * INTO b FROM a", "INSERT INTO t VALUES (...)", "DROP TABLE t", "SELECT a FROM t WHERE b = ...",
              "SELECT a FROM (SELECT b", "SELECT 'open", "CALL p(?)", "EXPLAIN ANALYZE DELETE FROM t",
              "WITH x AS (SELECT 1) UPDATE t SET a = ?", "MERGE INTO t USING b ON true", "SET x = ?"})
            QTest::newRow(sql) << QString::fromLatin1(sql);
    }
    /// And the reason holds no part of the statement.
    void refusals()
    {
        QFETCH(QString, sql);
        for (const SqlDialect dialect : {SqlDialect::PostgreSql, SqlDialect::MySql}) {
            const auto made = explainableSql(sql, dialect, SqlValues::Numbered);
            QVERIFY2(!made, made ? qPrintable(made->text) : "");
            QCOMPARE(made.error().kind, Error::Kind::Refused);
        }
        QVERIFY(!explainableSql(u"SELECT 1 /*! INTO OUTFILE 'x' */", SqlDialect::MySql, SqlValues::AsWritten));
    }

    /// Whatever is asked for is of the same digest as what it stands for, when that reads.
    void theDigestStays()
    {
        const QString sql =
            QStringLiteral("select p.name, s.n from products p join stock s on s.sku = p.sku where "
                           "p.name like 'abc%' and s.n > 5 and p.kind in (1, 2, 3) order by p.name limit 20");
        const SqlDigest digest = digestOf(sql, SqlDialect::PostgreSql);
        const auto made = explainableSql(digest.text, SqlDialect::PostgreSql, SqlValues::Numbered);
        QVERIFY(made);
        QCOMPARE(made->parameters, 3); // a pattern is a text that begins with letters
        QCOMPARE(digestOf(made->text, SqlDialect::PostgreSql).id, digest.id);
    }
};

QTEST_GUILESS_MAIN(TestSqlExplain)
#include "tst_sqlexplain.moc"
