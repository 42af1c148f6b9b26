// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/connectionoptions.h"
#include "connectors/mysql/optionfile.h"
#include "models/domain/sourcesettings.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace surgedeck::mysql;

namespace {

QString revealed(const Secret &secret)
{
    return QString::fromUtf8(secret.reveal().data(), static_cast<qsizetype>(secret.reveal().size()));
}

/// One line for one set of options, so that a table can hold what is expected.
QString printed(const ConnectionOptions &options)
{
    static const QStringList modes = {QStringLiteral("DISABLED"), QStringLiteral("PREFERRED"),
                                      QStringLiteral("REQUIRED"), QStringLiteral("VERIFY_CA"),
                                      QStringLiteral("VERIFY_IDENTITY")};
    const Endpoint &to = options.endpoint;
    const QString where = to.unixPath.isEmpty() ? QStringLiteral("%1:%2").arg(to.host).arg(to.port) : to.unixPath;
    return QStringLiteral("%1 %2/%3 %4 %5 %6 %7")
        .arg(where, options.user, revealed(options.password),
             options.database.isEmpty() ? QStringLiteral("-") : options.database,
             modes.at(static_cast<qsizetype>(options.tlsMode)),
             options.caFile.isEmpty() ? QStringLiteral("-") : options.caFile)
        .arg(options.attention.size());
}

} // namespace

class TestMysqlOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void dsn_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *dsn, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(dsn) << QString::fromLatin1(expected);
        };
        row("plain", "mysql://ops:pw@db1:3307/shop", "db1:3307 ops/pw shop VERIFY_IDENTITY - 0");
        row("default port", "mysql://ops:pw@db1/", "db1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("no path", "mysql://ops:pw@db1", "db1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("mariadb scheme", "mariadb://ops:pw@db1", "db1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("encoded password", "mysql://o%40ps:p%40%3A%2F%23%25w@db1", "db1:3306 o@ps/p@:/#%w - VERIFY_IDENTITY - 0");
        row("IPv6", "mysql://ops:pw@[::1]:3306/", "::1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("authority", "mysql://ops:pw@db1/?ssl-ca=/etc/ca.pem", "db1:3306 ops/pw - VERIFY_IDENTITY /etc/ca.pem 0");
        row("plain text", "mysql://ops:pw@db1/?ssl-mode=DISABLED", "db1:3306 ops/pw - DISABLED - 1");
        row("preferred", "mysql://ops:pw@db1/?ssl-mode=preferred", "db1:3306 ops/pw - PREFERRED - 1");
        row("required", "mysql://ops:pw@db1/?ssl_mode=REQUIRED", "db1:3306 ops/pw - REQUIRED - 1");
        row("authority only", "mysql://ops:pw@db1/?sslMode=verify-ca", "db1:3306 ops/pw - VERIFY_CA - 1");
        row("said outright", "mysql://ops:pw@db1/?ssl-mode=VERIFY_IDENTITY", "db1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("loopback is no exception", "mysql://ops:pw@127.0.0.1/", "127.0.0.1:3306 ops/pw - VERIFY_IDENTITY - 0");
        row("socket", "mysql://ops:pw@/shop?socket=/run/mysqld/mysqld.sock",
            "/run/mysqld/mysqld.sock ops/pw shop DISABLED - 0");
        row("socket and host", "mysql://ops:pw@localhost/?socket=/run/m.sock", "/run/m.sock ops/pw - DISABLED - 0");
    }

    void dsn()
    {
        QFETCH(const QString, dsn);
        QFETCH(const QString, expected);
        const auto options = connectionOptions(dsn, {}, QString());
        QVERIFY2(options, options ? "" : qPrintable(options.error().message));
        QCOMPARE(printed(*options), expected);
    }

    void badDsn_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *dsn, const char *word) {
            QTest::newRow(name) << QString::fromLatin1(dsn) << QString::fromLatin1(word);
        };
        row("empty", "", "mysql://");
        row("other scheme", "postgresql://ops:hush@db1/", "mysql://");
        row("raw @ in the password", "mysql://ops:hu@sh@db1/", "%40");
        row("bad port", "mysql://ops:hush@db1:99999/", "mysql://");
        row("no host", "mysql://ops:hush@/shop", "no host");
        row("no user", "mysql://db1/shop", "no user");
        row("unknown parameter", "mysql://ops:hush@db1/?charset=utf8", "'charset'");
        row("unknown mode", "mysql://ops:hush@db1/?ssl-mode=strict", "'strict'");
        row("asks for local files", "mysql://ops:hush@db1/?local_infile=1", "'local_infile'");
    }

    void badDsn()
    {
        QFETCH(const QString, dsn);
        QFETCH(const QString, word);
        const auto options = connectionOptions(dsn, {}, QString());
        QVERIFY(!options);
        QCOMPARE(options.error().kind, Error::Kind::Config);
        QVERIFY2(options.error().message.contains(word), qPrintable(options.error().message));
        QVERIFY(!options.error().message.contains(QStringLiteral("hush")));
    }

    void settingsFillWhatTheDsnLeavesOut()
    {
        SourceSettings settings;
        settings.tls.caFile = QStringLiteral("/ca");
        settings.tls.certificateFile = QStringLiteral("/cert");
        settings.clientName = QStringLiteral("surgedeck/0.1.0/viewer/1a2b3c4d");
        const auto options = connectionOptions(QStringLiteral("mysql://a:b@c/?ssl-cert=/mine"), settings, QString());
        QCOMPARE(options->caFile, QStringLiteral("/ca"));
        QCOMPARE(options->certificateFile, QStringLiteral("/mine"));
        QCOMPARE(options->clientName, settings.clientName);
        settings.tls.serverName = QStringLiteral("other");
        QCOMPARE(connectionOptions(QStringLiteral("mysql://a:b@c/"), settings, QString()).error().kind,
                 Error::Kind::Config);
    }

    void optionFile_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        const auto row = [](const char *name, const char *text, const char *user, const char *password) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(user)
                                << QString::fromLatin1(password);
        };
        row("simple", "[client]\nuser=ops\npassword=hush\n", "ops", "hush");
        row("blanks", "[ client ]\n user = ops \n\tpassword\t=\thush\n", "ops", "hush");
        row("quotes keep blanks and #", "[client]\nuser='ops'\npassword=\" hu#sh \"", "ops", " hu#sh ");
        row("comment behind a value", "[client]\nuser=ops # who\npassword=hush", "ops", "hush");
        row("escapes", "[client]\nuser=ops\npassword=a\\\\b\\sc", "ops", "a\\b c");
        row("other groups", "[mysqld]\nuser=mysql\n[client]\nuser=ops\n[mysqldump]\npassword=no", "ops", "");
        row("mariadb group wins", "[client]\nuser=a\npassword=1\n[client-mariadb]\npassword=2", "a", "2");
        row("comments and includes", "# user=x\n;password=y\n!include /etc/passwd\n[client]\nuser=ops", "ops", "");
        row("no group", "user=ops\npassword=hush", "", "");
        row("unclosed group", "[client\nuser=ops", "", "");
        row("windows", "[client]\r\nuser=ops\r\npassword=hush\r\n", "ops", "hush");
    }

    void optionFile()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, user);
        QFETCH(const QString, password);
        const auto credentials = parseClientCredentials(text);
        QCOMPARE(credentials.user, user);
        QCOMPARE(revealed(credentials.password), password);
    }

    void optionFileFillsCredentials_data()
    {
        QTest::addColumn<QString>("dsn");
        QTest::addColumn<QString>("expected");
        QTest::newRow("both missing") << QStringLiteral("mysql://db1/") << QStringLiteral("filed/hush");
        QTest::newRow("password missing") << QStringLiteral("mysql://filed@db1/") << QStringLiteral("filed/hush");
        QTest::newRow("another user's password stays home")
            << QStringLiteral("mysql://ops@db1/") << QStringLiteral("ops/");
        QTest::newRow("nothing missing") << QStringLiteral("mysql://ops:own@db1/") << QStringLiteral("ops/own");
    }

    void optionFileFillsCredentials()
    {
        QFETCH(const QString, dsn);
        QFETCH(const QString, expected);
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral(".my.cnf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[client]\nuser=filed\npassword=hush\nssl-verify-server-cert=0\ninit-command=DROP DATABASE shop\n");
        file.close();
        const auto options = connectionOptions(dsn, {}, path);
        QVERIFY(options);
        QCOMPARE(options->user + u'/' + revealed(options->password), expected);
        QCOMPARE(options->tlsMode, TlsMode::VerifyIdentity);
        QVERIFY(file.setPermissions(file.permissions() | QFileDevice::WriteOther));
        QCOMPARE(readClientCredentials(path).user, QString());
    }
};

QTEST_GUILESS_MAIN(TestMysqlOptions)
#include "tst_mysql_options.moc"
