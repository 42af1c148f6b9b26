// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serverprocess.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace surgedeck {

namespace {

constexpr int patienceMs = 40'000;
constexpr const char *somebody = "nobody";

const passwd *other()
{
    static const passwd *const entry = ::geteuid() == 0 ? ::getpwnam(somebody) : nullptr;
    return entry;
}

} // namespace

ServerProcess::ServerProcess()
{
    giveAway();
}

ServerProcess::~ServerProcess()
{
    kill();
}

QString ServerProcess::user()
{
    return QString::fromLocal8Bit(other() ? somebody : ::getpwuid(::geteuid())->pw_name);
}

void ServerProcess::giveAway() const
{
    if (!other())
        return;
    const auto give = [](const QString &path) {
        if (::chown(QFile::encodeName(path).constData(), other()->pw_uid, other()->pw_gid) != 0)
            qFatal("cannot give away %s", qPrintable(path));
    };
    give(m_folder.path());
    QDirIterator files(m_folder.path(), QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext())
        give(files.next());
}

void ServerProcess::write(const QString &name, const QByteArray &text) const
{
    QFile target(file(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(target.fileName()));
}

void ServerProcess::start(const QStringList &command, const std::function<bool()> &ready,
                          const QProcessEnvironment &environment)
{
    giveAway();
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessEnvironment(environment);
    m_process.setStandardOutputFile(file(QStringLiteral("server.log")), QIODevice::Append);
    m_process.setStandardErrorFile(file(QStringLiteral("server.log")), QIODevice::Append);
    m_process.setChildProcessModifier([user = other()] {
        ::setpgid(0, 0); // what it starts itself is ended with it
        // It is not kept over a change of the user.
        if (user && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
            ::_exit(1);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    m_process.start(command.front(), command.mid(1));
    if (!m_process.waitForStarted())
        qFatal("%s cannot be started: %s", qPrintable(command.front()), qPrintable(m_process.errorString()));
    if (!QTest::qWaitFor(ready, patienceMs))
        qFatal("%s does not come up: %s", qPrintable(command.front()), log().right(2000).constData());
}

void ServerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    const auto group = static_cast<pid_t>(m_process.processId());
    m_process.terminate();
    m_process.waitForFinished(5'000);
    ::kill(-group, SIGKILL);
    m_process.waitForFinished();
}

void ServerProcess::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

void ServerProcess::freeze()
{
    signal(SIGSTOP);
}

void ServerProcess::thaw()
{
    signal(SIGCONT);
}

QByteArray ServerProcess::log() const
{
    QFile log(file(QStringLiteral("server.log")));
    return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
}

bool ServerProcess::accepts(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool open = ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    ::close(socket);
    return open;
}

QByteArray outputOf(const QStringList &command)
{
    QProcess process;
    process.start(command.front(), command.mid(1));
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(command.join(u' ')), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace surgedeck
