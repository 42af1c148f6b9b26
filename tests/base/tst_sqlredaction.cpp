// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqldigest.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <random>

using namespace surgedeck;

// A secret stands in every form that a literal can have, in random statements that are cut at every position. Nothing
// of it may survive: not three letters of the word, not three digits of the number.

namespace {

const QString word = QStringLiteral("qZxWvK");
const QString number = QStringLiteral("7946137946");

QStringList commonLiterals()
{
    return {
        QStringLiteral("'W'"),       QStringLiteral("'x''W'"),   QStringLiteral("'W /* W'"), QStringLiteral("'-- W'"),
        QStringLiteral("N'W'"),      QStringLiteral("n'W''W'"),  QStringLiteral("X'794'"),   QStringLiteral("x'N'"),
        QStringLiteral("N"),         QStringLiteral("-N"),       QStringLiteral("N.N"),      QStringLiteral(".N"),
        QStringLiteral("N."),        QStringLiteral("NeN"),      QStringLiteral("N.NE-N"),   QStringLiteral("0xN"),
        QStringLiteral("+ - N"),     QStringLiteral("'\"W'"),    QStringLiteral("'`W`'"),    QStringLiteral("DATE 'W'"),
        QStringLiteral("/* W */ 1"), QStringLiteral("1 -- W\n"), QStringLiteral("'$$W$$'"),  QStringLiteral("''")};
}

QStringList literalsOf(SqlDialect dialect)
{
    if (dialect == SqlDialect::PostgreSql)
        return commonLiterals() + QStringList{QStringLiteral("E'\\'W'"),     QStringLiteral("e'W\\\\'"),
                                              QStringLiteral("U&'\\0041W'"), QStringLiteral("u&'W' UESCAPE '!'"),
                                              QStringLiteral("$$W'W$$"),     QStringLiteral("$t$W$$ $ W$t$"),
                                              QStringLiteral("'\\'"),        QStringLiteral("'x'\n  'W'"),
                                              QStringLiteral("B'N'"),        QStringLiteral("/* /* W */ W */ 1"),
                                              QStringLiteral("'W'::text"),   QStringLiteral("N_N")};
    return commonLiterals() +
           QStringList{QStringLiteral("\"W\""),     QStringLiteral("\"a\"\"W\""),  QStringLiteral("'\\'W'"),
                       QStringLiteral("\"\\\"W\""), QStringLiteral("_utf8mb4'W'"), QStringLiteral("_binary \"W\""),
                       QStringLiteral("1 # W\n"),   QStringLiteral("/*! 'W' */"),  QStringLiteral("/*!50001 N */"),
                       QStringLiteral("'W' 'W'"),   QStringLiteral("0bN"),         QStringLiteral("@'W'")};
}

const QStringList shapes{
    QStringLiteral("SELECT a, L FROM t WHERE b = L AND c IN (L,L, L) LIMIT L"),
    QStringLiteral("UPDATE t SET a=L,b = c+L WHERE d>=L or e like L"),
    QStringLiteral("INSERT INTO t (a, b) VALUES (L,L),(L, now()) RETURNING a"),
    QStringLiteral("CALL f(L, g(L), h (L,a))"),
    QStringLiteral("ALTER USER u PASSWORD L"),
    QStringLiteral("SELECT (L)||L,CASE WHEN a<L THEN L ELSE L END"),
};

class Generator
{
public:
    explicit Generator(SqlDialect dialect)
        : m_literals(literalsOf(dialect))
    {
    }

    QString statement()
    {
        QString sql = pick(shapes);
        for (qsizetype at = sql.indexOf(u'L'); at >= 0; at = sql.indexOf(u'L', at)) {
            const bool insideWord =
                (at > 0 && sql[at - 1].isLetter()) || (at + 1 < sql.size() && sql[at + 1].isLetter());
            if (insideWord) {
                ++at;
                continue;
            }
            QString literal = pick(m_literals);
            literal.replace(u'W', word);
            // An N in front of a quote is the prefix of a national string.
            for (qsizetype n = literal.indexOf(u'N'); n >= 0; n = literal.indexOf(u'N', n + 1)) {
                if (n + 1 == literal.size() || literal[n + 1] != u'\'' || literal.contains(QStringLiteral("'N'")))
                    literal.replace(n, 1, number);
            }
            sql.replace(at, 1, literal);
            at += literal.size();
        }
        return sql;
    }

private:
    QString pick(const QStringList &list)
    {
        return list.at(std::uniform_int_distribution<qsizetype>(0, list.size() - 1)(m_random));
    }

    QStringList m_literals;
    std::mt19937 m_random{20261127};
};

bool leaks(const QString &text)
{
    return text.contains(word.first(3), Qt::CaseInsensitive) || text.contains(word.last(3), Qt::CaseInsensitive) ||
           text.contains(number.first(3)) || text.contains(number.last(3));
}

} // namespace

Q_DECLARE_METATYPE(surgedeck::SqlDialect)

class TestSqlRedaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void noSecretSurvives_data()
    {
        QTest::addColumn<SqlDialect>("dialect");
        QTest::newRow("postgresql") << SqlDialect::PostgreSql;
        QTest::newRow("mysql") << SqlDialect::MySql;
    }
    void noSecretSurvives()
    {
        QFETCH(SqlDialect, dialect);
        Generator generator(dialect);
        for (int i = 0; i < 300; ++i) {
            const QString sql = generator.statement();
            for (qsizetype cut = 0; cut <= sql.size(); ++cut) {
                const QStringView head = QStringView(sql).first(cut);
                const SqlDigest digest = digestOf(head, dialect);
                const QString shown =
                    redactSql(head, dialect) + u'\n' + digest.text + u'\n' + digest.summary.toString();
                QVERIFY2(!leaks(shown), qPrintable(head.toString() + QStringLiteral("\n-> ") + shown));
            }
        }
    }

    void theTestSeesALeak()
    {
        // What one dialect hides the other one shows: a name in double quotes.
        const QString sql = QStringLiteral("SELECT \"%1\"").arg(word);
        QVERIFY(leaks(redactSql(sql, SqlDialect::PostgreSql)));
        QVERIFY(!leaks(redactSql(sql, SqlDialect::MySql)));
    }
};

QTEST_GUILESS_MAIN(TestSqlRedaction)
#include "tst_sqlredaction.moc"
