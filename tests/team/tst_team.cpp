// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agreements.h"
#include "app/alarmcarefile.h"
#include "app/incidents/teammark.h"
#include "app/session.h"
#include "app/sourcesettings.h"
#include "app/team/storediagnosis.h"
#include "app/team/teamfeed.h"
#include "app/team/teamkeeper.h"
#include "app/team/teamsync.h"
#include "connectors/journal/journalplace.h"
#include "models/workspace/workspacereader.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <thread>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience =
    60'000; ///< milliseconds; a server that was killed recovers first, on a machine that does other work

constexpr int linesOfEach = 60;

/// Events of the team that the store has, each counted.
constexpr const char *countEvents =
    "select count(*), count(distinct uid) from surgedeck.event where workspace = 'Team'";

} // namespace

/// A window as far as its team is concerned.
struct Window
{
    std::unique_ptr<WatchSession> session;
    std::unique_ptr<TeamKeeper> keeper;

    SourceState shop() const { return session->platform().sources().view(u"shop"_s, session->evaluate().now).state; }
    QByteArray alarms() const
    {
        QStringList names;
        for (const Alarm &alarm : session->evaluate().alarms)
            names << alarm.name;
        return names.join(u"; "_s).toUtf8();
    }
    bool saysThatTheStoreIsAway() const
    {
        return std::ranges::any_of(session->evaluate().alarms, [](const Alarm &alarm) {
            return isActive(alarm) && alarm.name.contains(u"team's store is away");
        });
    }
};

