// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/postgres/postgresserver.h"

#include "tests/support/freeport.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace surgedeck {

namespace {

constexpr int patienceMs = 60'000;

const QString programs = QStringLiteral("/usr/lib/postgresql/15/bin/");

const char *roles = R"(
create role view login password 'pw' in role pg_monitor;
create role act login password 'pw' in role pg_signal_backend, pg_read_all_stats;
create role super superuser login password 'pw';
create role poor login password 'pw';
create table stock (sku int primary key, quantity int not null);
insert into stock select sku, 100 from generate_series(1, 1000) sku;
)";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

void makeChild(QProcess &process, const QString &program, const QStringList &arguments)
{
    // A test that crashes takes its server with it.
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    if (::geteuid() != 0)
        return process.start(program, arguments);
    process.start(QStringLiteral("setpriv"),
                  QStringList{QStringLiteral("--reuid=nobody"), QStringLiteral("--regid=nogroup"),
                              QStringLiteral("--clear-groups"), QStringLiteral("--pdeathsig=KILL"), program} +
                      arguments);
}

/// Hands what the server reads and writes to its user.
void giveAway(const QString &path)
{
    if (::geteuid() == 0)
        QProcess::execute(QStringLiteral("chown"), {QStringLiteral("-R"), QStringLiteral("nobody:nogroup"), path});
}

QStringList psql(const QString &connection, const QString &user)
{
    return {QStringLiteral("-X"), QStringLiteral("-A"), QStringLiteral("-t"), QStringLiteral("-q"),
            QStringLiteral("-d"), connection,           QStringLiteral("-U"), user};
}

} // namespace

PostgresSession::PostgresSession(const QString &connection, const QString &user)
{
    m_client.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_client.start(programs + QStringLiteral("psql"), psql(connection, user));
    if (!m_client.waitForStarted())
        qFatal("psql cannot be started: %s", qPrintable(m_client.errorString()));
}

PostgresSession::~PostgresSession()
{
    m_client.kill();
    m_client.waitForFinished();
}

void PostgresSession::send(const QByteArray &sql)
{
    m_client.write(sql + ";\n");
    m_client.waitForBytesWritten();
}

QByteArray PostgresSession::ask(const QByteArray &sql)
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

PostgresServer::PostgresServer(const Options &options)
    : m_port(freePort())
    , m_options(options)
{
    prepare();
}

PostgresServer::~PostgresServer()
{
    kill();
}

void PostgresServer::prepare()
{
    const auto pair =
        m_certificates.make({.name = QStringLiteral("server"), .subjectAltName = m_options.certificateNames});
    QFile::copy(pair.certificate, file("server.pem"));
    QFile::copy(pair.key, file("server.key"));
    QFile::setPermissions(file("server.key"), QFile::ReadOwner | QFile::WriteOwner);
    write(file("hba.conf"), "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
                            "host replication all 127.0.0.1/32 scram-sha-256\n");
    writeSettings();
    giveAway(m_dir.path());
    run(programs + QStringLiteral("initdb"),
        {QStringLiteral("-D"), file("data"), QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-A"),
         QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8"),
         QStringLiteral("--no-sync")});
}

void PostgresServer::writeSettings() const
{
    const QStringList lines = {QStringLiteral("listen_addresses = '127.0.0.1'"),
                               QStringLiteral("port = %1").arg(m_port),
                               QStringLiteral("unix_socket_directories = '%1'").arg(m_dir.path()),
                               QStringLiteral("hba_file = '%1'").arg(file("hba.conf")),
                               QStringLiteral("max_connections = 20"),
                               QStringLiteral("shared_buffers = 16MB"),
                               QStringLiteral("shared_preload_libraries = 'pg_stat_statements'"),
                               QStringLiteral("fsync = off"),
                               QStringLiteral("wal_retrieve_retry_interval = 200ms"),
                               QStringLiteral("ssl = on"),
                               QStringLiteral("ssl_cert_file = '%1'").arg(file("server.pem")),
                               QStringLiteral("ssl_key_file = '%1'").arg(file("server.key"))};
    write(file("server.conf"), (lines + m_options.settings).join(u'\n').toUtf8() + '\n');
}

void PostgresServer::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(QDir::rootPath());
    makeChild(process, program, arguments);
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
}

