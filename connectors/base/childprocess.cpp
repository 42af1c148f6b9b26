// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/childprocess.h"

#include <QFile>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace surgedeck {

namespace {

constexpr int politeMs = 300;
constexpr qsizetype longestComplaint = 2048;
constexpr int notFound = 127;

struct Pipe
{
    Descriptor read, write;

    static std::optional<Pipe> make()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return std::nullopt;
        return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    }
};

/// Argument list as the kernel wants it, made before the fork: after it nothing may be allocated.
class Words
{
public:
    explicit Words(const QStringList &command)
    {
        for (const QString &word : command)
            m_texts.push_back(QFile::encodeName(word));
        for (QByteArray &text : m_texts)
            m_pointers.push_back(text.data());
        m_pointers.push_back(nullptr);
    }
    char *const *data() { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_texts;
    std::vector<char *> m_pointers;
};

/// pidfd_open(2). The header of glibc 2.36 forgets that C++ reads it, too.
int openHandle(pid_t process)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, process, 0U));
}

/// In the new process, between fork and exec: only what a signal handler could do, too.
[[noreturn]] void become(char *const *words, int output, int errors, pid_t parent)
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(notFound);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    ::execvp(words[0], words);
    static constexpr char why[] = "this program can not be started\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, why, sizeof why - 1);
    ::_exit(notFound);
}

} // namespace

Result<ChildProcessPtr> ChildProcess::start(const QStringList &command)
{
    if (command.isEmpty() || command.front().isEmpty())
        return Error{Error::Kind::Config, QStringLiteral("no program is named")};
    auto output = Pipe::make();
    auto errors = Pipe::make();
    Words words(command);
    const pid_t self = ::getpid();
    const pid_t child = output && errors ? ::fork() : -1;
    if (child == 0)
        become(words.data(), output->write.get(), errors->write.get(), self);
    if (child < 0)
        return Error{
            Error::Kind::Config,
            QStringLiteral("the system takes no more processes: %1").arg(QString::fromLocal8Bit(std::strerror(errno)))};
    ::setpgid(child, child); // whoever comes first: its group has to be there before it is signalled
    ::fcntl(errors->read.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(output->read.get(), F_SETFL, O_NONBLOCK);
    return ChildProcessPtr(
        new ChildProcess(child, Descriptor(openHandle(child)), std::move(output->read), std::move(errors->read)));
}

ChildProcess::ChildProcess(int id, Descriptor handle, Descriptor output, Descriptor errors)
    : m_id(id)
    , m_handle(std::move(handle))
    , m_output(std::move(output))
    , m_errors(std::move(errors))
{
}

ChildProcess::~ChildProcess()
{
    if (!hasEnded()) {
        signalGroup(SIGTERM);
        pollfd ended{m_handle.get(), POLLIN, 0};
        ::poll(&ended, 1, politeMs);
    }
    // Also what it started and left behind.
    signalGroup(SIGKILL);
    if (!m_status)
        ::waitpid(m_id, nullptr, 0);
}

/// The id of a process that was waited for may be another's by now.
void ChildProcess::signalGroup(int number) const
{
    if (!m_status)
        ::kill(-m_id, number);
}

bool ChildProcess::hasEnded()
{
    readErrors();
    if (m_status)
        return true;
    siginfo_t ended{};
    if (::waitid(P_PID, static_cast<id_t>(m_id), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != m_id)
        return false;
    signalGroup(SIGKILL); // what it left behind, before its id may be given to somebody else
    int status = 0;
    ::waitpid(m_id, &status, 0);
    m_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    readErrors();
    return true;
}

Result<bool> ChildProcess::waitForEnd(const Deadline &deadline, Milliseconds patience)
{
    if (hasEnded())
        return true;
    std::vector<pollfd> ended{{m_handle.get(), POLLIN, 0}};
    SURGEDECK_CHECK(deadline.waitAny(ended, patience));
    return hasEnded();
}

Result<QByteArray> ChildProcess::output(qsizetype largest, const Deadline &deadline)
{
    QByteArray all;
    char bytes[16 * 1024];
    while (true) {
        SURGEDECK_CHECK(deadline.wait(m_output.get(), POLLIN));
        const ssize_t count = ::read(m_output.get(), bytes, sizeof bytes);
        if (count == 0)
            return all;
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return Error{Error::Kind::Unreachable, QStringLiteral("its output can not be read")};
        all.append(bytes, std::max<ssize_t>(count, 0));
        if (all.size() > largest)
            return Error{Error::Kind::Protocol, QStringLiteral("it answers more than %1 bytes").arg(largest)};
    }
}

void ChildProcess::readErrors()
{
    char bytes[1024];
    ssize_t count = 0;
    while ((count = ::read(m_errors.get(), bytes, sizeof bytes)) > 0)
        m_complaint = (m_complaint + QByteArray(bytes, count)).right(longestComplaint);
}

QString ChildProcess::takeComplaint()
{
    readErrors();
    return QString::fromUtf8(std::exchange(m_complaint, {})).simplified();
}

} // namespace surgedeck
