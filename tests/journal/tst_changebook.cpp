// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/changebook.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime noon(1'790'000'000'123ms);

Change change(const char *title)
{
    return {{}, noon, QStringLiteral("deploy"), QString::fromUtf8(title), QStringLiteral("kim")};
}

void append(const QString &file, const QByteArray &bytes)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::Append));
    out.write(bytes);
}

} // namespace

class TestChangeBook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
        m_place = m_dir->filePath(QStringLiteral("state/surgedeck/shop"));
        m_file = m_place + QStringLiteral("/changes.jsonl");
    }

    void whatWasToldIsReadBack()
    {
        const auto first = appendChange(m_place, change("checkout 4.2 \u2192 4.3, \"blue\"\nand more"));
        const auto second = appendChange(m_place, change("another"));
        QVERIFY(first && second);
        QVERIFY(first->id != second->id && !first->id.isEmpty());
        const auto read = readChanges(m_place);
        QVERIFY(read);
        QCOMPARE(*read, (std::vector<Change>{*first, *second}));
        QCOMPARE(QFileInfo(m_file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void noFileIsNoChange()
    {
        const auto read = readChanges(m_place);
        QVERIFY(read && read->empty());
    }

    void aTornLineCostsOnlyItself()
    {
        QVERIFY(appendChange(m_place, change("one")));
        append(m_file, "{\"id\":\"x\",\"title\":\"tor");
        QVERIFY(appendChange(m_place, change("two")));
        append(m_file, "\n\n[]\nnull\n{\"id\":1}\n\xff\xfe\n");
        QVERIFY(appendChange(m_place, change("three")));
        const auto read = readChanges(m_place);
        QCOMPARE(read->size(), std::size_t(3));
        QCOMPARE(read->back().title, QStringLiteral("three"));
    }

    void aHugeFileIsReadFromItsEnd()
    {
        QVERIFY(appendChange(m_place, change("old")));
        append(m_file, QByteArray(3 * 1024 * 1024, 'x') + '\n');
        QVERIFY(appendChange(m_place, change("new")));
        const auto read = readChanges(m_place);
        QCOMPARE(read->size(), std::size_t(1));
        QCOMPARE(read->front().title, QStringLiteral("new"));
    }

    void aPlaceThatCanNotBeWrittenIsAnError()
    {
        const auto refused = appendChange(QStringLiteral("/proc/nowhere/shop"), change("x"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Config);
        QVERIFY(!appendChange(m_place, change(QByteArray(9000, 'x').constData())));
    }

    void theSourceTellsOnlyWhatIsNew()
    {
        ChangeSource source(m_place);
        QVERIFY(source.poll({})->observations.empty()); // no file yet
        const auto one = appendChange(m_place, change("one"));
        const auto first = source.poll({});
        QCOMPARE(first->observations.size(), std::size_t(1));
        QCOMPARE(std::get<Changes>(first->observations[0]).changes, std::vector<Change>{*one});
        QVERIFY(source.poll({})->observations.empty());
        QVERIFY(appendChange(m_place, change("two")));
        QCOMPARE(std::get<Changes>(source.poll({})->observations.at(0)).changes.size(), std::size_t(2));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_place, m_file;
};

QTEST_GUILESS_MAIN(TestChangeBook)
#include "tst_changebook.moc"
