// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"
#include "app/alarmtone.h"
#include "app/digestfile.h"
#include "app/keeping.h"
#include "models/domain/roles.h"
#include "tests/gui/windowbench.h"
#include "tests/support/testrules.h"
#include "widgets/panel.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

AlarmState stateOf(const WatchSession &session, const QString &id)
{
    for (const Alarm &alarm : session.platform().view().alarms)
        if (alarm.id == id)
            return alarm.state;
    return AlarmState::Resolved;
}

/// A window in the convoy, whose alarms are kept in a folder of this test.
struct Bench : WindowBench
{
    Bench()
        : keeping(session, Keeping::Access::ReadAndWrite)
        , file(session.platform().workspace().name)
    {
        feed(convoyRecords, 20);
        table = window.findChild<Panel *>(QStringLiteral("panel-alarms"))->findChild<TableView *>();
        table->setFocus();
        table->selectRow(0);
        id = table->currentIndex().data(IdRole).toString();
    }

    Keeping keeping;
    AlarmCareFile file;
    TableView *table = nullptr;
    QString id;
};

} // namespace

class TestAlarmKeeping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        theme::apply(ThemeName::Dark);
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_home->path().toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_home->path().toLocal8Bit());
    }

    void whatIsTakenInTheWindowIsReadByTheCommandLine()
    {
        Bench bench;
        QCOMPARE(stateOf(bench.session, bench.id), AlarmState::Firing);
        QVERIFY(!bench.file.read().acknowledgement(bench.id));
        bench.press(Qt::Key_Return);
        QCOMPARE(stateOf(bench.session, bench.id), AlarmState::Acknowledged);
        QTRY_VERIFY(bench.file.read().acknowledgement(bench.id));
        QVERIFY(!bench.file.read().acknowledgement(bench.id)->by.isEmpty());
    }

    /// When a digest was seen first and what is usual for it outlive the window, whoever of two consoles writes last.
    void whatIsUsualForADigestIsKept()
    {
        const DigestFile file(QStringLiteral("shop"));
        const WallTime now{Milliseconds(1'790'000'000'000)};
        DigestMemory memory;
        memory.firstSeen = now - 1h;
        memory.isCertain = true;
        memory.hours[3] = {200, 5'000, 4, 20'700, 10, 300};
        QVERIFY(file.update({{QStringLiteral("db"), {{QStringLiteral("d1"), memory}}}}, now));
        RememberedDigests read = file.read(now);
        QCOMPARE(read[QStringLiteral("db")].size(), std::size_t(1));
        QVERIFY(read[QStringLiteral("db")][0].second == memory);
        DigestMemory later = memory;
        later.firstSeen = now;
        QVERIFY(file.update({{QStringLiteral("db"), {{QStringLiteral("d1"), later}, {QStringLiteral("d2"), later}}}}, now));
        QFile raw(file.path());
        QVERIFY(raw.open(QIODevice::Append));
        raw.write("nonsense\n{\"source\":\"db\",\"digest\":\"d3\",\"first_ms\":1,\"hours\":[[99,-1]]}\n");
        raw.close();
        read = file.read(now);
        QCOMPARE(read[QStringLiteral("db")].size(), std::size_t(2));
        QVERIFY(read[QStringLiteral("db")][0].second == memory); // the earlier one counts
        QVERIFY(file.read(now + 100 * 24h).empty());
    }

    void whatIsTakenElsewhereIsTakenInTheWindow()
    {
        Bench bench;
        const auto event = AlarmCare::acknowledgeEvent(
            {bench.id, QStringLiteral("M. Okafor"), QStringLiteral("mine"), bench.clock.now()});
        QVERIFY(event && bench.file.append(*event));
        QTRY_COMPARE(stateOf(bench.session, bench.id), AlarmState::Acknowledged);
        bench.window.refresh();
        QCOMPARE(bench.table->model()->index(0, 2).data(TrailTextRole).toString(), QStringLiteral("M. Okafor"));
    }

    void aSilenceIsMadeAndTakenBackWithTheKeyboard()
    {
        Bench bench;
        bench.press(QKeySequence(QStringLiteral("Shift+Return")));
        QCOMPARE(stateOf(bench.session, bench.id), AlarmState::Silenced);
        QTRY_COMPARE(bench.file.read().silences(bench.clock.now()).size(), std::size_t(1));
        bench.press(QKeySequence(QStringLiteral("Ctrl+Z")));
        QCOMPARE(stateOf(bench.session, bench.id), AlarmState::Firing);
        QTRY_COMPARE(bench.file.read().silences(bench.clock.now()).size(), std::size_t(0));
    }

    void aSilenceFromElsewhereCounts()
    {
        Bench bench;
        Silence made;
        made.id = QStringLiteral("s1");
        made.match = QStringLiteral("severity=critical");
        made.by = QStringLiteral("ada");
        made.reason = QStringLiteral("known");
        made.from = bench.clock.now();
        made.until = made.from + 10min;
        QVERIFY(bench.file.append(*AlarmCare::silenceEvent(made)));
        QTRY_COMPARE(stateOf(bench.session, bench.id), AlarmState::Silenced);
    }

    void theToneIsOffUntilSomebodyWantsIt()
    {
        Bench bench;
        QList<Tone> heard;
        const AlarmTone tone(bench.session, bench.settings, [&](Tone sound) { heard << sound; });
        const auto pass = [&] {
            bench.clock.advance(6s);
            (void)bench.session.evaluate();
            Q_EMIT bench.session.evaluated();
        };
        pass();
        QVERIFY(heard.isEmpty());
        Preferences on;
        on.tone = true;
        bench.settings.change(on);
        bench.feed(convoyRecords, 1);
        pass();
        QCOMPARE(heard, QList<Tone>{Tone::Urgent});
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestAlarmKeeping)
#include "tst_alarmkeeping.moc"
