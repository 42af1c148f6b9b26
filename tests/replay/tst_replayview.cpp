// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journalkeeping.h"
#include "app/mainwindow.h"
#include "app/panels/comparepanel.h"
#include "app/panels/runbookpanel.h"
#include "app/replay/replaysession.h"
#include "app/views/postmortempage.h"
#include "app/views/replayview.h"
#include "connectors/journal/recordingfile.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/base/timetext.h"
#include "models/items/clocktext.h"
#include "models/replay/facts.h"
#include "models/replay/shownstate.h"
#include "tests/replay/recordedshop.h"
#include "tests/support/testrules.h"
#include "widgets/incidentbar.h"
#include "widgets/leaderrow.h"
#include "widgets/replayscrubber.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFile>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The document of a run whose second step is looked at.
QJsonObject aRun()
{
    const QString time = u"2026-11-27T03:00:00Z"_s;
    const auto step = [&](const QString &id, const QString &state) {
        return QJsonObject{{u"id"_s, id}, {u"kind"_s, u"check"_s}, {u"state"_s, state}, {u"started"_s, time}};
    };
    return {{u"run"_s, u"R02-1"_s},
            {u"runbook"_s, u"R02"_s},
            {u"version"_s, 1},
            {u"person"_s, u"Kim"_s},
            {u"started"_s, time},
            {u"current"_s, u"who"_s},
            {u"steps"_s, QJsonArray{step(u"confirm"_s, u"succeeded"_s), step(u"who"_s, u"waiting"_s)}}};
}

constexpr int patience = 30'000; ///< a moment takes seconds while other tests have the machine

} // namespace

class TestReplayView : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_file;
    std::unique_ptr<ReplaySession> m_replay;
    std::unique_ptr<MainWindow> m_window;

    ReplayView &view() const { return *m_window->findChild<ReplayView *>(u"view-replay"_s); }
    ReplayScrubber &scrubber() const { return *m_window->findChild<ReplayScrubber *>(); }
    /// There, and not only somewhere on the way: what an earlier test asked for may come first.
    void seek(WallTime at) const
    {
        const WallTime there = std::clamp(at, m_replay->facts().begins, m_replay->facts().ends);
        m_replay->seek(at);
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->at(), there, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        failOnAnyWarning();
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(u"state"_s)));
        theme::apply(ThemeName::Dark);
        m_file = m_dir.filePath(u"shop.surge"_s);
        RecordedShop shop(m_file, 21);
        for (int second = 0; second < 240; ++second) {
            shop.setConvoy(second > 60 && second < 140 ? 8 : 0);
            shop.live();
            if (second == 100)
                QVERIFY(bool(shop.recorder().note(
                    {u"Kim"_s, u"INC-1"_s, u"incident.declared"_s, {{u"title"_s, u"Convoy"_s}, {u"severity"_s, 2}}})));
            if (second == 110)
                QVERIFY(
                    bool(shop.recorder().note({u"Kim"_s, u"R02-1"_s, u"runbook.answered"_s, {{u"shown"_s, aRun()}}})));
        }
        shop.finish();
        openWindow();
    }

    void cleanupTestCase()
    {
        m_window.reset(); // it shows what the replay has
        m_replay.reset();
    }

private:
    /// One for all tests: each of them goes to its own moments.
    void openWindow()
    {
        m_replay = std::move(ReplaySession::open(m_file, std::nullopt).value());
        m_window = std::make_unique<MainWindow>(m_replay->session(), WindowOptions{.replay = m_replay.get()});
        m_window->resize(1600, 1000);
        m_window->showView(u"replay"_s);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->facts().overview->complete, 60'000);
    }

