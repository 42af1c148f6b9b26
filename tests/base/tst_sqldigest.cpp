// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QTest>

using namespace surgedeck;

namespace {

constexpr SqlDialect pg = SqlDialect::PostgreSql;
constexpr SqlDialect my = SqlDialect::MySql;

QString unescaped(const QString &line)
{
    QString text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar next = i + 1 < line.size() ? line[i + 1] : QChar();
        if (line[i] != u'\\') {
            text += line[i];
            continue;
        }
        text += next == u'n' ? QChar(u'\n') : next == u't' ? QChar(u'\t') : next;
        ++i;
    }
    return text;
}

/// Pairs of what a client sent and what the server made of it.
std::vector<std::pair<QString, QString>> captured(const QString &name)
{
    QFile file(qEnvironmentVariable("SURGEDECK_SOURCE") + QStringLiteral("/tests/data/sqldigest/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    lines.removeFirst();
    std::vector<std::pair<QString, QString>> pairs;
    for (qsizetype i = 0; i + 1 < lines.size(); i += 2)
        pairs.emplace_back(unescaped(lines[i]), unescaped(lines[i + 1]));
    return pairs;
}

SqlDigest digest(const char *sql, SqlDialect dialect)
{
    return digestOf(QString::fromUtf8(sql), dialect);
}

} // namespace

Q_DECLARE_METATYPE(surgedeck::SqlDialect)

class TestSqlDigest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void normalises_data();
    void normalises()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, sql);
        QFETCH(QString, text);
        const SqlDigest made = digestOf(sql, dialect);
        QCOMPARE(made.text, text);
        QCOMPARE(digestOf(made.text, dialect), made);
    }

    void meetsTheServersText_data()
    {
        QTest::addColumn<SqlDialect>("dialect");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("pairs");
        QTest::newRow("pg_stat_statements") << pg << QStringLiteral("postgresql.txt") << 43;
        QTest::newRow("performance_schema") << my << QStringLiteral("mariadb.txt") << 94;
    }
    void meetsTheServersText()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, file);
        QFETCH(int, pairs);
        const auto all = captured(file);
        QCOMPARE(static_cast<int>(all.size()), pairs);
        for (const auto &[sent, shown] : all) {
            const SqlDigest live = digestOf(sent, dialect);
            QCOMPARE(digestOf(shown, dialect).text.toLower(), live.text.toLower());
            QCOMPARE(digestOf(shown, dialect).id, live.id);
            QVERIFY2(!live.truncated, qPrintable(sent));
            QCOMPARE(digestOf(live.text, dialect), live);
        }
    }

    void theIdIsStable()
    {
        const SqlDigest made = digest("UPDATE inventory SET reserved = reserved + 1 WHERE sku = 'a'", pg);
        QCOMPARE(made.text, QStringLiteral("UPDATE inventory SET reserved = reserved + ? WHERE sku = ?"));
        QCOMPARE(made.id, QStringLiteral("3f56165d757d10e2"));
        QCOMPARE(digest("update `inventory` set reserved=reserved+7 where `sku`=\"b\"", my).id, made.id);
        QCOMPARE(digest("", pg), SqlDigest{});
        QCOMPARE(digest(" /* nothing */ ; ", my), SqlDigest{});
    }

    void aCutTextIsMarked_data();
    void aCutTextIsMarked()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, sql);
        QFETCH(QString, text);
        const SqlDigest made = digestOf(sql, dialect);
        QCOMPARE(made.text, text);
        QVERIFY(made.truncated);
        QCOMPARE(digestOf(made.text, dialect), made);
    }

    void aCutTextIsTheBeginningOfTheWhole_data()
    {
        QTest::addColumn<SqlDialect>("dialect");
        QTest::addColumn<QString>("file");
        QTest::newRow("postgresql") << pg << QStringLiteral("postgresql.txt");
        QTest::newRow("mariadb") << my << QStringLiteral("mariadb.txt");
    }
    void aCutTextIsTheBeginningOfTheWhole()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, file);
        const auto all = captured(file);
        QVERIFY(!all.empty());
        for (const auto &[sent, shown] : all) {
            const QString whole = digestOf(sent, dialect).text.toLower();
            for (qsizetype cut = 1; cut < sent.size(); ++cut) {
                const SqlDigest made = digestOf(QStringView(sent).first(cut), dialect, cut);
                QVERIFY(made.truncated && made.text.endsWith(QStringLiteral("...")));
                const QString begin = made.text.chopped(3).trimmed().toLower();
                QVERIFY2(whole.startsWith(begin), qPrintable(sent.first(cut) + QStringLiteral(" -> ") + begin));
                QCOMPARE(digestOf(made.text, dialect), made);
            }
        }
    }

    void theServersLimitDecides()
    {
        const QString sql = QStringLiteral("SELECT a FROM t WHERE b = 12");
        QVERIFY(!digestOf(sql, pg, 1024).truncated);
        QVERIFY(digestOf(sql, pg, sql.size()).truncated);
        QCOMPARE(digestOf(sql, pg, sql.size()).text, QStringLiteral("SELECT a FROM t WHERE b ..."));
        // The limit counts bytes, and a server cuts in front of a character that does not fit.
        QVERIFY(digestOf(QStringLiteral("SELECT größe FROM t"), pg, 23).truncated);
        QVERIFY(!digestOf(QStringLiteral("SELECT größe FROM t"), pg, 25).truncated);
    }

    void isBounded()
    {
        const QString names =
            QStringLiteral("SELECT ") + QStringLiteral("a_long_name, ").repeated(5000) + QStringLiteral("b FROM t");
        const SqlDigest made = digestOf(names, pg);
        QVERIFY(made.truncated);
        QVERIFY(made.text.size() <= 4096 && made.text.size() > 4000);
        QCOMPARE(digestOf(made.text, pg), made);
        const QString rows = QStringLiteral("INSERT INTO t VALUES ") + QStringLiteral("(1,now()),").repeated(9000) +
                             QStringLiteral("(1,now())");
        QCOMPARE(digestOf(rows, my).text, QStringLiteral("INSERT INTO t VALUES (?, now()) ..."));
        QCOMPARE(redactSql(rows, my).size(), 64 * 1024 + 3);
    }

    void redactsInPlace_data();
    void redactsInPlace()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, sql);
        QFETCH(QString, redacted);
        QCOMPARE(redactSql(sql, dialect), redacted);
        QCOMPARE(redactSql(redacted, dialect), redacted);
    }
};