/// Two consoles with states of their own on one real PostgreSQL.
class TestTeam : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    std::unique_ptr<PostgresServer> m_server;
    SystemClock m_clock;
    std::unique_ptr<TeamSync> m_kim, m_lee;
    std::unique_ptr<IncidentStore> m_kimStore, m_leeStore;
    QString m_kimDirectory, m_leeDirectory;

    QString dsn(const QString &user) const { return m_server->dsn(user, u"?sslrootcert="_s + m_server->caFile()); }

    Workspace workspaceOf(const QString &user, const QByteArray &sources = "sources: []\n") const
    {
        const QByteArray text =
            "version: 1\nname: Team\nenvironment: test\nstore: '" + dsn(user).toUtf8() + "'\n" + sources;
        return readWorkspace(text, {m_dir.filePath(u"team.yaml"_s), m_dir.filePath(u"team.yaml"_s), {}, nullptr})
            .workspace;
    }

    /// The console of one person: its state is in a place of its own.
    std::unique_ptr<TeamSync> console(const QString &person, std::unique_ptr<IncidentStore> &store, QString &directory)
    {
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(person)));
        auto sync = TeamSync::open(workspaceOf(person), m_clock);
        if (!sync)
            qFatal("%s", qPrintable(sync.error().message));
        store = std::make_unique<IncidentStore>(u"Team"_s);
        directory = store->directory();
        return std::move(*sync);
    }

    Status note(const IncidentStore &store, const QString &by, const QString &id, const QString &text) const
    {
        const auto added = store.add(m_clock, id, [&](const Incident &incident) {
            return noteEvent({incident.id, by}, {u"note"_s, text});
        });
        return added ? ok() : Status(added.error());
    }

    static QStringList linesOf(const IncidentStore &store, const QString &id)
    {
        const IncidentBook book = store.read().value();
        const Incident *incident = book.find(id);
        QStringList lines;
        if (incident != nullptr)
            for (const IncidentLine &line : incident->timeline)
                lines << line.actor + u": "_s + line.kind + u": "_s + line.text;
        return lines;
    }

    void syncBoth()
    {
        for (TeamSync *sync : {m_kim.get(), m_lee.get(), m_kim.get()}) {
            const auto done = sync->sync({});
            QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->start();
        m_server->admin("create role surgedeck_team nologin; create role surgedeck_stakeholder nologin;"
                        "create role kim login password 'pw' in role surgedeck_team;"
                        "create role lee login password 'pw' in role surgedeck_team;"
                        "create role boss login password 'pw' in role surgedeck_stakeholder");
        const auto kim = TeamStore::open(dsn(u"kim"_s), m_clock).value();
        QVERIFY(kim->pull(u"Team"_s, 0, {}).error().message.contains(u"team migrate"));
        QVERIFY(!kim->migrate({})); // a console may not
        const auto owner = TeamStore::open(dsn(u"super"_s), m_clock).value();
        for (int i = 0; i < 2; ++i) {
            const Status made = owner->migrate({});
            QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        }
        m_kim = console(u"kim"_s, m_kimStore, m_kimDirectory);
        m_lee = console(u"lee"_s, m_leeStore, m_leeDirectory);
        QVERIFY(m_kim->console() != m_lee->console());
    }

    void init() { failOnAnyWarning(); }

    void anIncidentIsWorkedByTwo()
    {
        const QString id = m_kimStore->declare(m_clock, u"Kim"_s, {u"Checkout fails"_s, 1, {}, {}}).value();
        syncBoth();
        QVERIFY(bool(note(*m_leeStore, u"Lee"_s, id, u"I look at the locks"_s)));
        QVERIFY(bool(m_leeStore->add(m_clock, id, [](const Incident &incident) {
            return roleEvent({incident.id, u"Lee"_s}, u"commander"_s, u"Lee"_s);
        })));
        syncBoth();
        QCOMPARE(linesOf(*m_kimStore, id), linesOf(*m_leeStore, id));
        QCOMPARE(linesOf(*m_kimStore, id).size(), 3);
        QCOMPARE(m_kimStore->read()->find(id)->roles.at(u"commander"_s).person, u"Lee"_s);
    }

    void incidentsOfTwoWhoDoNotSeeEachOtherStayApart()
    {
        const QString a = m_kimStore->declare(m_clock, u"Kim"_s, {u"A"_s, 2, {}, {}}).value();
        const QString b = m_leeStore->declare(m_clock, u"Lee"_s, {u"B"_s, 2, {}, {}}).value();
        QVERIFY(a != b);
        syncBoth();
        for (const auto *store : {m_kimStore.get(), m_leeStore.get()}) {
            QCOMPARE(store->read()->find(a)->title, u"A"_s);
            QCOMPARE(store->read()->find(b)->title, u"B"_s);
        }
    }

    /// Connections are ended at any moment, also between what the server stored and its answer.
    void whatIsWrittenWhileConnectionsAreCutIsMergedOnce()
    {
        const QString id = m_kimStore->declare(m_clock, u"Kim"_s, {u"Cut"_s, 2, {}, {}}).value();
        syncBoth();
        std::jthread knife([this](const std::stop_token &stop) {
            std::mt19937 random(11);
            while (!stop.stop_requested()) {
                m_server->admin("select pg_terminate_backend(pid) from pg_stat_activity where application_name like "
                                "'surgedeck%'");
                std::this_thread::sleep_for(
                    std::chrono::microseconds(random() % 150'000)); // when it cuts is left to chance
            }
        });
        int cut = 0, done = 0;
        for (int i = 0; i < linesOfEach; ++i) {
            QVERIFY(bool(note(*m_kimStore, u"Kim"_s, id, u"line %1"_s.arg(i))));
            QVERIFY(bool(note(*m_leeStore, u"Lee"_s, id, u"line %1"_s.arg(i))));
            for (TeamSync *sync : {m_kim.get(), m_lee.get()})
                ++(sync->sync({}) ? done : cut);
        }
        knife.request_stop();
        knife.join();
        for (TeamSync *sync : {m_kim.get(), m_lee.get()})
            ++(sync->sync({}) ? done : cut); // the last cut may be seen only now
        syncBoth();
        qInfo("%d exchanges went through, %d were cut", done, cut);
        QVERIFY(cut > 0);
        const QStringList lines = linesOf(*m_kimStore, id);
        QCOMPARE(lines, linesOf(*m_leeStore, id));
        QCOMPARE(lines.size(), 1 + 2 * linesOfEach);
        QCOMPARE(QSet<QString>(lines.begin(), lines.end()).size(), lines.size());
        const QList<QByteArray> counts = m_server->admin(countEvents).trimmed().split('|');
        QCOMPARE(counts.at(0), counts.at(1));
    }

    void workGoesOnWhileTheStoreIsAway()
    {
        const QString id = m_kimStore->declare(m_clock, u"Kim"_s, {u"Away"_s, 2, {}, {}}).value();
        syncBoth();
        m_server->kill();
        QVERIFY(!m_kim->sync({}));
        QVERIFY(!m_lee->sync({}));
        QVERIFY(bool(note(*m_kimStore, u"Kim"_s, id, u"written alone"_s)));
        QVERIFY(bool(note(*m_leeStore, u"Lee"_s, id, u"written alone, too"_s)));
        m_server->start();
        syncBoth();
        QCOMPARE(linesOf(*m_kimStore, id), linesOf(*m_leeStore, id));
        QCOMPARE(linesOf(*m_kimStore, id).size(), 3);
    }

    void aLostMemoryOfWhatWasSentSendsNothingTwice()
    {
        const QByteArray before = m_server->admin(countEvents);
        QVERIFY(QFile::remove(m_kimDirectory + teamMark));
        m_kim = console(u"kim"_s, m_kimStore, m_kimDirectory);
        const auto lines = m_kimStore->log().read()->size();
        syncBoth();
        QCOMPARE(m_server->admin(countEvents), before);
        QCOMPARE(m_kimStore->log().read()->size(), lines);
    }

    void silencesAreShared()
    {
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(u"kim"_s)));
        const AlarmCareFile kim(u"Team"_s);
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(u"lee"_s)));
        const AlarmCareFile lee(u"Team"_s);
        Silence silence;
        silence.id = u"s1"_s;
        silence.match = u"severity=\"degraded\""_s;
        silence.by = u"Kim"_s;
        silence.reason = u"known"_s;
        silence.from = m_clock.now();
        silence.until = silence.from + 1h;
        QVERIFY(bool(kim.append(AlarmCare::silenceEvent(silence).value())));
        syncBoth();
        syncBoth();
        QCOMPARE(lee.read().silences(m_clock.now()).size(), std::size_t{1});
        QCOMPARE(kim.read().silences(m_clock.now()).size(), std::size_t{1});
    }

    void aSecondPersonAgreesThroughTheStore()
    {
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(u"kim"_s)));
        const Agreements kim(u"Team"_s);
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(u"lee"_s)));
        const Agreements lee(u"Team"_s);
        Command command;
        command.source = u"cache"_s;
        command.actor = u"Kim"_s;
        command.action = UnlinkPrefix{u"cache:page:"_s};
        Command other = command;
        other.action = UnlinkPrefix{u"cache:"_s};
        const QString code = Agreements::codeOf(command);
        QCOMPARE(lee.agree(code, u"Lee"_s, m_clock.now()).error().kind, Error::Kind::Refused); // nobody asked
        QVERIFY(bool(kim.ask(command, m_clock.now())));
        syncBoth();
        QCOMPARE(lee.wish(code, m_clock.now())->actor, u"Kim"_s);
        QCOMPARE(lee.agree(code, u"Kim"_s, m_clock.now()).error().kind, Error::Kind::Refused);
        QVERIFY(bool(lee.agree(code, u"Lee"_s, m_clock.now())));
        for (TeamSync *sync : {m_lee.get(), m_kim.get(), m_lee.get(), m_kim.get()})
            QVERIFY(bool(sync->sync({})));
        const auto given = kim.agreement(command, m_clock.now());
        QVERIFY(given && given->person == u"Lee"_s);
        QCOMPARE(given->login, u"lee"_s);                                  // the server's word
        QCOMPARE(lee.agreement(command, m_clock.now())->login, QString()); // given here
        QVERIFY(!kim.agreement(other, m_clock.now()));
        QVERIFY(!kim.agreement(command, m_clock.now() + 6min));
        QCOMPARE(kim.file().read().size(), std::size_t{2}); // each line once
        QCOMPARE(lee.file().read().size(), std::size_t{2});
    }

    void oneConsoleHasTheLease()
    {
        const auto wish = [](const TeamSync &sync, const QString &person) {
            return TeamLeaseWish{u"Team"_s, u"collector"_s, sync.console(), person, 300ms};
        };
        const TeamLease first = m_kim->store().claim(wish(*m_kim, u"Kim"_s), {}).value();
        QVERIFY(first.isMine && first.epoch == 1);
        QVERIFY(m_kim->store().claim(wish(*m_kim, u"Kim"_s), {})->isMine);
        const TeamLease other = m_lee->store().claim(wish(*m_lee, u"Lee"_s), {}).value();
        QVERIFY(!other.isMine);
        QCOMPARE(other.person, u"Kim"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_lee->store().claim(wish(*m_lee, u"Lee"_s), {})->isMine, 5'000);
        QVERIFY(m_lee->store().claim(wish(*m_lee, u"Lee"_s), {})->epoch >= 2);
        QVERIFY(bool(m_lee->store().release(wish(*m_lee, u"Lee"_s), {})));
        QTRY_VERIFY_WITH_TIMEOUT(m_kim->store().claim(wish(*m_kim, u"Kim"_s), {})->isMine, 5'000);
    }

    void whatOneSeesTheOthersGet()
    {
        const std::vector<Record> seen{{m_clock.now(), m_clock.monotonic(), u"db"_s, LockGraph{3, {}, {}}},
                                       {m_clock.now(), m_clock.monotonic(), u"db"_s, SourceHealth{}}};
        QVERIFY(bool(m_kim->store().feed(u"Team"_s, m_kim->console(), packRecords(seen), {})));
        const auto batches = m_lee->store().fed(u"Team"_s, 0, {}).value();
        QCOMPARE(batches.size(), std::size_t{1});
        const auto records = unpackRecords(batches[0].bytes, m_clock).value();
        QCOMPARE(records.size(), seen.size());
        QCOMPARE(records[0].body, seen[0].body);
        QCOMPARE(records[0].time, seen[0].time);
        QVERIFY(m_lee->store().fed(u"Team"_s, batches[0].number, {})->empty());
        QVERIFY(!unpackRecords(QByteArray::fromHex("7fffffff00"), m_clock));
        QVERIFY(!unpackRecords("noise that is none", m_clock));
    }

private:
    Window window(const QString &person) const
    {
        const QByteArray watched =
            "sources:\n  - {id: shop, type: postgresql, interval: 1s, dsn: '" + dsn(u"view"_s).toUtf8() + "'}\n";
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_dir.filePath(person)));
        const auto workspace = std::make_shared<const Workspace>(workspaceOf(person, watched));
        Window made;
        made.session =
            std::make_unique<WatchSession>(workspace, prepareSources(*workspace), WatchSession::Options{}, m_clock);
        made.keeper = std::make_unique<TeamKeeper>(*made.session);
        made.session->start();
        return made;
    }

    /// Sessions that watched the shop in the last seconds.
    int watchers() const
    {
        return m_server
            ->admin("select count(*) from pg_stat_activity where usename = 'view' and "
                    "state_change > clock_timestamp() - interval '3 seconds'")
            .trimmed()
            .toInt();
    }

