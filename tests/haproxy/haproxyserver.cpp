// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/haproxy/haproxyserver.h"

#include "connectors/base/stream.h"
#include "tests/support/freeport.h"

#include <QFile>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>

namespace surgedeck {

namespace {

const char *configuration = R"(global
  nbthread 1
  stats socket ipv4@127.0.0.1:%1 level user
  stats socket %2 mode 600 level admin
  stats timeout 10s
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend edge
  bind 127.0.0.1:%3
  default_backend shop
backend shop
  balance roundrobin
  server legacy1 127.0.0.1:%4 weight 90 check inter 200 fall 1 rise 1
  server modern1 127.0.0.1:%5 weight 10
frontend legacy
  bind 127.0.0.1:%4
  http-request return status 200 content-type text/plain string ok
frontend modern
  bind 127.0.0.1:%5
  http-request return status 503 content-type text/plain string no
)";

/// Sends `bytes` and reads until the peer closes.
QByteArray exchange(const Endpoint &endpoint, const QByteArray &bytes)
{
    const Deadline deadline(Milliseconds(5000), {});
    auto stream = Stream::open({endpoint, StreamSecurity::Plain, {}}, deadline);
    QByteArray answer;
    if (!stream || !(*stream)->write(bytes, deadline))
        return answer;
    char chunk[4096];
    for (auto count = (*stream)->read(chunk, sizeof chunk, deadline); count && *count > 0;
         count = (*stream)->read(chunk, sizeof chunk, deadline))
        answer.append(chunk, *count);
    return answer;
}

} // namespace

HaproxyServer::HaproxyServer()
    : m_runtimePort(freePort())
    , m_edgePort(freePort())
{
    QFile file(m_dir.filePath(QStringLiteral("haproxy.cfg")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.write(QString::fromLatin1(configuration)
                   .arg(m_runtimePort)
                   .arg(socketPath())
                   .arg(m_edgePort)
                   .arg(freePort())
                   .arg(freePort())
                   .toUtf8());
}

HaproxyServer::~HaproxyServer()
{
    kill();
}

void HaproxyServer::launch(QProcess &process, const QStringList &more)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(m_dir.filePath(QStringLiteral("haproxy.log")), QIODevice::Append);
    // A test that crashes takes its server with it.
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.start(
        QStringLiteral("haproxy"),
        QStringList{QStringLiteral("-db"), QStringLiteral("-f"), m_dir.filePath(QStringLiteral("haproxy.cfg"))} + more);
    if (!process.waitForStarted())
        qFatal("haproxy cannot be started: %s", qPrintable(process.errorString()));
}

void HaproxyServer::start()
{
    m_process = std::make_unique<QProcess>();
    launch(*m_process, {});
    if (!QTest::qWaitFor([this] { return admin("show stat").contains("legacy1,0"); }, 10'000))
        qFatal("haproxy does not answer");
}

void HaproxyServer::reload()
{
    auto next = std::make_unique<QProcess>();
    launch(*next, {QStringLiteral("-sf"), QString::number(m_process->processId())});
    const QByteArray pid = "Pid: " + QByteArray::number(next->processId()) + '\n';
    if (!QTest::qWaitFor([&] { return admin("show info").contains(pid); }, 10'000))
        qFatal("the new haproxy does not take over");
    m_process->waitForFinished();
    m_process = std::move(next);
}

void HaproxyServer::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished();
}

void HaproxyServer::freeze()
{
    ::kill(static_cast<pid_t>(m_process->processId()), SIGSTOP);
}

void HaproxyServer::thaw()
{
    ::kill(static_cast<pid_t>(m_process->processId()), SIGCONT);
}

void HaproxyServer::request(const QByteArray &path, int times) const
{
    for (int i = 0; i < times; ++i) {
        const QByteArray answer = exchange({QStringLiteral("127.0.0.1"), m_edgePort, {}},
                                           "GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 "))
            qFatal("the edge does not answer");
    }
}

QByteArray HaproxyServer::admin(const QByteArray &command) const
{
    return exchange({{}, 0, socketPath()}, command + '\n');
}

} // namespace surgedeck
