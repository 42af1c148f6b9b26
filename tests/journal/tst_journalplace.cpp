// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalplace.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace surgedeck;

namespace {

int modeOf(const QString &path)
{
    struct stat info
    {
    };
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 07777) : -1;
}

} // namespace

class TestJournalPlace : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    QString in(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aWorkspaceHasItsDirectory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("directory");
        QTest::newRow("plain") << QStringLiteral("ShopFlow-1.2_x") << QStringLiteral("ShopFlow-1.2_x");
        QTest::newRow("words") << QStringLiteral("Shop Flow") << QStringLiteral("w_Shop_Flow_97f845a5");
        QTest::newRow("other words") << QStringLiteral("Shop/Flow") << QStringLiteral("w_Shop_Flow_");
        QTest::newRow("upwards") << QStringLiteral("..") << QStringLiteral("w_.._");
        QTest::newRow("a path") << QStringLiteral("../../etc") << QStringLiteral("w_.._.._etc_");
        QTest::newRow("nothing") << QString() << QStringLiteral("w__e3b0c442");
        QTest::newRow("not ASCII") << QStringLiteral("é") << QStringLiteral("w___");
        QTest::newRow("long") << QString(500, u'x') << QStringLiteral("w_") + QString(100, u'x') + QStringLiteral("_");
    }

    void aWorkspaceHasItsDirectory()
    {
        QFETCH(QString, name);
        QFETCH(QString, directory);
        qputenv("XDG_STATE_HOME", "/var/state");
        const QString path = journalDirectory(name);
        QVERIFY2(path.startsWith(QStringLiteral("/var/state/surgedeck/") + directory), qPrintable(path));
        QCOMPARE(path.count(u'/'), 4);
        QVERIFY(path.size() < 160);
        qputenv("XDG_STATE_HOME", "not/absolute");
        QVERIFY(journalDirectory(name).startsWith(QDir::homePath() + QStringLiteral("/.local/state/surgedeck/")));
        qunsetenv("XDG_STATE_HOME");
    }

    void namesThatLookAlikeStayApart()
    {
        QVERIFY(journalDirectory(QStringLiteral("a/b")) != journalDirectory(QStringLiteral("a_b")));
        QVERIFY(journalDirectory(QStringLiteral("a/b")) != journalDirectory(QStringLiteral("a b")));
    }

    void nobodyElseReadsIt()
    {
        const auto place = takeJournalPlace(in("new/deep/place"));
        QVERIFY2(place, place ? "" : qPrintable(place.error().message));
        QCOMPARE(modeOf(in("new/deep/place")), 0700);
        QCOMPARE(modeOf(place->file), 0600);

        QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("open")));
        QVERIFY(::chmod(qPrintable(in("open")), 0755) == 0);
        QVERIFY(bool(takeJournalPlace(in("open"))));
        QCOMPARE(modeOf(in("open")), 0700);
    }

    void aSecondProcessGetsItsOwnFile()
    {
        auto first = takeJournalPlace(in("shared"));
        const auto second = takeJournalPlace(in("shared"));
        QVERIFY(first && second);
        QCOMPARE(QFileInfo(first->file).fileName(), QStringLiteral("journal.sqlite"));
        QCOMPARE(QFileInfo(second->file).fileName(), QStringLiteral("journal-2.sqlite"));
        first = Error{};
        QCOMPARE(QFileInfo(takeJournalPlace(in("shared"))->file).fileName(), QStringLiteral("journal.sqlite"));
    }

    void thereIsAnEndToProcesses()
    {
        std::vector<JournalPlace> places;
        for (int i = 0; i < 9; ++i)
            places.push_back(takeJournalPlace(in("crowded")).value());
        const auto tenth = takeJournalPlace(in("crowded"));
        QVERIFY(!tenth);
        QCOMPARE(tenth.error().kind, Error::Kind::Config);
    }

    void aPlaceThatCanNotBeIsNamed_data()
    {
        QTest::addColumn<QString>("directory");
        QTest::newRow("below a file") << in("file/below");
        QTest::newRow("a file") << in("file");
        QTest::newRow("not to be written") << QStringLiteral("/proc/surgedeck");
    }

    void aPlaceThatCanNotBeIsNamed()
    {
        QFETCH(QString, directory);
        QFile file(in("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto place = takeJournalPlace(directory);
        QVERIFY(!place);
        QCOMPARE(place.error().kind, Error::Kind::Config);
        QVERIFY2(place.error().message.contains(directory), qPrintable(place.error().message));
    }

    void aLinkIsNotFollowed()
    {
        QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("linked")));
        QVERIFY(QFile::link(in("elsewhere"), in("linked/journal.sqlite")));
        QVERIFY(!takeJournalPlace(in("linked")));
        QVERIFY(!QFile::exists(in("elsewhere")));
    }

    void networkFileSystemsAreKnown()
    {
        for (const qint64 type : {0x6969LL, 0xff534d42LL, 0x01021997LL, 0xfe534d42LL, qint64(qint32(0xff534d42))})
            QVERIFY(isNetworkFileSystem(type));
        for (const qint64 type :
             {0xef53LL /* ext */, 0x01021994LL /* tmpfs */, 0x9123683eLL /* btrfs */, 0x794c7630LL /* overlay */})
            QVERIFY(!isNetworkFileSystem(type));
    }
};

QTEST_GUILESS_MAIN(TestJournalPlace)
#include "tst_journalplace.moc"
