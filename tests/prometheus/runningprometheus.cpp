// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/prometheus/runningprometheus.h"

#include <QFile>

#include <arpa/inet.h>
#include <csignal>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string_view>
#include <thread>

namespace surgedeck {

namespace {

sockaddr_in local(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

quint16 freePort()
{
    for (quint16 port = 26301; port < 26399; ++port) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = local(port);
        const bool free = ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
        ::close(socket);
        if (free)
            return port;
    }
    return 0;
}

/// It answers 503 from when it listens until its blocks are open. Over TLS only that it listens can be told from here.
bool isReady(quint16 port, bool plain)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{2, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const sockaddr_in address = local(port);
    bool ready = ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    if (ready && plain) {
        constexpr std::string_view question = "GET /-/ready HTTP/1.0\r\n\r\n", yes = " 200 ";
        char status[32] = {};
        ready = ::send(socket, question.data(), question.size(), MSG_NOSIGNAL) > 0
            && ::recv(socket, status, sizeof status - 1, MSG_WAITALL) > 0 && std::string_view(status).find(yes) != std::string_view::npos;
    }
    ::close(socket);
    return ready;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

} // namespace

RunningPrometheus::RunningPrometheus(const Options &options)
    : m_port(freePort())
{
    writeConfiguration(options);
    if (!options.seed.isEmpty())
        load(options.seed);
    m_process.setWorkingDirectory(m_dir.path());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_dir.filePath(QStringLiteral("log")));
    // A test that crashes leaves no server behind.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral("prometheus"),
                    {QStringLiteral("--config.file=prometheus.yml"), QStringLiteral("--web.config.file=web.yml"),
                     QStringLiteral("--storage.tsdb.path=data"), QStringLiteral("--log.level=warn"),
                     QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port)});
    for (int i = 0; i < 1500 && !m_listening && m_process.state() != QProcess::NotRunning; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        m_listening = isReady(m_port, options.webConfig.isEmpty());
    }
}

RunningPrometheus::~RunningPrometheus()
{
    stop();
}

void RunningPrometheus::stop()
{
    m_process.kill();
    m_process.waitForFinished();
}

void RunningPrometheus::writeConfiguration(const Options &options) const
{
    QByteArray text = "global: {scrape_interval: 1s, scrape_timeout: 900ms}\nscrape_configs:\n";
    if (options.webConfig.isEmpty())
        text += "- {job_name: self, static_configs: [{targets: ['127.0.0.1:" + QByteArray::number(m_port) + "']}]}\n";
    text += "- {job_name: test, static_configs: [{targets: [";
    for (const QString &target : options.targets)
        text += "'" + target.toUtf8() + "',";
    text += "]}]}\n";
    write(m_dir.filePath(QStringLiteral("prometheus.yml")), text);
    write(m_dir.filePath(QStringLiteral("web.yml")), options.webConfig);
}

void RunningPrometheus::load(const QByteArray &seed) const
{
    write(m_dir.filePath(QStringLiteral("seed")), seed);
    QProcess promtool;
    promtool.setWorkingDirectory(m_dir.path());
    promtool.start(QStringLiteral("promtool"),
                   {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
                    QStringLiteral("seed"), QStringLiteral("data")});
    promtool.waitForFinished(30'000);
}

} // namespace surgedeck