private Q_SLOTS:
    void oneConsoleAsksTheSourcesForAll()
    {
        m_server->admin("delete from surgedeck.lease"); // those of other tests run out in their own time
        Window kim = window(u"kim"_s);
        QTRY_VERIFY_WITH_TIMEOUT(kim.shop() == SourceState::Ok, patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_server
                ->admin("select holder from surgedeck.lease where workspace = 'Team' and name = 'collector' "
                        "and until > clock_timestamp()")
                .trimmed(),
            m_kim->console().toUtf8(), patience);
        Window lee = window(u"lee"_s);
        // Usually Kim goes on; a console that was held up for 6 s has lost the lease.
        QTRY_VERIFY2_WITH_TIMEOUT(kim.keeper->collects() != lee.keeper->collects(), lee.alarms().constData(), patience);
        const Window &reader = kim.keeper->collects() ? lee : kim;
        const QString words = reader.keeper->collectorWords();
        QVERIFY2(words.endsWith(QSysInfo::machineHostName() + u" collects; this window reads"_s), qPrintable(words));
        QTRY_VERIFY_WITH_TIMEOUT(watchers() == 1 && kim.shop() == SourceState::Ok && lee.shop() == SourceState::Ok,
                                 patience);

        m_server->kill();
        QTRY_VERIFY_WITH_TIMEOUT(lee.keeper->collects() && lee.saysThatTheStoreIsAway(), patience);
        m_server->start();
        QTRY_VERIFY_WITH_TIMEOUT(kim.keeper->collects() != lee.keeper->collects(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(kim.shop() == SourceState::Ok && lee.shop() == SourceState::Ok, patience);
        QVERIFY(!kim.saysThatTheStoreIsAway() && !lee.saysThatTheStoreIsAway());

        const bool kimCollected = kim.keeper->collects();
        Window &left = kimCollected ? lee : kim;
        Window &gone = kimCollected ? kim : lee;
        gone.keeper.reset();
        gone.session.reset();
        QTRY_VERIFY_WITH_TIMEOUT(left.keeper->collects() && left.shop() == SourceState::Ok, patience);
        for (TeamSync *sync : {m_kim.get(), m_lee.get()})
            static_cast<void>(sync->sync({})); // their connections ended with the server
        syncBoth();
    }

    void rolesMayDoNoMoreThanTheyNeed()
    {
        QVERIFY(bool(m_kim->store().publish(u"Team"_s, u"health"_s, "{}", {})));
        const auto refused = [&](const QString &user, const QByteArray &sql) {
            const auto before = m_server->log().count("permission denied");
            const QByteArray said = m_server->session(user)->ask(sql);
            return said.contains("permission denied") || m_server->log().count("permission denied") > before;
        };
        for (const char *sql : {"update surgedeck.event set actor = 'nobody';\n", "delete from surgedeck.event;\n",
                                "insert into surgedeck.event (uid, workspace, stream, entered_ms, actor, source, type, "
                                "body, console, login) "
                                "values ('0123456789abcdef', 'Team', 'x', 0, '', '', '', '{}', '', 'lee');\n"})
            QVERIFY2(refused(u"kim"_s, sql), sql);
        QVERIFY(refused(u"boss"_s, "select * from surgedeck.event;\n"));
        const auto boss = TeamStore::open(dsn(u"boss"_s), m_clock).value();
        QVERIFY(!boss->pull(u"Team"_s, 0, {}));
    }

    void aStoreOnAWatchedDatabaseIsNamed()
    {
        const QByteArray watched =
            "sources:\n  - {id: orders, type: postgresql, dsn: '" + dsn(u"view"_s).toUtf8() + "'}\n";
        const auto stage = [&](const Workspace &workspace) {
            for (const DiagnosisStage &one : diagnoseStore(workspace, m_clock, {}))
                if (one.stage == u"apart")
                    return one;
            return DiagnosisStage{};
        };
        const DiagnosisStage shared = stage(workspaceOf(u"kim"_s, watched));
        QCOMPARE(shared.ok, std::optional(false));
        QVERIFY(shared.value.contains(u"orders"));
        QCOMPARE(stage(workspaceOf(u"kim"_s)).ok, std::optional(true));
    }
};

QTEST_GUILESS_MAIN(TestTeam)
#include "tst_team.moc"