void TestSqlDigest::normalises_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, SqlDialect dialect, const char *sql, const char *text) {
        QTest::newRow(name) << dialect << QString::fromUtf8(sql) << QString::fromUtf8(text);
    };
    row("spaces and case", pg, "select\tA ,b\nfrom  T where X=1 ;", "SELECT a, b FROM t WHERE x = ?");
    row("comments", pg, "/* tag */ select 1 -- end", "SELECT ?");
    row("hint", my, "select /*+ NO_ICP(t) */ a from t", "SELECT a FROM t");
    row("executable comment", my, "select /*!40001 SQL_NO_CACHE */ a from t", "SELECT sql_no_cache a FROM t");
    row("in list", pg, "a IN (1, 2, 'c') or b in ($1) or c in (?)", "a IN (...) OR b IN (...) OR c IN (...)");
    row("in query", pg, "a IN (select b from c)", "a IN (SELECT b FROM c)");
    row("values", pg, "values (1,2),(3,4)", "VALUES (...)");
    row("values with calls", pg, "values (1,now()),(3,now())", "VALUES (?, now())");
    row("rows that differ", pg, "values (1,now()),(default,now()),(2,now())",
        "VALUES (?, now()), (DEFAULT, now()), (?, now())");
    row("limit", my, "select a from t limit 10, 20", "SELECT a FROM t LIMIT ?, ...");
    row("signs", pg, "a = -1 and b = - + 1 and c - 1 = d and (-1) = e * -1",
        "a = ? AND b = ? AND c - ? = d AND (?) = e * ?");
    row("null", pg, "set a = null where b is null and c is not null and d = true",
        "SET a = ? WHERE b IS NULL AND c IS NOT NULL AND d = ?");
    row("not null", pg, "alter table t add a int not null", "ALTER TABLE t ADD a int NOT NULL");
    row("quoted names", pg, "select \"a\", \"B\", \"select\", \"c d\", t.\"order\"",
        "SELECT a, \"B\", \"select\", \"c d\", t.order");
    row("quoted names", my, "select `a`, `Bc`, `select`, `c d`, t.`order`, `2fa`",
        "SELECT a, Bc, `select`, `c d`, t.order, 2fa");
    row("capitals", my, "select STATUS, `STATUS`, Status", "SELECT status, status, Status");
    row("same spelling", my, "select distinctrow SUBSTR(a, 1), mid from t where b != 1",
        "SELECT DISTINCT substring(a, ?), mid FROM t WHERE b <> ?");
    row("casts", pg, "select a::text, '1' :: int", "SELECT a::text, ?::int");
    row("arrays", pg, "select array[1,2], a [1]", "SELECT array[?, ...], a[?]");
    row("system variable", my, "select @@session.x, @y", "SELECT @@session.x, ?");
    row("text search", pg, "a @@ b", "a @@ b");
    row("character set", my, "select 1, _utf8mb4'a', _binary 'b'", "SELECT ?, ...");
    row("account", my, "create user 'a'@'b' identified by 'c'", "CREATE user ? identified BY ?");
    row("unicode escape", pg, "select U&'a' UESCAPE '!'", "SELECT ?");
    row("two statements", pg, "begin; select 1;;", "BEGIN; SELECT ?");
    row("unbalanced", pg, "a ) b", "a) b");
}

