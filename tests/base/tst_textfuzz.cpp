// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safetext.h"
#include "models/base/secret.h"
#include "models/base/sqldigest.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <array>
#include <random>

using namespace surgedeck;

// Random bytes and random scraps of SQL, always the same ones, through everything that reads text from outside.

namespace {

/// `./run soak` asks for more than fit into every test run.
int rounds()
{
    const int asked = qEnvironmentVariableIntValue("SURGEDECK_MUTATIONS");
    return asked > 0 ? asked * 10 : 50'000;
}

class Soup
{
public:
    QByteArray next()
    {
        static constexpr std::array scraps{"'",       "\"",        "`",        "$$",        "$t$",
                                           "$1",      "?",         "E'",       "U&'",       "U&\"",
                                           "N'",      "n$3",       "/*",       "*/",        "/*!",
                                           "/*!401",  "--",        "-- ",      "#",         "\n",
                                           "\\",      "...",       "..",       ".",         "0x1f",
                                           "1e",      "12",        ".5",       "1.",        "2fa",
                                           "@",       "@@",        "@x",       "::",        ":=",
                                           ":",       "(",         ")",        ",",         ";",
                                           "[",       "]",         "+",        "-",         "*",
                                           "=",       "!=",        "->>",      "SELECT",    "FROM",
                                           "WHERE",   "IN",        "VALUES",   "INSERT",    "INTO",
                                           "t",       "STATUS",    "orderId",  "NULL",      "IS",
                                           "NOT",     "TRUE",      "extract",  "FOR",       "share",
                                           "UPDATE",  "UESCAPE",   "_utf8mb4", "substr",    "mid",
                                           "unknown", "_charset",  " ",        "\xc3\xa4",  "\xe2\x80\xae",
                                           "\xff",    "\x1b",      "key",      "DUPLICATE", "\"share\"",
                                           "`mid`",   "(unknown)", "AND",      "x"};
        QByteArray bytes;
        const int pieces = pick(30);
        const bool raw = pick(4) == 0;
        for (int i = 0; i < pieces; ++i) {
            if (raw)
                bytes += static_cast<char>(pick(256));
            else
                bytes += scraps[static_cast<std::size_t>(pick(static_cast<int>(scraps.size())))];
            if (!raw && pick(2) == 0)
                bytes += ' ';
        }
        return bytes;
    }
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }

private:
    std::mt19937 m_random{4711};
};

QByteArray shown(const QString &sql, const SqlDigest &first, const SqlDigest &second)
{
    return (sql + QStringLiteral("\n1 ") + first.text + QStringLiteral("\n2 ") + second.text)
        .toUtf8()
        .toPercentEncoding(" \n'\"$()?,;=*/");
}

bool isShowable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c == u'\n' || (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
    });
}

} // namespace

class TestTextFuzz : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void digestsAreFixedPoints()
    {
        Soup soup;
        for (int i = 0, most = rounds(); i < most; ++i) {
            const QString sql = QString::fromUtf8(soup.next());
            const SqlDialect dialect = i % 2 == 0 ? SqlDialect::PostgreSql : SqlDialect::MySql;
            const SqlDigest digest = digestOf(sql, dialect, soup.pick(10) == 0 ? sql.size() : 0);
            const SqlDigest again = digestOf(digest.text, dialect);
            QVERIFY2(again == digest, shown(sql, digest, again).constData());
            QVERIFY(digest.text.size() <= 4096);
            QCOMPARE(digest.id.size(), digest.text.isEmpty() ? 0 : 16);
        }
    }

    void redactionIsFinal()
    {
        Soup soup;
        for (int i = 0, most = rounds(); i < most; ++i) {
            const QString text = QString::fromUtf8(soup.next());
            const SqlDialect dialect = i % 2 == 0 ? SqlDialect::PostgreSql : SqlDialect::MySql;
            const QString redacted = redactSql(text, dialect);
            QVERIFY2(redactSql(redacted, dialect) == redacted,
                     (text + u'\n' + redacted).toUtf8().toPercentEncoding(" \n'\"$").constData());
            QVERIFY(redacted.size() <= 8 * text.size() + 8);
            const QString url = redactUrl(text);
            QCOMPARE(redactUrl(url), url);
        }
    }

    void safeTextIsSafe()
    {
        Soup soup;
        for (int i = 0, most = rounds(); i < most; ++i) {
            const SafeText safe = SafeText::of(soup.next());
            QVERIFY(isShowable(safe.text()) && safe.text().size() <= SafeText::mostCharacters);
            const qsizetype columns = 1 + soup.pick(40);
            QVERIFY(safe.singleLine(columns).size() <= columns && !safe.singleLine(columns).contains(u'\n'));
        }
    }
};

QTEST_GUILESS_MAIN(TestTextFuzz)
#include "tst_textfuzz.moc"
