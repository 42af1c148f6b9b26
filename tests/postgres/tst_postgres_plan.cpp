// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/connectionplan.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::postgres;

namespace {

SourceSettings settings()
{
    SourceSettings result;
    result.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
    return result;
}

ConnectionPlan planOf(const QString &dsn, const SourceSettings &of = settings())
{
    auto plan = planConnection(dsn, of);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    return *plan;
}

} // namespace

class TestPostgresPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        // The machine's own settings are not what is tested.
        for (const char *name : {"PGHOST", "PGSERVICE", "PGSERVICEFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGOPTIONS"})
            qunsetenv(name);
        QVERIFY(m_home.isValid());
        qputenv("HOME", m_home.path().toUtf8());
    }

    void ourSettingsAreDefaults()
    {
        const ConnectionPlan plan = planOf(QStringLiteral("postgresql://ops:secret@db1:5433/shop"));
        QCOMPARE(plan.valueOf("sslmode"), QByteArray("verify-full"));
        QCOMPARE(plan.valueOf("sslrootcert"), QByteArray("/etc/ssl/certs/ca-certificates.crt"));
        QCOMPARE(plan.valueOf("ssl_min_protocol_version"), QByteArray("TLSv1.2"));
        QCOMPARE(plan.valueOf("gssencmode"), QByteArray("disable"));
        QCOMPARE(plan.valueOf("application_name"), QByteArray("surgedeck/0.1.0/viewer/1a2b3c4d"));
        QCOMPARE(plan.valueOf("tcp_user_timeout"), QByteArray("4000"));
        QCOMPARE(plan.valueOf("client_encoding"), QByteArray("UTF8"));
        for (const char *option : {"statement_timeout=1500", "lock_timeout=200", "default_transaction_read_only=on",
                                   "search_path=pg_catalog", "jit=off", "idle_in_transaction_session_timeout=5000"})
            QVERIFY2(plan.valueOf("options").contains(option), option);
        QCOMPARE(plan.targets, (std::vector<Target>{{QStringLiteral("db1"), {}, QStringLiteral("5433")}}));
        QCOMPARE(plan.password(), QStringLiteral("secret"));
        QVERIFY(plan.attention.isEmpty());
    }

    void theDsnWins_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QByteArray>("keyword");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("attention");
        const auto add = [](const char *name, const char *dsn, const char *keyword, const char *value,
                            const char *attention) {
            QTest::newRow(name) << QString::fromLatin1(dsn) << QByteArray(keyword) << QByteArray(value)
                                << QString::fromLatin1(attention);
        };
        add("plain text", "postgresql://u@h/d?sslmode=disable", "sslmode", "disable",
            "plain text: sslmode=disable in the DSN");
        add("opportunistic", "host=h sslmode=prefer", "sslmode", "prefer", "plain text: sslmode=prefer in the DSN");
        add("not checked", "host=h sslmode=require", "sslmode", "require",
            "the server is not proven to be the one named: sslmode=require in the DSN");
        add("no host name", "host=h sslmode=verify-ca", "sslmode", "verify-ca",
            "the server is not proven to be the one named: sslmode=verify-ca in the DSN");
        add("same as ours", "host=h sslmode=verify-full", "sslmode", "verify-full", "");
        add("authority", "host=h sslrootcert=/etc/my.crt", "sslrootcert", "/etc/my.crt", "");
        add("name", "host=h application_name=tool", "application_name", "tool",
            "our own sessions look like the application's: application_name=tool in the DSN");
        add("local socket", "host=/run/pg sslmode=disable", "sslmode", "disable", "");
        add("encoding is ours", "host=h client_encoding=LATIN1", "client_encoding", "UTF8", "");
    }

    void theDsnWins()
    {
        QFETCH(const QString, dsn);
        QFETCH(const QByteArray, keyword);
        QFETCH(const QByteArray, value);
        QFETCH(const QString, attention);
        const ConnectionPlan plan = planOf(dsn);
        QCOMPARE(plan.valueOf(keyword.constData()), value);
        QCOMPARE(plan.attention.join(QLatin1Char('|')), attention);
    }

    void optionsOfTheDsnComeLast()
    {
        const QByteArray options =
            planOf(QStringLiteral("host=h options='-c statement_timeout=9s'")).valueOf("options");
        QVERIFY(options.indexOf("statement_timeout=9s") > options.indexOf("statement_timeout=1500"));
    }

    void tlsSettingsOfTheWorkspace()
    {
        SourceSettings with = settings();
        with.tls = {QStringLiteral("/ca.crt"), QStringLiteral("/me.crt"), QStringLiteral("/me.key"),
                    QStringLiteral("db.example")};
        const ConnectionPlan plan = planOf(QStringLiteral("host=10.0.0.5"), with);
        QCOMPARE(plan.valueOf("sslrootcert"), QByteArray("/ca.crt"));
        QCOMPARE(plan.valueOf("sslcert"), QByteArray("/me.crt"));
        QCOMPARE(plan.valueOf("sslkey"), QByteArray("/me.key"));
        QCOMPARE(plan.targets, (std::vector<Target>{{QStringLiteral("db.example"), QStringLiteral("10.0.0.5"), {}}}));
    }

    void authoritiesThatLibpqFindsAreLeftToIt()
    {
        qputenv("PGSSLROOTCERT", "/elsewhere.crt");
        QCOMPARE(planOf(QStringLiteral("host=h")).valueOf("sslrootcert"), QByteArray());
    }

    void severalHosts()
    {
        const auto targets =
            planOf(QStringLiteral("postgresql://u@a:1,b:2,/run/pg:3/d?target_session_attrs=primary")).targets;
        QCOMPARE(targets.size(), std::size_t(3));
        QCOMPARE(targets.at(1).host, QStringLiteral("b"));
        QCOMPARE(targets.at(1).port, QStringLiteral("2"));
        const auto onePort = planOf(QStringLiteral("host=a,b port=7")).targets;
        QCOMPARE(onePort.at(1).port, QStringLiteral("7"));
    }

    void theServiceFileCountsAsTheDsn()
    {
        QFile file(m_home.filePath(QStringLiteral("services")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[orders]\nhost=db7\nport=6000\nsslmode=require\noptions=-c statement_timeout=700\n");
        file.close();
        qputenv("PGSERVICEFILE", file.fileName().toUtf8());
        const ConnectionPlan plan = planOf(QStringLiteral("service=orders user=me"));
        QCOMPARE(plan.targets, (std::vector<Target>{{QStringLiteral("db7"), {}, QStringLiteral("6000")}}));
        QCOMPARE(plan.valueOf("sslmode"), QByteArray("require"));
        QCOMPARE(plan.valueOf("user"), QByteArray("me"));
        QVERIFY(plan.valueOf("options").endsWith("-c statement_timeout=700"));
        QCOMPARE(plan.attention.size(), 1);
        QCOMPARE(planConnection(QStringLiteral("service=absent"), settings()).error().kind, Error::Kind::Config);
    }

    void theHostOfTheEnvironmentIsResolvedByUs()
    {
        qputenv("PGHOST", "db9");
        QCOMPARE(planOf(QStringLiteral("dbname=shop")).targets.front().host, QStringLiteral("db9"));
        QCOMPARE(planOf(QStringLiteral("host=h")).targets.front().host, QStringLiteral("h"));
    }

    void mistakesAreToldWithoutTheSecret_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QString() << QStringLiteral("empty");
        QTest::newRow("another scheme") << QStringLiteral("mysql://u:hunter2@h/d") << QStringLiteral("neither");
        QTest::newRow("mistyped scheme") << QStringLiteral("postgresql:/u:hunter2@h/d") << QStringLiteral("neither");
        QTest::newRow("password with a blank")
            << QStringLiteral("host=h password=a hunter2 user=u") << QStringLiteral("neither");
        QTest::newRow("part of a password as a keyword")
            << QStringLiteral("host=h password=a hunter2=x") << QStringLiteral("neither");
        QTest::newRow("keyword") << QStringLiteral("host=h sslmod=require") << QStringLiteral("'sslmod'");
        QTest::newRow("parameter") << QStringLiteral("postgresql://u:hunter2@h/d?sslmod=require")
                                   << QStringLiteral("'sslmod'");
        QTest::newRow("percent") << QStringLiteral("postgresql://u:hunter2%zz@h/d") << QStringLiteral("%25");
        QTest::newRow("replication") << QStringLiteral("host=h replication=database") << QStringLiteral("replication");
        QTest::newRow("too long") << QStringLiteral("host=") + QString(9000, QLatin1Char('a'))
                                  << QStringLiteral("longer");
        QTest::newRow("too many hosts") << QStringLiteral("host=") + QStringLiteral("a,").repeated(20)
                                        << QStringLiteral("hosts");
    }

    void mistakesAreToldWithoutTheSecret()
    {
        QFETCH(const QString, dsn);
        QFETCH(const QString, words);
        const auto plan = planConnection(dsn, settings());
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::Config);
        QVERIFY2(plan.error().message.contains(words), qPrintable(plan.error().message));
        QVERIFY(!plan.error().message.contains(QStringLiteral("hunter2")));
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestPostgresPlan)
#include "tst_postgres_plan.moc"
