// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/servererror.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace surgedeck::postgres;

class TestPostgresErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void openings_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        const auto add = [](const char *name, const char *message, Error::Kind kind, const char *words) {
            QTest::newRow(name) << QString::fromUtf8(message) << kind << QString::fromUtf8(words);
        };
        const char *wrongPassword = "connection to server at \"127.0.0.1\", port 25000 failed: FATAL:  28P01: password "
                                    "authentication failed for user \"u\"\nLOCATION:  auth_failed, auth.c:330\n";
        add("wrong password", wrongPassword, Error::Kind::Auth,
            "sign-in refused: password authentication failed for user \"u\": correct the user or the password");
        add("in another language",
            "connection to server at \"h\", port 1 failed: SCHWERWIEGEND:  53300: tut uns leid, schon zu viele "
            "Verbindungen\n",
            Error::Kind::Full, "takes no further session: tut uns leid");
        add("the last target counts",
            "connection to server at \"a\", port 1 failed: Connection refused\nconnection to server at \"b\", port 1 "
            "failed: FATAL:  57P03: the database system is starting up\n",
            Error::Kind::Unreachable, "starting, recovering or stopping");
        add("pg_hba",
            "x failed: FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", no "
            "encryption\n",
            Error::Kind::Auth, "pg_hba.conf");
        add("pg_hba of an old server",
            "x failed: FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", SSL "
            "off\n",
            Error::Kind::Auth, "pg_hba.conf");
        add("role limit", "x failed: FATAL:  53300: too many connections for role \"u\"\n", Error::Kind::Full, "role");
        add("reserved",
            "x failed: FATAL:  53300: remaining connection slots are reserved for non-replication superuser "
            "connections\n",
            Error::Kind::Full, "reserved");
        add("no database", "x failed: FATAL:  3D000: database \"d\" does not exist\n", Error::Kind::Config,
            "correct the database");
        add("no right to connect", "x failed: FATAL:  42501: permission denied for database \"d\"\n", Error::Kind::Auth,
            "permission denied");
        add("shut down", "x failed: FATAL:  57P01: terminating connection\n", Error::Kind::Unreachable,
            "ended the connection");
        add("pooler full", "x failed: FATAL:  08P01: no more connections allowed (max_client_conn)\n",
            Error::Kind::Full, "pooler");
        add("web server",
            "connection to server at \"h\", port 80 failed: received invalid response to SSL negotiation: H\n",
            Error::Kind::Protocol, "really a PostgreSQL server");
        add("web server, plain",
            "connection to server at \"h\", port 80 failed: expected authentication request from server, but received "
            "H\n",
            Error::Kind::Protocol, "really a PostgreSQL server");
        add("no tls there",
            "connection to server at \"h\", port 1 failed: server does not support SSL, but SSL was required\n",
            Error::Kind::Unreachable, "sslmode=disable");
        add("unknown authority", "connection to server at \"h\", port 1 failed: SSL error: certificate verify failed\n",
            Error::Kind::Unreachable, "sslrootcert");
        add("another host's certificate",
            "x failed: server certificate for \"localhost\" does not match host name \"db1\"\n",
            Error::Kind::Unreachable, "tls.server_name");
        add("no authority file",
            "x failed: root certificate file \"/no/ca.crt\" does not exist\nEither provide the file or ...\n",
            Error::Kind::Config, "sslrootcert");
        add("refused", "connection to server at \"h\", port 1 failed: Connection refused\n\tIs the server running?\n",
            Error::Kind::Unreachable, "Connection refused");
        add("closes at once",
            "connection to server at \"h\", port 1 failed: server closed the connection unexpectedly\n\tThis probably "
            "means ...\n",
            Error::Kind::Unreachable, "closed the connection");
        add("unknown code", "x failed: FATAL:  XX000: odd\n", Error::Kind::Protocol, "odd");
    }

    void openings()
    {
        QFETCH(const QString, message);
        QFETCH(const Error::Kind, kind);
        QFETCH(const QString, words);
        const Error error = openingError(OpeningStage::SignIn, message);
        QCOMPARE(int(error.kind), int(kind));
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
        QVERIFY(!error.message.contains(QLatin1Char('\n')));
    }

    void statements_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("statement timeout") << QStringLiteral("57014") << Error::Kind::Timeout;
        QTest::newRow("lock timeout") << QStringLiteral("55P03") << Error::Kind::Timeout;
        QTest::newRow("right") << QStringLiteral("42501") << Error::Kind::Auth;
        QTest::newRow("shutdown") << QStringLiteral("57P01") << Error::Kind::Unreachable;
        QTest::newRow("memory") << QStringLiteral("53200") << Error::Kind::Unreachable;
        QTest::newRow("no such column") << QStringLiteral("42703") << Error::Kind::Protocol;
        QTest::newRow("lost") << QString() << Error::Kind::Unreachable;
    }

    void statements()
    {
        QFETCH(const QString, code);
        QFETCH(const Error::Kind, kind);
        QCOMPARE(int(statementError(code, QStringLiteral("ERROR:  words\nLINE 1: ...")).kind), int(kind));
    }

    void hostileWordsStayOneShortLine()
    {
        const QString hostile = QStringLiteral("x failed: FATAL:  28P01: ") + QString(100'000, QLatin1Char('<')) +
                                QStringLiteral("\nmore\n");
        const Error error = openingError(OpeningStage::SignIn, hostile);
        QVERIFY(error.message.size() < 500);
        QVERIFY(!error.message.contains(QLatin1Char('\n')));
    }

    void poolersRefuseOptions()
    {
        QVERIFY(refusesOptions(QStringLiteral("x failed: FATAL:  08P01: unsupported startup parameter: options\n")));
        QVERIFY(!refusesOptions(QStringLiteral("x failed: FATAL:  28P01: no\n")));
    }
};

QTEST_GUILESS_MAIN(TestPostgresErrors)
#include "tst_postgres_errors.moc"
