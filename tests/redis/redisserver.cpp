// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/redis/redisserver.h"

#include "tests/support/freeport.h"

#include <QFile>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>

namespace surgedeck {

namespace {

const char *accounts = R"(user default off
user admin on >pw +@all ~* &*
user view on >pw resetkeys resetchannels -@all +ping +info +multi +discard +client|setname +client|list +slowlog|get +latency|latest
user act on >pw -@all +ping +multi +discard +scan +unlink +client|setname +client|kill ~cache:* ~session:*
user super on >pw +@all ~* &*
user poor on >pw -@all +ping
user replica on >pw -@all +psync +replconf +ping
)";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

RedisServer::RedisServer(const Options &options)
    : m_port(freePort())
    , m_tlsPort(freePort())
{
    const auto pair = m_certificates.make({.name = QStringLiteral("server"), .days = options.certificateDays});
    write(m_dir.filePath(QStringLiteral("users.acl")), accounts);
    QStringList lines = {QStringLiteral("bind 127.0.0.1"),
                         QStringLiteral("port %1").arg(m_port),
                         QStringLiteral("tls-port %1").arg(m_tlsPort),
                         QStringLiteral("unixsocket %1").arg(socketPath()),
                         QStringLiteral("tls-cert-file %1").arg(pair.certificate),
                         QStringLiteral("tls-key-file %1").arg(pair.key),
                         QStringLiteral("tls-ca-cert-file %1").arg(caFile()),
                         QStringLiteral("tls-auth-clients no"),
                         QStringLiteral("aclfile %1").arg(m_dir.filePath(QStringLiteral("users.acl"))),
                         QStringLiteral("dir %1").arg(m_dir.path()),
                         QStringLiteral("save \"\""),
                         QStringLiteral("enable-debug-command local"),
                         QStringLiteral("slowlog-log-slower-than 20000"),
                         QStringLiteral("latency-monitor-threshold 20")};
    lines += options.settings;
    write(m_dir.filePath(QStringLiteral("redis.conf")), lines.join(QLatin1Char('\n')).toUtf8() + '\n');
}

RedisServer::~RedisServer()
{
    kill();
}

void RedisServer::startWithoutWaiting()
{
    m_process.setStandardOutputFile(m_dir.filePath(QStringLiteral("redis.log")), QIODevice::Append);
    // A test that crashes takes its server with it.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral("redis-server"), {m_dir.filePath(QStringLiteral("redis.conf"))});
    if (!m_process.waitForStarted())
        qFatal("redis-server cannot be started: %s", qPrintable(m_process.errorString()));
}

void RedisServer::start()
{
    startWithoutWaiting();
    if (!QTest::qWaitFor([this] { return admin({QStringLiteral("PING")}).startsWith("PONG"); }, 20'000))
        qFatal("redis-server does not answer");
}

void RedisServer::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void RedisServer::freeze()
{
    signal(SIGSTOP);
}

void RedisServer::thaw()
{
    signal(SIGCONT);
}

void RedisServer::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

QString RedisServer::url(const QString &user) const
{
    return QStringLiteral("redis://%1:pw@127.0.0.1:%2/0").arg(user).arg(m_port);
}

QString RedisServer::tlsUrl(const QString &user) const
{
    return QStringLiteral("rediss://%1:pw@127.0.0.1:%2/0").arg(user).arg(m_tlsPort);
}

QByteArray RedisServer::admin(const QStringList &command) const
{
    QProcess client;
    client.start(QStringLiteral("redis-cli"),
                 QStringList{QStringLiteral("-s"), socketPath(), QStringLiteral("--no-auth-warning"),
                             QStringLiteral("--user"), QStringLiteral("admin"), QStringLiteral("--pass"),
                             QStringLiteral("pw")} +
                     command);
    client.waitForFinished(20'000);
    return client.readAllStandardOutput();
}

void RedisServer::fill(int keys) const
{
    QProcess client;
    client.start(QStringLiteral("redis-benchmark"),
                 {QStringLiteral("-s"), socketPath(), QStringLiteral("--user"), QStringLiteral("admin"),
                  QStringLiteral("-a"), QStringLiteral("pw"), QStringLiteral("-t"), QStringLiteral("set"),
                  QStringLiteral("-d"), QStringLiteral("200"), QStringLiteral("-q"), QStringLiteral("-c"),
                  QStringLiteral("1"), QStringLiteral("-n"), QString::number(keys), QStringLiteral("-r"),
                  QString::number(keys)});
    if (!client.waitForFinished(60'000) || client.exitCode() != 0)
        qFatal("redis-benchmark: %s", client.readAllStandardError().constData());
}

} // namespace surgedeck
