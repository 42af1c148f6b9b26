// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/sqllexer.h"
#include "tests/support/testrules.h"

#include <QStringList>
#include <QTest>

using namespace surgedeck;

namespace {

constexpr SqlDialect pg = SqlDialect::PostgreSql;
constexpr SqlDialect my = SqlDialect::MySql;

/// One letter for the kind, then the text; an incomplete token ends in "~".
QString printed(QStringView sql, SqlDialect dialect)
{
    static const QString letters = QStringLiteral("WQLPOECX");
    QStringList tokens;
    SqlLexer lexer(sql, dialect);
    while (const auto token = lexer.next()) {
        tokens += letters.at(static_cast<qsizetype>(token->kind)) + QStringLiteral(":") +
                  sql.sliced(token->begin, token->length).toString() +
                  (token->complete ? QString() : QStringLiteral("~"));
    }
    return tokens.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(surgedeck::SqlDialect)

class TestSqlLexer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void splits_data();
    void splits()
    {
        QFETCH(SqlDialect, dialect);
        QFETCH(QString, sql);
        QFETCH(QString, tokens);
        QCOMPARE(printed(sql, dialect), tokens);
    }

    void everyPrefixEndsAndLosesNothing()
    {
        const QString sql = QStringLiteral(
            "/*! a */ select 'it''s', $t$x$t$, \"q\", `b`, 1.5e3, $1 -- c\n, E'\\'', /* d /* e */ */ U&'f'");
        for (const SqlDialect dialect : {pg, my}) {
            for (qsizetype cut = 0; cut <= sql.size(); ++cut) {
                SqlLexer lexer(QStringView(sql).first(cut), dialect);
                qsizetype end = 0;
                while (const auto token = lexer.next()) {
                    QVERIFY(token->begin >= end && token->length > 0);
                    const QStringView gap = QStringView(sql).sliced(end, token->begin - end);
                    QVERIFY(gap.trimmed().isEmpty());
                    end = token->end();
                }
                QVERIFY(QStringView(sql).sliced(end, cut - end).trimmed().isEmpty());
            }
        }
    }
};

void TestSqlLexer::splits_data()
{
    QTest::addColumn<SqlDialect>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("tokens");
    const auto row = [](const char *name, SqlDialect dialect, const char *sql, const char *tokens) {
        QTest::newRow(name) << dialect << QString::fromUtf8(sql) << QString::fromUtf8(tokens);
    };
    row("empty", pg, "  \n", "");
    row("doubled quote", pg, "'it''s' x", "L:'it''s' W:x");
    row("backslash is a letter", pg, "'a\\' b", "L:'a\\' W:b");
    row("backslash escapes", my, "'a\\' b' c", "L:'a\\' b' W:c");
    row("escape string", pg, "E'a\\'b' e'x'", "L:E'a\\'b' L:e'x'");
    row("unicode string", pg, "U&'d\\0061' U&\"n\"", "L:U&'d\\0061' Q:U&\"n\"");
    row("bit strings", pg, "B'01' x'Ff' N'n'", "L:B'01' L:x'Ff' L:N'n'");
    row("joined strings", pg, "'a' \n 'b' 'c'", "L:'a' \n 'b' L:'c'");
    row("dollar quotes", pg, "$$a'$$ $t$ $$ $t$ $1 $", "L:$$a'$$ L:$t$ $$ $t$ P:$1 O:$");
    row("dollar in a name", pg, "a$b$c", "W:a$b$c");
    row("national parameter", pg, "n$10 na$1", "P:n$10 W:na$1");
    row("nested comment", pg, "a /* b /* c */ d */ e -- f\n g", "W:a C:/* b /* c */ d */ W:e C:-- f W:g");
    row("comment does not nest", my, "a /* b /* c */ d", "W:a C:/* b /* c */ W:d");
    row("dashes need a blank", my, "5--4 -- c", "L:5 O:- O:- L:4 C:-- c");
    row("hash comment", my, "a # b\n c", "W:a C:# b W:c");
    row("executable comment", my, "/*!40101 SET a='x' */ b /*M! c */",
        "X:/*!40101 W:SET W:a O:= L:'x' X:*/ W:b X:/*M! W:c X:*/");
    row("strings in double quotes", my, "\"a\"\"b\" `n``m`", "L:\"a\"\"b\" Q:`n``m`");
    row("names in double quotes", pg, "\"a\"\"b\"", "Q:\"a\"\"b\"");
    row("numbers", pg, "1 1.5e-3 .5 1. 0x1F 1_000 4e", "L:1 L:1.5e-3 L:.5 L:1. L:0x1F L:1_000 L:4e");
    row("number before a word", pg, "1or 2", "L:1 W:or L:2");
    row("names that begin with digits", my, "2fa 0x2f 2e5 2ex a.2fa a.5 4e",
        "W:2fa L:0x2f L:2e5 W:2ex W:a O:. W:2fa W:a O:. L:5 L:4e");
    row("introducer", my, "_utf8'a' n'b' b'01'", "W:_utf8 L:'a' L:n'b' L:b'01'");
    row("variables", my, "@a.b @@c @'x' ?", "P:@a.b O:@@ W:c O:@ L:'x' P:?");
    row("casts", pg, "a::int[1] := :b", "W:a O::: W:int O:[ L:1 O:] O::= O:: W:b");
    row("operators", pg, "a=-1 b->>'c' d@>e f ? g ?| h||i",
        "W:a O:= O:- L:1 W:b O:->> L:'c' W:d O:@> W:e W:f P:? W:g O:?| W:h O:|| W:i");
    row("question mark behind an operator", pg, "a=? b @? c", "W:a O:= P:? W:b O:@? W:c");
    row("operator before a comment", pg, "a +-- b", "W:a O:+ C:-- b");
    row("operators", my, "a<=>b->>'c'!=d:=e", "W:a O:<=> W:b O:->> L:'c' O:!= W:d O::= W:e");
    row("dots", pg, "a.b 1..2 (?, ...) now...", "W:a O:. W:b L:1 O:.. L:2 O:( P:? O:, E:... O:) W:now E:...");
    row("open string", pg, "a 'b c", "W:a L:'b c~");
    row("open escape", my, "'b\\", "L:'b\\~");
    row("open dollar quote", pg, "$t$ x $t", "L:$t$ x $t~");
    row("open comment", pg, "a /* b /* c */", "W:a C:/* b /* c */~");
    row("open name", pg, "a \"b", "W:a Q:\"b~");
    row("other letters", pg, "größe = 'ß' \u2026x", "W:größe O:= L:'ß' W:\u2026x");
}

QTEST_GUILESS_MAIN(TestSqlLexer)
#include "tst_sqllexer.moc"