private Q_SLOTS:
    void itBeginsWhereTheIncidentWasDeclared()
    {
        QCOMPARE(m_replay->facts().incidents->incidents().size(), std::size_t{1});
        QCOMPARE(m_replay->at(), *m_replay->facts().incidents->incidents()[0]->when(Milestone::Declared));
        QVERIFY(!m_window->findChild<IncidentBar *>()->isVisible());
    }

    void thePanelsFollowTheCursor()
    {
        seek(m_replay->facts().begins + 30s);
        QCOMPARE(m_replay->session().platform().view().indicators[0].state, Health::Normal);
        QVERIFY(m_replay->session().platform().database(u"db"_s)->locks().empty());
        seek(m_replay->facts().begins + 75s);
        QVERIFY(m_replay->session().platform().view().indicators[0].state >= Health::Degraded);
        QCOMPARE(m_replay->session().platform().database(u"db"_s)->load().lockWaiters, 8);
        QCOMPARE(m_replay->session().platform().view().now, m_replay->at());
    }

    void tracksSayWhatHappened()
    {
        const ReplayTracks &tracks = scrubber().tracks();
        QVERIFY(tracks.curve.size() > 100);
        QVERIFY(!tracks.alarms.empty());
        QVERIFY(!tracks.people.empty());
        QVERIFY(!tracks.changes.empty()); // the weights went to 100 when the convoy was long
        QCOMPARE(tracks.range.from, m_replay->facts().begins);
    }

    void keysMoveTheCursor()
    {
        seek(m_replay->facts().begins + 100s);
        const WallTime before = m_replay->at();
        QTest::keyClick(&view(), Qt::Key_Right);
        QTRY_COMPARE(m_replay->at(), before + 1s);
        QTest::keyClick(&view(), Qt::Key_Left, Qt::ShiftModifier);
        QTRY_COMPARE(m_replay->at(), before - 9s);
        QTest::keyClick(&view(), Qt::Key_Home);
        QTRY_COMPARE(m_replay->at(), m_replay->facts().begins);
        const auto next = scrubber().nextEvent(m_replay->at(), 1);
        QTest::keyClick(&view(), Qt::Key_BracketRight);
        QTRY_COMPARE(m_replay->at(), *next);
    }

    void playingMovesWithItsSpeed()
    {
        seek(m_replay->facts().begins + 10s);
        const WallTime before = m_replay->at();
        view().play(60);
        QTRY_VERIFY(m_replay->at() - before > 20s);
        QTest::keyClick(&view(), Qt::Key_Space);
        QCOMPARE(view().speed(), 0);
    }

    /// A run of a runbook that was on the screen is on it again, with nothing to press; before it was begun, what
    /// fitted.
    void theRunIsThatOfThen()
    {
        const auto *panel = view().findChild<RunbookPanel *>();
        seek(m_replay->facts().begins + 130s);
        QTRY_VERIFY2(panel->header()->subtitle().contains(u"as recorded"), qPrintable(panel->header()->subtitle()));
        QVERIFY(panel->header()->subtitle().contains(u"Step 2 of 2"));
        QStringList words;
        for (const auto *row : panel->findChildren<LeaderRow *>())
            if (row->isVisible())
                words << row->spokenName();
        QVERIFY2(words.join(u'\n').contains(u"waiting"), qPrintable(words.join(u'\n')));
        seek(m_replay->facts().begins + 70s);
        QTRY_VERIFY2(!panel->header()->subtitle().contains(u"as recorded"), qPrintable(panel->header()->subtitle()));
    }

    void aPinSaysWhatTheFiguresSaid()
    {
        QSignalSpy pinned(&view(), &ReplayView::pinned);
        QTest::keyClick(&view(), Qt::Key_P);
        QCOMPARE(pinned.size(), 1);
        QVERIFY(pinned[0][1].toString().contains(u"Checkout success"));
    }

    void twoMomentsAreHeldAgainstEachOther()
    {
        const WallTime calm = m_replay->facts().begins + 30s, bad = m_replay->facts().begins + 90s;
        seek(calm);
        QTest::keyClick(&view(), Qt::Key_V);
        QVERIFY(view().isComparing());
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->other() != nullptr, patience);
        seek(bad);
        const auto *panel = m_window->findChild<ComparePanel *>();
        QVERIFY(panel && panel->isVisible());
        QVERIFY(!view().findChild<QWidget *>(u"panel-runbook"_s)->isVisible());
        const auto *table = panel->findChild<QAbstractItemView *>();
        QVERIFY(!table->accessibleName().isEmpty());
        const QAbstractItemModel &rows = *table->model();
        const auto text = [&rows](int row, int column) {
            return rows.index(row, column).data(Qt::AccessibleTextRole).toString() +
                   rows.index(row, column).data(Qt::DisplayRole).toString();
        };
        QVERIFY(text(0, 0).contains(u"Checkout success"));
        QVERIFY2(text(0, 3).contains(QChar(0x2212)), qPrintable(text(0, 3))); // it fell
        QVERIFY(text(0, 1) != text(0, 2));
        bool alarm = false, waits = false;
        for (int row = 0; row < rows.rowCount(); ++row) {
            alarm = alarm || text(row, 0).contains(u"Alarm: ");
            waits = waits || (text(row, 0).contains(u"wait for a lock") && text(row, 3).contains(u"+8"));
        }
        QVERIFY(alarm);
        QVERIFY(waits);
        QVERIFY2(scrubber().spokenName().contains(u"compared with"), qPrintable(scrubber().spokenName()));
        Q_EMIT const_cast<ComparePanel *>(panel)->presetChosen(u"7d"_s); // the recording has four minutes
        QCOMPARE(m_replay->otherAt(), calm);
        QTest::keyClick(&view(), Qt::Key_X); // the other way round
        QTRY_COMPARE_WITH_TIMEOUT(m_replay->at(), calm, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->other() && m_replay->otherAt() == bad, patience);
        auto *time = m_window->findChild<QLineEdit *>(u"compare-time"_s);
        QVERIFY(!time->accessibleName().isEmpty());
        time->setText(clockText(calm + 5s));
        QTest::keyClick(time, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_replay->other() && std::chrono::abs(m_replay->otherAt() - (calm + 5s)) < 1s,
                                 patience);
        QTest::keyClick(&view(), Qt::Key_V);
        QVERIFY(!view().isComparing() && m_replay->other() == nullptr);
        QVERIFY(view().findChild<QWidget *>(u"panel-runbook"_s)->isVisible());
        QVERIFY(!scrubber().spokenName().contains(u"compared with"));
    }

    void aTypedTimeIsOfTheDayThatIsShown()
    {
        const WallTime noon = parseRfc3339(u"2026-11-29T12:00:00Z"_s).value();
        QCOMPARE(typedTime(clockText(noon), noon + 90s), std::optional(noon));
        QCOMPARE(typedTime(u" "_s + minuteText(noon), noon + 2h), std::optional(noon));
        QCOMPARE(typedTime(u"2026-11-28T03:00:00Z"_s, noon), std::optional(*parseRfc3339(u"2026-11-28T03:00:00Z"_s)));
        for (const char *none : {"", "soon", "25:00", "12:61", "-1:00"})
            QVERIFY2(!typedTime(QString::fromLatin1(none), noon), none);
    }

    void nothingIsDoneToThePast()
    {
        seek(m_replay->facts().begins + 90s);
        const auto alarms = m_replay->session().platform().view().alarms;
        QVERIFY(!alarms.empty());
        m_replay->session().acknowledge(alarms[0].id, u"Kim"_s);
        QCOMPARE(m_replay->session().platform().view().alarms[0].state, alarms[0].state);
    }

    void thePostMortemIsEditedBesideItsTimeline()
    {
        PostMortemPage &page = view().postMortem();
        QTest::keyClick(&view(), Qt::Key_M);
        QVERIFY(view().isPostMortemOpen());
        QTRY_VERIFY(page.text().contains(u"## Contributing factors"));
        auto *table = page.findChild<QAbstractItemView *>();
        QTRY_VERIFY(table->model()->rowCount() > 0);
        seek(m_replay->facts().ends);
        Q_EMIT table->clicked(table->model()->index(0, 0));
        QTRY_VERIFY(m_replay->at() < m_replay->facts().ends);

        auto *editor = page.findChild<QPlainTextEdit *>(u"post-mortem-text"_s);
        editor->setPlainText(editor->toPlainText().replace(u"## Contributing factors\n"_s,
                                                           u"## Contributing factors\n\nThe job held **a lock**.\n"_s));
        QTest::mouseClick(page.findChild<QAbstractButton *>(u"post-mortem-save"_s), Qt::LeftButton);
        page.findChild<QLineEdit *>(u"post-mortem-item"_s)->setText(u"Give the job a timeout"_s);
        QTest::mouseClick(page.findChild<QAbstractButton *>(u"post-mortem-add"_s), Qt::LeftButton);
        QTRY_VERIFY(page.text().contains(u"Give the job a timeout"));
        QVERIFY(page.text().contains(u"The job held **a lock**."));
        const QString file = m_dir.filePath(u"out.html"_s);
        Q_EMIT page.exportWanted(file);
        QFile out(file);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QVERIFY(out.readAll().contains("The job held <b>a lock</b>."));
        QTest::keyClick(&view(), Qt::Key_M);
        QVERIFY(!view().isPostMortemOpen());
    }

    /// A shift and the budgets of days before come from files of the console: its journal has them, too.
    void whatIsNoRecordIsInTheJournal()
    {
        const QString file = m_dir.filePath(u"console.surge"_s);
        const SystemClock clock;
        QJsonObject live;
        {
            WatchSession session(RecordedShop::workspace(), {}, WatchSession::Options{}, clock);
            const auto journal = recordInto(session, file, clock).value();
            RouterServer server;
            server.instance = u"lb"_s;
            server.backend = u"shop"_s;
            server.server = u"old"_s;
            server.weight = 100;
            server.up = true;
            RouterServer canary = server;
            canary.server = u"new"_s;
            canary.weight = 0;
            SourceHealth health;
            health.state = SourceState::Ok;
            health.interval = 1s;
            health.newestSample = clock.now();
            session.receive({{clock.now(), clock.monotonic(), u"edge"_s, health},
                             {clock.now(), clock.monotonic(), u"edge"_s, RouterSample{{server, canary}, {}}}});
            for (int i = 0; i < 3; ++i) // told once
                session.noteShift(u"checkout"_s, {RouteState::Held, u"by hand"_s, {5, 50}});
            session.loadSloRollups({{u"checkout"_s, {clock.now() - 10min, 5, 1'000}}});
            session.evaluate();
            live = factsOf(session.platform());
            QVERIFY(bool(journal->finish(5s)));
        }
        const auto recording = RecordingFile::open(file).value();
        const auto replay = Replay::open(recording->reader(), {}).value();
        const auto shown = std::ranges::count(replay->events(), shownType, &JournalEntry::type);
        QCOMPARE(shown, 2);
        const auto moment = replay->moment(timeOfFacts(live), {}).value();
        QCOMPARE(firstDifference(live, factsOf(*moment.platform)), QString());
        QCOMPARE(moment.platform->view().routes.at(0).state, RouteState::Held);
    }

    /// From the wish to the painted panels, in processor time of all threads: other work has nothing to do with it.
    void aScrubIsPaintedSoon()
    {
        std::vector<double> times; // milliseconds
        for (int i = 0; i < 40; ++i) {
            const std::clock_t began = std::clock();
            seek(m_replay->facts().begins + std::chrono::seconds((i * 37) % 230));
            (void)m_window->grab();
            times.push_back(1e3 * double(std::clock() - began) / CLOCKS_PER_SEC);
        }
        std::ranges::sort(times);
        qInfo("scrub to paint: %.0f ms (95th of 40)", times[38]);
        QVERIFY2(times[38] < 1'000, qPrintable(QString::number(times[38])));
    }
};

QTEST_MAIN(TestReplayView)
#include "tst_replayview.moc"
