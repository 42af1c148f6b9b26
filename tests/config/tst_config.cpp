// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;

/// On real files, in a folder whose name would be a pattern.
class TestConfig : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void initTestCase()
    {
        QVERIFY(QDir(m_base.path()).mkpath("shop[1]*/alerts"));
        write("w.yaml", "version: 1\nname: n\nenvironment: e\nsources: []\n");
        write("pw", "geheim\n", QFile::ReadOwner);
        write("open", "geheim\r\n", QFile::ReadOwner | QFile::ReadOther);
        write("two", "a\n\n", QFile::ReadOwner);
        write("binary", QByteArray("a\0b", 3), QFile::ReadOwner);
        write("alerts/b.yml", "");
        write("alerts/a.yml", "");
        write("alerts/c.txt", "");
    }

    void files()
    {
        const WorkspaceFolder folder(path("w.yaml"));
        QVERIFY(folder.isFile("pw"));
        QVERIFY(folder.isFile(path("pw")));
        QVERIFY(!folder.isFile("alerts"));
        QVERIFY(folder.isFolder("alerts"));
        QVERIFY(!folder.isFile("nope"));
        QVERIFY(folder.isPrivate("pw"));
        QVERIFY(!folder.isPrivate("open"));
        QCOMPARE(folder.read("two"), std::optional(QByteArray("a\n\n")));
        QCOMPARE(folder.read("nope"), std::nullopt);
        QCOMPARE(folder.read("/dev/zero"), std::nullopt); // no file, and without an end
    }

    void patterns()
    {
        const WorkspaceFolder folder(path("w.yaml"));
        QCOMPARE(folder.matches("alerts/*.yml"), (QStringList{path("alerts/a.yml"), path("alerts/b.yml")}));
        QCOMPARE(folder.matches("*/a.yml"), QStringList{path("alerts/a.yml")});
        QCOMPARE(folder.matches("alerts/*.rules"), QStringList());
        QCOMPARE(folder.matches("w.yaml"), QStringList{path("w.yaml")});
    }

    void secrets()
    {
        const WorkspaceFolder folder(path("w.yaml"));
        QCOMPARE(*folder.file("pw"), QStringLiteral("geheim"));
        QCOMPARE(*folder.file("open"), QStringLiteral("geheim"));
        QCOMPARE(*folder.file("two"),
                 QStringLiteral("a\n")); // one line break belongs to the file, the other to the secret
        QCOMPARE(folder.file("nope").error().message, QStringLiteral("there is no file \"nope\""));
        QCOMPARE(folder.file("binary").error().message,
                 QStringLiteral("\"binary\" is no secret: it is binary or longer than 64 KiB"));
        qputenv("SURGEDECK_TEST_SECRET", "x y");
        QVERIFY(folder.hasVariable("SURGEDECK_TEST_SECRET"));
        QCOMPARE(*folder.environment("SURGEDECK_TEST_SECRET"), QStringLiteral("x y"));
        qunsetenv("SURGEDECK_TEST_SECRET");
        QCOMPARE(folder.environment("SURGEDECK_TEST_SECRET").error().kind, Error::Kind::Config);
        QCOMPARE(folder.keyring("a/b").error().kind, Error::Kind::Config);
    }

    void loading()
    {
        const auto reading = loadWorkspace(path("w.yaml"), Examine::Everything);
        QVERIFY(reading);
        QCOMPARE(reading->problems, Problems());
        QCOMPARE(reading->workspace.file, path("w.yaml"));
        QVERIFY(loadWorkspace(path("nope.yaml"), Examine::Everything)
                    .error()
                    .message.endsWith("No such file or directory"));
        QVERIFY(loadWorkspace(path("alerts"), Examine::Everything).error().message.endsWith("it is a folder"));
        const auto endless = loadWorkspace("/dev/zero", Examine::Everything);
        QCOMPARE(endless->problems.front().rule, QStringLiteral("too-large"));
    }

    /// A console must come up although one secret is missing; a check must say so.
    void onlyACheckLooksAround()
    {
        write("secret.yaml", "version: 1\nname: n\nenvironment: e\nsources: [{id: a, type: redis, url: "
                             "\"rediss://u:${file:nope}@h\"}]\n");
        QCOMPARE(loadWorkspace(path("secret.yaml"), Examine::File)->problems, Problems());
        QCOMPARE(loadWorkspace(path("secret.yaml"), Examine::Everything)->problems.front().rule,
                 QStringLiteral("missing-file"));
    }

    void problemsNameTheFileAsItWasCalled()
    {
        write("bad.yaml", "version: 2\nname: n\nenvironment: e\nsources: []\n");
        QVERIFY(QDir::setCurrent(path("")));
        QCOMPARE(
            toLine(loadWorkspace("bad.yaml", Examine::Everything)->problems.front()).section(QLatin1Char(' '), 0, 0),
            QStringLiteral("bad.yaml:1:10:"));
    }

private:
    QString path(const QString &name) const { return m_base.path() + QStringLiteral("/shop[1]*/") + name; }

    void write(const QString &name, const QByteArray &bytes,
               QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.setPermissions(permissions);
    }

    QTemporaryDir m_base;
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