void TestSqlDigest::aCutTextIsMarked_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, SqlDialect dialect, const char *sql, const char *text) {
        QTest::newRow(name) << dialect << QString::fromUtf8(sql) << QString::fromUtf8(text);
    };
    row("in a string", pg, "update t set a = 'secr", "UPDATE t SET a ...");
    row("in a comment", pg, "select a /* b", "SELECT a ...");
    row("in a list", pg, "select a from t where b in (1, 2, 3", "SELECT a FROM t WHERE b IN ...");
    row("in a bracket", pg, "select a from t where (b = 1 and stat", "SELECT a FROM t WHERE (b = ? AND ...");
    row("behind an operator", pg, "select a from t where b =", "SELECT a FROM t WHERE b ...");
    row("behind a key word", pg, "select a from t where b = 1 and ", "SELECT a FROM t WHERE b = ? AND ...");
    row("in a row", pg, "insert into t (a) values (1, now()), (2, now()), (3, no",
        "INSERT INTO t (a) VALUES (?, now()) ...");
    row("SQL_TEXT", my, "insert into t (a) values (1,now()),(82,now...", "INSERT INTO t (a) VALUES (?, now()) ...");
    row("SQL_TEXT behind a blank", my, "select a as b, c as d, e ...", "SELECT a AS b, c AS d, e ...");
    row("DIGEST_TEXT", my, "SELECT * FROM `t` WHERE `a` = ? OR `a` = ? OR ",
        "SELECT * FROM t WHERE a = ? OR a = ? OR ...");
    row("nothing left", pg, "'abc", "...");
}

void TestSqlDigest::redactsInPlace_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("redacted");
    const auto row = [](const char *name, SqlDialect dialect, const char *sql, const char *redacted) {
        QTest::newRow(name) << dialect << QString::fromUtf8(sql) << QString::fromUtf8(redacted);
    };
    row("in place", pg, "SELECT  a,\n 'x', 1.5 FROM \"T\" WHERE b=$1 -- why",
        "SELECT  a,\n ?, ? FROM \"T\" WHERE b=$1 /* */");
    row("dialects differ", pg, "a = \"x\" or b = 'y'", "a = \"x\" or b = ?");
    row("dialects differ", my, "a = \"x\" or b = 'y'", "a = ? or b = ?");
    row("cut literal", pg, "a = 'x", "a = ?...");
    row("cut comment", pg, "a /* x", "a /* */...");
    row("executable comment", my, "/*!40101 SET a=5 */", "/*!40101 SET a=? */");
}

QTEST_GUILESS_MAIN(TestSqlDigest)
#include "tst_sqldigest.moc"
