// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mysql/mariadbserver.h"

#include "tests/support/freeport.h"

#include <QFile>
#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace surgedeck {

namespace {

constexpr int patienceMs = 60'000;

const char *accounts = R"(
create user view@'127.0.0.1' identified by 'pw';
grant process, slave monitor on *.* to view@'127.0.0.1';
grant select on performance_schema.* to view@'127.0.0.1';
create user act@'127.0.0.1' identified by 'pw';
grant process, connection admin on *.* to act@'127.0.0.1';
create user super@'127.0.0.1' identified by 'pw';
grant all on *.* to super@'127.0.0.1';
create user poor@'127.0.0.1' identified by 'pw';
create database shop;
create table shop.stock (sku int primary key, quantity int not null) engine = innodb;
insert into shop.stock select seq, 100 from shop.seq_1_to_1000;
)";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString ownUser()
{
    QProcess id;
    id.start(QStringLiteral("id"), {QStringLiteral("-un")});
    id.waitForFinished();
    return QString::fromLocal8Bit(id.readAllStandardOutput()).trimmed();
}

} // namespace

MariaDbSession::MariaDbSession(const QStringList &arguments)
{
    m_client.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_client.start(QStringLiteral("mariadb"),
                   arguments + QStringList{QStringLiteral("--unbuffered"), QStringLiteral("--force")});
    if (!m_client.waitForStarted())
        qFatal("the mariadb client cannot be started: %s", qPrintable(m_client.errorString()));
}

/// Killed, not closed: a client that waits for a lock would wait on.
MariaDbSession::~MariaDbSession()
{
    m_client.kill();
    m_client.waitForFinished();
}

void MariaDbSession::send(const QByteArray &sql)
{
    m_client.write(sql + ";\n");
    m_client.waitForBytesWritten();
}

QByteArray MariaDbSession::ask(const QByteArray &sql)
{
    const QByteArray mark = "answered-" + QByteArray::number(++m_asked);
    send(sql + ";\nselect '" + mark + "'");
    QByteArray answer;
    const bool answered = QTest::qWaitFor(
        [&] {
            answer += m_client.readAllStandardOutput();
            return answer.contains(mark);
        },
        patienceMs);
    if (!answered)
        qFatal("%s: %s", sql.constData(), m_client.readAllStandardError().constData());
    return answer.left(answer.indexOf(mark)).trimmed();
}

MariaDbServer::MariaDbServer(const Options &options)
    : m_port(freePort())
    , m_pair(m_certificates.make({.name = QStringLiteral("server"), .subjectAltName = options.certificateNames}))
    , m_settings(options.settings)
{
    prepare();
    writeSettings({});
}

MariaDbServer::~MariaDbServer()
{
    kill();
}

void MariaDbServer::prepare()
{
    QProcess install;
    install.start(QStringLiteral("mariadb-install-db"),
                  {QStringLiteral("--no-defaults"),
                   QStringLiteral("--datadir=") + m_dir.filePath(QStringLiteral("data")),
                   QStringLiteral("--user=") + ownUser(), QStringLiteral("--auth-root-authentication-method=socket"),
                   QStringLiteral("--auth-root-socket-user=") + ownUser(), QStringLiteral("--skip-test-db"),
                   QStringLiteral("--skip-name-resolve"), QStringLiteral("--innodb-log-file-size=8M")});
    if (!install.waitForFinished(patienceMs) || install.exitCode() != 0)
        qFatal("mariadb-install-db: %s", install.readAllStandardError().constData());
}

void MariaDbServer::writeSettings(const QStringList &more) const
{
    const QStringList lines = {QStringLiteral("[mariadbd]"),
                               QStringLiteral("datadir=") + m_dir.filePath(QStringLiteral("data")),
                               QStringLiteral("socket=") + m_dir.filePath(QStringLiteral("db.sock")),
                               QStringLiteral("port=%1").arg(m_port),
                               QStringLiteral("user=") + ownUser(),
                               QStringLiteral("bind-address=127.0.0.1"),
                               QStringLiteral("skip-name-resolve"),
                               QStringLiteral("innodb-buffer-pool-size=32M"),
                               QStringLiteral("innodb-log-file-size=8M"),
                               QStringLiteral("innodb-flush-log-at-trx-commit=0"),
                               QStringLiteral("performance-schema=ON"),
                               QStringLiteral("ssl-ca=") + caFile(),
                               QStringLiteral("ssl-cert=") + m_pair.certificate,
                               QStringLiteral("ssl-key=") + m_pair.key};
    write(m_dir.filePath(QStringLiteral("server.cnf")), (lines + m_settings + more).join(u'\n').toUtf8() + '\n');
}

void MariaDbServer::start()
{
    m_process.setStandardErrorFile(m_dir.filePath(QStringLiteral("server.log")), QIODevice::Append);
    // A test that crashes takes its server with it.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral("mariadbd"),
                    {QStringLiteral("--defaults-file=") + m_dir.filePath(QStringLiteral("server.cnf"))});
    if (!m_process.waitForStarted())
        qFatal("mariadbd cannot be started: %s", qPrintable(m_process.errorString()));
    if (!QTest::qWaitFor([this] { return admin("select 'up'") == "up"; }, patienceMs)) {
        QFile log(m_dir.filePath(QStringLiteral("server.log")));
        qFatal("mariadbd does not answer: %s",
               log.open(QIODevice::ReadOnly) ? log.readAll().right(2000).constData() : "no log");
    }
    if (admin("show databases like 'shop'").isEmpty())
        admin(accounts);
}

void MariaDbServer::restartWith(const QStringList &settings)
{
    kill();
    writeSettings(settings);
    start();
}

void MariaDbServer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void MariaDbServer::freeze()
{
    signal(SIGSTOP);
}

void MariaDbServer::thaw()
{
    signal(SIGCONT);
}

void MariaDbServer::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

QString MariaDbServer::dsn(const QString &user, const QString &parameters) const
{
    return QStringLiteral("mysql://%1:pw@127.0.0.1:%2/%3").arg(user).arg(m_port).arg(parameters);
}

QStringList MariaDbServer::clientArguments(const QString &user) const
{
    const QStringList common = {QStringLiteral("--no-defaults"), QStringLiteral("--batch"),
                                QStringLiteral("--skip-column-names")};
    if (user.isEmpty())
        return common + QStringList{QStringLiteral("-S"), m_dir.filePath(QStringLiteral("db.sock")),
                                    QStringLiteral("-u"), QStringLiteral("root")};
    return common + QStringList{QStringLiteral("-h"),    QStringLiteral("127.0.0.1"), QStringLiteral("-P"),
                                QString::number(m_port), QStringLiteral("-u"),        user,
                                QStringLiteral("-ppw")};
}

QByteArray MariaDbServer::admin(const QByteArray &sql) const
{
    QProcess client;
    client.start(QStringLiteral("mariadb"), clientArguments({}));
    client.write(sql);
    client.closeWriteChannel();
    client.waitForFinished(patienceMs);
    return client.readAllStandardOutput().trimmed();
}

std::unique_ptr<MariaDbSession> MariaDbServer::session(const QString &user) const
{
    return std::make_unique<MariaDbSession>(clientArguments(user));
}

} // namespace surgedeck
