// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/journalplace.h"
#include "connectors/journal/sqlitejournalreader.h"
#include "tests/postgres/postgresserver.h"
#include "tests/support/testrules.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace surgedeck;

namespace {

struct Answer
{
    int status = -1;
    QJsonObject document;
    QString errors;
};

} // namespace

/// `surgedeck session` from outside: exit statuses, documents, what is in the journal afterwards, and what the server's
/// own log says of those that had to be refused.
class TestSessionVerb : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>(PostgresServer::Options{
            .settings = {QStringLiteral("log_statement = all"), QStringLiteral("log_connections = on")}});
        m_server->start();
        m_server->admin("create role shop login; grant all on stock to shop");
        writeWorkspace(QStringLiteral("shop.yaml"), m_server->dsn(QStringLiteral("act"), trust()));
        writeWorkspace(QStringLiteral("no-credential.yaml"), {});
        writeWorkspace(QStringLiteral("gone.yaml"), m_server->dsn(QStringLiteral("act"), trust()), 1);
    }
    void cleanupTestCase() { m_server.reset(); }
    void init() { failOnAnyWarning(); }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString file = path(QStringLiteral("shop.yaml"));
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no id") << QStringList{QStringLiteral("end"), file, QStringLiteral("db")};
        QTest::newRow("another verb") << QStringList{QStringLiteral("drop"), file, QStringLiteral("db"),
                                                     QStringLiteral("7")};
        QTest::newRow("no such source") << QStringList{QStringLiteral("end"), file, QStringLiteral("x"),
                                                       QStringLiteral("7")};
        QTest::newRow("no such role") << QStringList{QStringLiteral("end"),    file,
                                                     QStringLiteral("db"),     QStringLiteral("7"),
                                                     QStringLiteral("--role"), QStringLiteral("king")};
    }
    void usage()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(call(arguments).status, 2);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("words");
        const QStringList all = fullOptions();
        const QString good = QStringLiteral("shop.yaml");
        QTest::newRow("no reason") << good << all.mid(2) << ""
                                   << "say why";
        QTest::newRow("nothing typed") << good << all.mid(0, 2) << ""
                                       << "the typed name is not";
        QTest::newRow("another number typed")
            << good << all.mid(0, 2) + QStringList{QStringLiteral("--yes-i-mean"), QStringLiteral("1")} << ""
            << "the typed name is not";
        QTest::newRow("a viewer") << good << all + QStringList{QStringLiteral("--role"), QStringLiteral("viewer")} << ""
                                  << "a viewer changes nothing";
        QTest::newRow("a machine for viewers")
            << good << all + QStringList{QStringLiteral("--role"), QStringLiteral("commander")} << "viewer"
            << "a viewer changes nothing";
        QTest::newRow("no acting credential") << QStringLiteral("no-credential.yaml") << all << ""
                                              << "has no acting credential";
        QTest::newRow("another identity")
            << good << all + QStringList{QStringLiteral("--identity"), QStringLiteral("1/2/3")} << ""
            << "another session by now";
    }
    void refusals()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        QFETCH(QString, environment);
        QFETCH(QString, words);
        auto session = blocker();
        const QString pid = QString::fromLatin1(m_pid);
        options.replaceInStrings(QStringLiteral("PID"), pid);
        const qsizetype logged = serverLog().size();
        const Answer answer =
            call(QStringList{QStringLiteral("end"), path(file), QStringLiteral("db"), pid} + options, environment);
        QVERIFY2(answer.status == 5, qPrintable(answer.errors));
        QCOMPARE(answer.document[QStringLiteral("schema")].toString(), QStringLiteral("surgedeck/v1"));
        QCOMPARE(answer.document[QStringLiteral("outcome")].toString(), QStringLiteral("refused"));
        QVERIFY2(answer.document[QStringLiteral("detail")].toString().contains(words), qPrintable(answer.errors));
        const QByteArray since = serverLog().mid(logged);
        QVERIFY2(!since.contains("terminate_backend(pid)"), since.constData());
        // A viewer's process does not even sign in with the acting account.
        if (words.contains(QLatin1String("viewer")))
            QVERIFY2(!since.contains("user=act"), since.constData());
        QCOMPARE(m_server->admin("select count(*) from pg_stat_activity where pid = " + m_pid), QByteArray("1"));
    }

    void aSessionIsEndedAndAllIsWrittenDown()
    {
        auto session = blocker();
        const QString pid = QString::fromLatin1(m_pid);
        QStringList options = fullOptions().replaceInStrings(QStringLiteral("PID"), pid);
        const QStringList end{QStringLiteral("end"), path(QStringLiteral("shop.yaml")), QStringLiteral("db"), pid};
        const Answer rehearsal = call(end + options + QStringList{QStringLiteral("--dry-run")});
        QVERIFY2(rehearsal.status == 0, qPrintable(rehearsal.errors));
        QCOMPARE(m_server->admin("select count(*) from pg_stat_activity where pid = " + m_pid), QByteArray("1"));
        QDir(m_state.path()).removeRecursively();
        const Answer answer = call(end + options);
        QVERIFY2(answer.status == 0, qPrintable(answer.errors));
        QCOMPARE(answer.document[QStringLiteral("outcome")].toString(), QStringLiteral("confirmed"));
        QVERIFY(answer.document[QStringLiteral("identity")].toString().startsWith(pid + u'/'));
        QCOMPARE(m_server->admin("select count(*) from pg_stat_activity where pid = " + m_pid), QByteArray("0"));
        QCOMPARE(journalled(), (QStringList{QStringLiteral("command.intent"), QStringLiteral("command.outcome")}));
        QCOMPARE(call(end + options).status, 5); // it is not there any more
    }

    /// Of what was done and by whom: another name for the same deed is found.
    void aChangedActionIsFoundByItsChain()
    {
        const QDir state(m_state.path() + QStringLiteral("/surgedeck"));
        const QStringList folders = state.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        const QString journal = state.filePath(folders.front() + QStringLiteral("/journal.sqlite"));
        const auto verify = [](const QString &file) {
            QProcess program;
            program.start(QStringLiteral(SURGEDECK_PROGRAM),
                          {QStringLiteral("incident"), QStringLiteral("verify"), file});
            program.waitForFinished(60'000);
            return program.exitCode();
        };
        QCOMPARE(verify(journal), 0);
        QFile whole(journal);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QByteArray bytes = whole.readAll();
        QVERIFY(bytes.contains("Kim"));
        bytes.replace("Kim", "Tim");
        QFile forged(m_dir.filePath(QStringLiteral("forged.sqlite")));
        QVERIFY(forged.open(QIODevice::WriteOnly));
        forged.write(bytes);
        forged.close();
        QCOMPARE(verify(forged.fileName()), 1);
    }

    void aStatementIsCancelled()
    {
        auto session = blocker();
        session->send("select pg_sleep(600)");
        QTRY_COMPARE(m_server->admin("select state from pg_stat_activity where pid = " + m_pid), QByteArray("active"));
        const QString pid = QString::fromLatin1(m_pid);
        QStringList options = fullOptions().replaceInStrings(QStringLiteral("PID"), pid);
        const Answer answer =
            call(QStringList{QStringLiteral("cancel"), path(QStringLiteral("shop.yaml")), QStringLiteral("db"), pid} +
                 options);
        QVERIFY2(answer.status == 0, qPrintable(answer.errors));
        QTRY_COMPARE(m_server->admin("select state from pg_stat_activity where pid = " + m_pid),
                     QByteArray("idle in transaction (aborted)"));
    }

    void aLimitOfARoleIsSetAndItsUndoIsTold()
    {
        m_server->admin(
            "alter role act createrole; create role report login; alter role report set statement_timeout = '90s'");
        const auto setting = [this] {
            return m_server->admin("select setconfig from pg_db_role_setting s join pg_roles r on r.oid = s.setrole "
                                   "where rolname = 'report'");
        };
        const QStringList wish{QStringLiteral("timeout"),      path(QStringLiteral("shop.yaml")),
                               QStringLiteral("db"),           QStringLiteral("report"),
                               QStringLiteral("--reason"),     QStringLiteral("long reports"),
                               QStringLiteral("--yes-i-mean"), QStringLiteral("report")};
        const QStringList fiveSeconds{QStringLiteral("--to"), QStringLiteral("5s")};
        QCOMPARE(call(wish + fiveSeconds + QStringList{QStringLiteral("--dry-run")}).status, 0);
        QCOMPARE(setting(), QByteArray("{statement_timeout=90s}"));
        const Answer answer = call(wish + fiveSeconds);
        QVERIFY2(answer.status == 0, qPrintable(answer.errors));
        QCOMPARE(setting(), QByteArray("{statement_timeout=5000}"));
        const QString undo = answer.document[QStringLiteral("undo")].toString();
        QVERIFY2(undo.contains(QStringLiteral("timeout WORKSPACE db report --to 90000ms")), qPrintable(undo));
        QCOMPARE(call(wish + QStringList{QStringLiteral("--to"), QStringLiteral("90000ms")}).status, 0);
        QCOMPARE(setting(), QByteArray("{statement_timeout=90000}"));
        QCOMPARE(call(wish + QStringList{QStringLiteral("--to"), QStringLiteral("soon")}).status, 2);
        QCOMPARE(call(wish).status, 2); // to what?
    }

    void aServerThatIsNotThereIsNoRefusal()
    {
        QStringList options = fullOptions().replaceInStrings(QStringLiteral("PID"), QStringLiteral("7"));
        const Answer answer = call(QStringList{QStringLiteral("end"), path(QStringLiteral("gone.yaml")),
                                               QStringLiteral("db"), QStringLiteral("7")} +
                                   options);
        QVERIFY2(answer.status == 4, qPrintable(answer.errors));
    }

private:
    static QStringList fullOptions()
    {
        return {QStringLiteral("--reason"), QStringLiteral("blocks the checkout"), QStringLiteral("--yes-i-mean"),
                QStringLiteral("PID")};
    }
    QString trust() const { return QStringLiteral("?sslrootcert=") + m_server->caFile(); }
    QString path(const QString &file) const { return m_dir.filePath(file); }

    void writeWorkspace(const QString &name, QString act, quint16 port = 0)
    {
        QString view = m_server->dsn(QStringLiteral("view"), trust());
        for (QString *dsn : {&view, &act})
            if (port != 0)
                dsn->replace(QString::number(m_server->port()), QString::number(port));
        const QString credential = act.isEmpty() ? QString() : QStringLiteral(", act_dsn: \"%1\"").arg(act);
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(
            QStringLiteral(
                "version: 1\nname: Verb\nenvironment: test\ntimezone: UTC\ncurrency: EUR\nsources:\n  - {id: db, "
                "type: postgresql, dsn: \"%1\"%2}\n")
                .arg(view, credential)
                .toUtf8());
    }

    std::unique_ptr<PostgresSession> blocker()
    {
        auto session = m_server->session(QStringLiteral("shop"));
        m_pid = session->ask("select pg_backend_pid()");
        session->ask("begin; update stock set quantity = 1 where sku = 7");
        return session;
    }

    Answer call(const QStringList &arguments, const QString &mostRole = {})
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_STATE_HOME"), m_state.path());
        environment.insert(QStringLiteral("SURGEDECK_PERSON"), QStringLiteral("Kim"));
        if (!mostRole.isEmpty())
            environment.insert(QStringLiteral("SURGEDECK_ROLE"), mostRole);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(SURGEDECK_PROGRAM), QStringList{QStringLiteral("session")} + arguments +
                                                             QStringList{QStringLiteral("-o"), QStringLiteral("json")});
        program.waitForFinished(60'000);
        return {program.exitCode(), QJsonDocument::fromJson(program.readAllStandardOutput()).object(),
                QString::fromUtf8(program.readAllStandardError())};
    }

    QByteArray serverLog() const { return m_server->log(); }

    /// Types of the commands' entries, with the chain checked.
    QStringList journalled() const
    {
        QDir folders(m_state.path() + QStringLiteral("/surgedeck"));
        QStringList types;
        for (const QString &folder : folders.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            auto reader = SqliteJournalReader::open(folders.filePath(folder + QStringLiteral("/journal.sqlite")));
            if (!reader)
                return {reader.error().message};
            const auto verdict = (*reader)->verify(std::nullopt, {});
            if (!verdict || !verdict->intact)
                return {QStringLiteral("the chain is broken")};
            const auto entries = (*reader)->read({}, {});
            for (const JournalEntry &entry : *entries)
                if (entry.type.startsWith(QLatin1String("command.")) && entry.actor == QLatin1String("Kim"))
                    types << entry.type;
        }
        return types;
    }

    std::unique_ptr<PostgresServer> m_server;
    QTemporaryDir m_dir;
    QTemporaryDir m_state;
    QByteArray m_pid;
};

QTEST_GUILESS_MAIN(TestSessionVerb)
#include "tst_session_verb.moc"
