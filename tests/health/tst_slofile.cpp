// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slofile.h"
#include "tests/support/testrules.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime now{std::chrono::hours(24 * 20'000)};

NamedRollups one(const QString &slo, Milliseconds ago, double total = 300)
{
    return {{slo, SloRollup{now - ago, 3, total}}};
}

} // namespace

class TestSloFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_home->path().toLocal8Bit());
    }

    void nothingWasKeptYet() { QVERIFY(SloFile(QStringLiteral("shop")).read(now).empty()); }

    void whatIsKeptIsReadAgain()
    {
        const SloFile file(QStringLiteral("shop"));
        QVERIFY(file.append(one(QStringLiteral("checkout"), 5min)));
        QVERIFY(file.append(one(QStringLiteral("search"), 0min, 42)));
        const NamedRollups all = file.read(now);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[1].first, QStringLiteral("search"));
        QCOMPARE(all[1].second.total, 42.0);
        QCOMPARE(all[0].second.end, now - 5min);
    }

    void fortyDaysAndNoMore()
    {
        const SloFile file(QStringLiteral("shop"));
        QVERIFY(file.append(one(QStringLiteral("old"), 40 * 24h + 1min)));
        QVERIFY(file.append(one(QStringLiteral("just"), 40 * 24h - 1min)));
        QCOMPARE(file.read(now).size(), std::size_t(1));
        QCOMPARE(file.read(now).front().first, QStringLiteral("just"));
        QVERIFY(file.read(now + 2min).empty());
    }

    /// A clock that was set back must not let tomorrow's figures count today.
    void whatComesFromTheFutureIsLeftOut()
    {
        const SloFile file(QStringLiteral("shop"));
        QVERIFY(file.append(one(QStringLiteral("checkout"), -10min)));
        QVERIFY(file.read(now).empty());
    }

    void aTornLineCostsItselfAlone()
    {
        const SloFile file(QStringLiteral("shop"));
        QVERIFY(file.append(one(QStringLiteral("checkout"), 10min)));
        write(file, "{\"slo\":\"checkout\",\"end_m\n{\"slo\":7}\nnot JSON\n");
        QVERIFY(file.append(one(QStringLiteral("checkout"), 5min)));
        QCOMPARE(file.read(now).size(), std::size_t(2));
        write(file, "{\"slo\":\"checkout\",\"en"); // its writer died: what comes next begins a line of its own
        QVERIFY(file.append(one(QStringLiteral("checkout"), 0min)));
        QCOMPARE(file.read(now).size(), std::size_t(3));
    }

    /// 16 MiB, and what leaves is the oldest, never what was kept last.
    void aFullFileLosesItsOldest()
    {
        const SloFile file(QStringLiteral("shop"));
        const QByteArray line =
            "{\"slo\":\"checkout\",\"end_ms\":" + QByteArray::number(qint64((now - 24h).time_since_epoch().count())) +
            ",\"errors\":1,\"total\":2}\n";
        QVERIFY(file.append(one(QStringLiteral("first"), 39 * 24h)));
        write(file, line.repeated(int(most / line.size()) - 2));
        for (int i = 0; i < 5; ++i)
            QVERIFY(file.append(one(QStringLiteral("newest-%1").arg(i), 0min)));
        QVERIFY2(QFileInfo(file.path()).size() <= most, "it has grown above its bound");
        const NamedRollups all = file.read(now);
        QCOMPARE(all.back().first, QStringLiteral("newest-4"));
        QCOMPARE(std::count_if(all.begin(), all.end(),
                               [](const auto &entry) { return entry.first.startsWith(QStringLiteral("newest")); }),
                 std::ptrdiff_t(5));
        QVERIFY(all.front().first != QStringLiteral("first"));
        QCOMPARE(QFile::permissions(file.path()) & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
    }

private:
    static constexpr qint64 most = 16 * 1024 * 1024;

    static void write(const SloFile &file, const QByteArray &bytes)
    {
        QFile raw(file.path());
        QVERIFY(raw.open(QIODevice::Append));
        QCOMPARE(raw.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestSloFile)
#include "tst_slofile.moc"
