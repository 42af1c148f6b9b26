// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/unlocking.h"
#include "app/agreements.h"
#include "app/config.h"
#include "app/console.h"
#include "app/mainwindow.h"
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/postgres/postgresserver.h"
#include "tests/redis/redisserver.h"
#include "tests/support/testrules.h"
#include "widgets/guardedbutton.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace surgedeck;

/// Everything that a viewer is not allowed, tried by command line, by window and by the files that consoles share. What
/// proves that nothing arrived are the servers themselves: what they logged, and that what would have been hit is
/// there.
class TestForbidden : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        theme::apply(ThemeName::Dark);
        qputenv("XDG_STATE_HOME", m_state.path().toUtf8());
        qputenv("SURGEDECK_PERSON", "Kim");
        m_database = std::make_unique<PostgresServer>(PostgresServer::Options{
            .settings = {QStringLiteral("log_statement = all"), QStringLiteral("log_connections = on"),
                         QStringLiteral("log_line_prefix = '%u %a '")}});
        m_database->start();
        m_database->admin(
            "create role shop login; grant all on stock to shop; create role report login; grant report to act");
        m_cache = std::make_unique<RedisServer>();
        m_cache->start();
        m_cache->admin({QStringLiteral("SET"), QStringLiteral("cache:page:1"), QStringLiteral("x")});
        m_cache->admin({QStringLiteral("CONFIG"), QStringLiteral("SET"), QStringLiteral("slowlog-log-slower-than"),
                        QStringLiteral("0")});
        m_session = m_database->session(QStringLiteral("shop"));
        m_pid = QString::fromLatin1(m_session->ask("select pg_backend_pid()"));
        m_session->ask("begin; update stock set quantity = 1 where sku = 7");
        writeWorkspace();
    }
    void cleanupTestCase()
    {
        m_session.reset();
        m_database.reset();
        m_cache.reset();
    }
    void init() { failOnAnyWarning(); }

    void byCommandLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("machine");
        const auto row = [this](const char *name, const QString &words) {
            QStringList arguments = words.split(u' ');
            arguments.replaceInStrings(QStringLiteral("W"), workspace(), Qt::CaseSensitive);
            arguments.replaceInStrings(QStringLiteral("PID"), m_pid);
            const QStringList why = arguments.first() == QLatin1String("session")
                                        ? QStringList{QStringLiteral("--reason"), QStringLiteral("x")}
                                        : QStringList();
            QTest::newRow(qPrintable(QStringLiteral("%1, on a machine for viewers").arg(QLatin1String(name))))
                << arguments + why << "viewer";
            QTest::newRow(qPrintable(QStringLiteral("%1, on a machine with a misspelt role").arg(QLatin1String(name))))
                << arguments + why << "veiwer";
            if (arguments.first() == QLatin1String("session") && !arguments.contains(QStringLiteral("--role")))
                QTest::newRow(qPrintable(QStringLiteral("%1, as viewer").arg(QLatin1String(name))))
                    << arguments + why + QStringList{QStringLiteral("--role"), QStringLiteral("viewer")} << "";
        };
        row("end", QStringLiteral("session end W db PID --yes-i-mean PID"));
        row("end as commander", QStringLiteral("session end W db PID --yes-i-mean PID --role commander"));
        row("cancel", QStringLiteral("session cancel W db PID --yes-i-mean PID"));
        row("dry run", QStringLiteral("session end W db PID --yes-i-mean PID --dry-run"));
        row("timeout", QStringLiteral("session timeout W db report --to 5s --yes-i-mean report"));
        row("unlink", QStringLiteral("session unlink W cache cache:page: --yes-i-mean cache:page:"));
        row("preflight", QStringLiteral("preflight W --for 1s"));
        row("doctor", QStringLiteral("doctor W"));
    }
    void byCommandLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, machine);
        const Before before = now();
        const int status = call(arguments, machine);
        if (arguments.first() == QLatin1String("session"))
            QVERIFY2(status == 5 || status == 2, qPrintable(QString::number(status)));
        expectNothingArrived(before);
    }

    /// A responder may do much, and not this.
    void whatOnlyACommanderMay()
    {
        const Before before = now();
        QCOMPARE(call({QStringLiteral("session"), QStringLiteral("unlink"), workspace(), QStringLiteral("cache"),
                       QStringLiteral("cache:page:"), QStringLiteral("--yes-i-mean"), QStringLiteral("cache:page:"),
                       QStringLiteral("--reason"), QStringLiteral("x")},
                      {}),
                 5);
        // In production not a commander alone, either.
        QCOMPARE(call({QStringLiteral("session"), QStringLiteral("unlink"), workspace(), QStringLiteral("cache"),
                       QStringLiteral("cache:page:"), QStringLiteral("--yes-i-mean"), QStringLiteral("cache:page:"),
                       QStringLiteral("--reason"), QStringLiteral("x"), QStringLiteral("--role"),
                       QStringLiteral("commander")},
                      {}),
                 5);
        QVERIFY(!unlinked());
        QCOMPARE(m_database->log().mid(before.log).count("terminate_backend(pid)"), 0);
    }

    void byWindow()
    {
        qputenv("SURGEDECK_ROLE", "viewer");
        const Before before = now();
        const SystemClock clock;
        {
            auto reading = loadWorkspaceFile();
            // Whoever builds the window may even ask for more.
            Console console(reading, WindowOptions{.credentials = Credentials::ReadAndAct, .role = Role::Commander},
                            clock);
            console.start();
            MainWindow &window = console.window();
            QVERIFY(window.road());
            QCOMPARE(window.road()->role(), Role::Viewer);
            QVERIFY(!window.unlocking()->unlock(
                {Role::Commander, std::chrono::hours(1), QStringLiteral("Kim"), QStringLiteral("x"), {}}));
            QVERIFY(
                !window.commands().stateOf(*window.commands().find(QStringLiteral("unlock-acting"))).refusal.isEmpty());
            for (const char *id : {"act-timeout-db", "act-unlink-cache"}) {
                const WindowCommand *command = window.commands().find(QString::fromLatin1(id));
                QVERIFY2(command, id);
                QVERIFY2(!window.commands().stateOf(*command).refusal.isEmpty(), id);
                window.commands().run(QString::fromLatin1(id));
                QVERIFY(!window.findChild<QWidget *>(QStringLiteral("act-form")));
            }
            for (const QString &view : MainWindow::viewIds())
                (void)window.showView(view);
            // Every button that acts is locked, and does nothing when its signal comes all the same.
            for (GuardedButton *button : window.findChildren<GuardedButton *>()) {
                QVERIFY2(button->phase() == GuardedButton::Phase::Locked, qPrintable(button->spokenName()));
                Q_EMIT button->fired();
            }
            tryTheRoad(*window.road());
            QTest::qWait(1'500); // what was posted has its time to arrive
        }
        qunsetenv("SURGEDECK_ROLE");
        expectNothingArrived(before);
    }

    /// Lines that look as if somebody had agreed, unlocked or intended something start nothing.
    void byStore()
    {
        const Before before = now();
        QDir().mkpath(journalDirectory(QStringLiteral("Forbidden")));
        const Agreements agreements(QStringLiteral("Forbidden"));
        Command command;
        command.source = QStringLiteral("cache");
        command.action = UnlinkPrefix{QStringLiteral("cache:page:"), 1000, 100'000};
        command.actor = QStringLiteral("Mallory");
        QVERIFY(agreements.ask(command, SystemClock().now()));
        QVERIFY(agreements.agree(Agreements::codeOf(command), QStringLiteral("Eve"), SystemClock().now()));
        QFile runs(journalDirectory(QStringLiteral("Forbidden")) + QStringLiteral("/roles.json"));
        QVERIFY(runs.open(QIODevice::WriteOnly));
        runs.write(R"({"role":"commander","person":"Kim"})");
        runs.close();
        QCOMPARE(call({QStringLiteral("session"), QStringLiteral("unlink"), workspace(), QStringLiteral("cache"),
                       QStringLiteral("cache:page:"), QStringLiteral("--yes-i-mean"), QStringLiteral("cache:page:"),
                       QStringLiteral("--reason"), QStringLiteral("x"), QStringLiteral("--role"),
                       QStringLiteral("commander")},
                      QStringLiteral("viewer")),
                 5);
        QCOMPARE(call({QStringLiteral("session"), QStringLiteral("agree"), workspace(), Agreements::codeOf(command),
                       QStringLiteral("--by"), QStringLiteral("Eve")},
                      QStringLiteral("viewer")),
                 5);
        QCOMPARE(call({QStringLiteral("status"), workspace(), QStringLiteral("--for"), QStringLiteral("1s")},
                      QStringLiteral("viewer")) &
                     ~5,
                 0);
        expectNothingArrived(before);
    }

    void theRefusalsAreInTheJournalAndItsChainHolds()
    {
        auto reader = SqliteJournalReader::open(journalDirectory(QStringLiteral("Forbidden")) +
                                                QStringLiteral("/journal.sqlite"));
        QVERIFY(reader);
        const auto verdict = (*reader)->verify(std::nullopt, {});
        QVERIFY(verdict && verdict->intact);
        const auto entries = (*reader)->read({}, {});
        QVERIFY(entries);
        int refusals = 0;
        for (const JournalEntry &entry : *entries) {
            refusals += entry.type == QLatin1String("command.refused") && entry.actor == QLatin1String("Kim") ? 1 : 0;
            QVERIFY2(entry.type != QLatin1String("command.intent"), entry.body.constData());
        }
        QVERIFY(refusals >= 10);
    }

    /// The same calls, allowed: it is not the test that sees nothing.
    void whoMayIsSeen()
    {
        const Before before = now();
        QCOMPARE(call({QStringLiteral("session"), QStringLiteral("end"), workspace(), QStringLiteral("db"), m_pid,
                       QStringLiteral("--yes-i-mean"), m_pid, QStringLiteral("--reason"), QStringLiteral("x")},
                      {}),
                 0);
        const QByteArray since = m_database->log().mid(before.log);
        QVERIFY(since.contains("terminate_backend(pid)") && since.contains("user=act"));
        QVERIFY(!isThere());
    }

    /// Two people, one of them a commander: the keys go.
    void whoAgreesAndWhoActs()
    {
        Command command;
        command.source = QStringLiteral("cache");
        command.action = UnlinkPrefix{QStringLiteral("cache:page:"), 900, 100'000};
        const QString code = Agreements::codeOf(command);
        const QStringList unlink{
            QStringLiteral("session"),     QStringLiteral("unlink"),      workspace(),
            QStringLiteral("cache"),       QStringLiteral("cache:page:"), QStringLiteral("--yes-i-mean"),
            QStringLiteral("cache:page:"), QStringLiteral("--reason"),    QStringLiteral("wrong prices"),
            QStringLiteral("--rate"),      QStringLiteral("900"),         QStringLiteral("--role"),
            QStringLiteral("commander")};
        const QStringList agree{QStringLiteral("session"), QStringLiteral("agree"), workspace(), code};
        QCOMPARE(call(unlink, {}), 5); // asks
        QCOMPARE(call(agree, {}), 5);  // Kim asked, so Kim can not agree
        QCOMPARE(call(agree + QStringList{QStringLiteral("--by"), QStringLiteral("S. Lind")}, {}), 0);
        QVERIFY(!unlinked());
        QCOMPARE(call(unlink, {}), 0);
        QVERIFY(unlinked());
    }

private:
    struct Before
    {
        qsizetype log = 0;
        QByteArray signIns; ///< of the acting account of the cache
    };

    Before now() const { return {m_database->log().size(), actingClients()}; }

    void expectNothingArrived(const Before &before)
    {
        const QByteArray since = m_database->log().mid(before.log);
        for (const char *trace :
             {"user=act", "act surgedeck", "terminate_backend(pid)", "cancel_backend(pid)", "alter role"})
            QVERIFY2(!since.contains(trace), since.constData());
        QCOMPARE(actingClients(), before.signIns);
        QVERIFY(isThere());
        QVERIFY(!unlinked());
    }

    bool isThere() const
    {
        return m_database->admin("select count(*) from pg_stat_activity where pid = " + m_pid.toLatin1()) == "1";
    }
    bool unlinked() const
    {
        return m_cache->admin({QStringLiteral("EXISTS"), QStringLiteral("cache:page:1")}).trimmed() != "1";
    }
    /// Commands that only the acting account sends, as the server counted them.
    QByteArray actingClients() const
    {
        QByteArray counts;
        for (const QByteArray &line :
             m_cache->admin({QStringLiteral("INFO"), QStringLiteral("commandstats")}).split('\n'))
            if (line.startsWith("cmdstat_scan") || line.startsWith("cmdstat_client|kill"))
                counts += line;
        for (const QByteArray &line : m_cache->admin({QStringLiteral("CLIENT"), QStringLiteral("LIST")}).split('\n'))
            if (line.contains("user=act "))
                counts += "a client of act";
        return counts;
    }

    QString workspace() const { return m_dir.filePath(QStringLiteral("forbidden.yaml")); }

    void writeWorkspace()
    {
        const QString trust = QStringLiteral("?sslrootcert=") + m_database->caFile();
        QFile file(workspace());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(QStringLiteral(
                       "version: 1\nname: Forbidden\nenvironment: production\ntimezone: UTC\ncurrency: EUR\nsources:\n"
                       "  - {id: db, type: postgresql, dsn: \"%1\", act_dsn: \"%2\"}\n"
                       "  - {id: cache, type: redis, url: \"%3\", act_url: \"%4\"}\n")
                       .arg(m_database->dsn(QStringLiteral("view"), trust),
                            m_database->dsn(QStringLiteral("act"), trust), m_cache->url(QStringLiteral("view")),
                            m_cache->url(QStringLiteral("act")))
                       .toUtf8());
    }

    std::shared_ptr<const Workspace> loadWorkspaceFile() const
    {
        const auto reading = loadWorkspace(workspace(), Examine::File);
        if (!reading || hasErrors(reading->problems))
            qFatal("the workspace can not be read");
        return std::make_shared<const Workspace>(reading->workspace);
    }

    static void tryTheRoad(CommandRoad &road)
    {
        for (const Action &action :
             {Action(EndSession{QStringLiteral("1"), {}}), Action(CancelStatement{QStringLiteral("1"), {}}),
              Action(SetStatementTimeout{QStringLiteral("report"), std::nullopt})}) {
            CommandOrder order;
            order.command.source = QStringLiteral("db");
            order.command.action = action;
            order.command.actor = order.approval.person = QStringLiteral("Kim");
            order.command.level = 1;
            order.approval.role = Role::Commander; // claimed
            bool refused = false;
            road.send(order, [&](const CommandOutcome &outcome) {
                refused = outcome.state == CommandOutcome::State::Refused;
            });
            QTRY_VERIFY(refused);
        }
        road.arm(QStringLiteral("db"), [](const Status &armed) { QVERIFY(!armed); });
    }

    int call(const QStringList &arguments, const QString &machine) const
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (machine.isEmpty())
            environment.remove(QStringLiteral("SURGEDECK_ROLE"));
        else
            environment.insert(QStringLiteral("SURGEDECK_ROLE"), machine);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(SURGEDECK_PROGRAM), arguments);
        program.waitForFinished(60'000);
        return program.exitCode();
    }

    QTemporaryDir m_dir;
    QTemporaryDir m_state;
    std::unique_ptr<PostgresServer> m_database;
    std::unique_ptr<RedisServer> m_cache;
    std::unique_ptr<PostgresSession> m_session;
    QString m_pid;
};

QTEST_MAIN(TestForbidden)
#include "tst_forbidden.moc"
