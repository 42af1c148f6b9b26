// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testcertificates.h"

#include <QProcess>
#include <QTemporaryDir>

namespace surgedeck {

/// A redis-server of the test's own, on free ports of 127.0.0.1 and a unix socket, with TLS and the accounts of an
/// ordinary installation (password "pw" everywhere): view, act, super (everything) and poor (PING only); "admin" is the
/// test's.
class RedisServer
{
public:
    struct Options
    {
        int certificateDays = 90;
        QStringList settings; ///< lines for redis.conf
    };

    RedisServer()
        : RedisServer(Options{})
    {
    }
    explicit RedisServer(const QStringList &settings)
        : RedisServer(Options{.certificateDays = 90, .settings = settings})
    {
    }
    explicit RedisServer(const Options &options);
    ~RedisServer();

    void start(); ///< fails the program when the server does not come up
    void startWithoutWaiting();
    void kill();
    void freeze(); ///< SIGSTOP
    void thaw();

    quint16 port() const { return m_port; }
    quint16 tlsPort() const { return m_tlsPort; }
    QString socketPath() const { return m_dir.filePath(QStringLiteral("redis.sock")); }
    QString caFile() const { return m_certificates.caFile(); }
    QString otherCaFile() const { return m_certificates.otherCaFile(); }
    QString url(const QString &user) const; ///< in the clear
    QString tlsUrl(const QString &user) const;

    /// Runs one command as the administrator; what redis-cli printed.
    QByteArray admin(const QStringList &command) const;
    /// Writes that many keys of 200 bytes, one command each.
    void fill(int keys) const;

private:
    void signal(int number) const;

    TestCertificates m_certificates;
    QTemporaryDir m_dir;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    QProcess m_process;
};

} // namespace surgedeck