void PostgresServer::follow(const PostgresServer &primary)
{
    QDir(file("data")).removeRecursively();
    const QString source = QStringLiteral("host=127.0.0.1 port=%1 user=super password=pw").arg(primary.port());
    run(programs + QStringLiteral("pg_basebackup"),
        {QStringLiteral("-d"), source, QStringLiteral("-D"), file("data"), QStringLiteral("-X"),
         QStringLiteral("stream"), QStringLiteral("-c"), QStringLiteral("fast"), QStringLiteral("--no-sync")});
    write(file("data/standby.signal"), {});
    giveAway(file("data/standby.signal"));
    m_options.settings << QStringLiteral("primary_conninfo = '%1 application_name=standby'").arg(source);
    writeSettings();
    giveAway(file("server.conf"));
}

void PostgresServer::start()
{
    m_process.setWorkingDirectory(QDir::rootPath());
    m_process.setStandardErrorFile(file("server.log"), QIODevice::Append);
    makeChild(m_process, programs + QStringLiteral("postgres"),
              {QStringLiteral("-D"), file("data"), QStringLiteral("-c"),
               QStringLiteral("config_file=") + file("server.conf")});
    if (!m_process.waitForStarted())
        qFatal("postgres cannot be started: %s", qPrintable(m_process.errorString()));
    const auto up = [this] {
        QProcess client;
        client.start(programs + QStringLiteral("psql"),
                     psql(QStringLiteral("host=%1 port=%2 dbname=postgres").arg(m_dir.path()).arg(m_port),
                          QStringLiteral("postgres")) +
                         QStringList{QStringLiteral("-c"), QStringLiteral("select count(*) from pg_database where "
                                                                          "datname = 'shop'")});
        client.waitForFinished(patienceMs);
        return client.readAllStandardOutput().trimmed();
    };
    QByteArray shops;
    if (!QTest::qWaitFor([&] { return !(shops = up()).isEmpty(); }, patienceMs)) {
        QFile log(file("server.log"));
        qFatal("postgres does not answer: %s",
               log.open(QIODevice::ReadOnly) ? log.readAll().right(2000).constData() : "no log");
    }
    if (shops != "0")
        return;
    QProcess client;
    client.start(programs + QStringLiteral("psql"),
                 psql(QStringLiteral("host=%1 port=%2 dbname=postgres").arg(m_dir.path()).arg(m_port),
                      QStringLiteral("postgres")) +
                     QStringList{QStringLiteral("-c"), QStringLiteral("create database shop")});
    client.waitForFinished(patienceMs);
    admin(roles);
}

void PostgresServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGQUIT);
    if (!m_process.waitForFinished(10'000))
        m_process.kill();
    m_process.waitForFinished();
}

std::vector<qint64> PostgresServer::processes() const
{
    std::vector<qint64> ids = {m_process.processId()};
    const QByteArray own = QByteArray::number(m_process.processId());
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(name));
        const bool isNumber = name.at(0).isDigit() && stat.open(QIODevice::ReadOnly);
        // After the command: the state, then the parent.
        if (isNumber && stat.readAll().split(')').last().trimmed().split(' ').value(1) == own)
            ids.push_back(name.toLongLong());
    }
    return ids;
}

void PostgresServer::freeze()
{
    for (const qint64 id : processes())
        ::kill(static_cast<pid_t>(id), SIGSTOP);
}

void PostgresServer::thaw()
{
    for (const qint64 id : processes())
        ::kill(static_cast<pid_t>(id), SIGCONT);
}

QByteArray PostgresServer::log() const
{
    QFile file(this->file("server.log"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString PostgresServer::dsn(const QString &user, const QString &parameters) const
{
    return QStringLiteral("postgresql://%1:pw@127.0.0.1:%2/shop%3").arg(user).arg(m_port).arg(parameters);
}

QString PostgresServer::connection() const
{
    return QStringLiteral("host=%1 port=%2 dbname=shop").arg(m_dir.path()).arg(m_port);
}

QByteArray PostgresServer::admin(const QByteArray &sql) const
{
    QProcess client;
    client.start(programs + QStringLiteral("psql"), psql(connection(), QStringLiteral("postgres")));
    client.write(sql);
    client.closeWriteChannel();
    client.waitForFinished(patienceMs);
    return client.readAllStandardOutput().trimmed();
}

std::unique_ptr<PostgresSession> PostgresServer::session(const QString &user) const
{
    return std::make_unique<PostgresSession>(connection(), user);
}

} // namespace surgedeck
