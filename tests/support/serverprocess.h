// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <functional>

namespace surgedeck {

/// A server of the test's own in a folder of its own. Many servers refuse root: where root runs the test, the server's
/// user is nobody, to whom the folder belongs. It dies with the test.
class ServerProcess
{
public:
    ServerProcess();
    ~ServerProcess();

    QString file(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &text) const;
    /// Name of the user that the server runs as.
    static QString user();
    /// Fails the program when it does not start, or when `ready` does not come true.
    void start(const QStringList &command, const std::function<bool()> &ready,
               const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    void kill();
    void freeze(); ///< SIGSTOP
    void thaw();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    QByteArray log() const;

    /// Something listens on this port of 127.0.0.1.
    static bool accepts(quint16 port);

private:
    void giveAway() const;
    void signal(int number) const;

    QTemporaryDir m_folder;
    QProcess m_process;
};

/// Runs a program to its end and returns what it printed; fails the test program when it fails.
QByteArray outputOf(const QStringList &command);

} // namespace surgedeck
