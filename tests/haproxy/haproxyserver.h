// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace surgedeck {

/// A haproxy of the test's own on 127.0.0.1: backend "shop" with legacy1 (weight 90, checked) and modern1 (weight 10),
/// both played by the same process; what modern1 gets is answered 503. The runtime API listens on TCP at level user and
/// on a unix socket at level admin.
class HaproxyServer
{
public:
    HaproxyServer();
    ~HaproxyServer();

    void start(); ///< fails the program when it does not come up
    /// A new process takes over from the old one with the configuration as it is on disk.
    void reload();
    void kill();
    void freeze();
    void thaw();

    QString tcpAddress() const { return QStringLiteral("tcp://127.0.0.1:%1").arg(m_runtimePort); }
    QString unixAddress() const { return QStringLiteral("unix:") + socketPath(); }
    /// Gets `path` that many times, over connections of its own.
    void request(const QByteArray &path, int times) const;
    /// One line on the admin socket; the answer.
    QByteArray admin(const QByteArray &command) const;

private:
    QString socketPath() const { return m_dir.filePath(QStringLiteral("admin.sock")); }
    void launch(QProcess &process, const QStringList &more);

    QTemporaryDir m_dir;
    quint16 m_runtimePort = 0;
    quint16 m_edgePort = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace surgedeck
