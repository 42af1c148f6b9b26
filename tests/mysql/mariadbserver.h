// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testcertificates.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace surgedeck {

/// A session of the server's administrator (or of `user`) that stays open until it is destroyed: the mariadb client,
/// fed line by line.
class MariaDbSession
{
public:
    explicit MariaDbSession(const QStringList &arguments);
    ~MariaDbSession();
    MariaDbSession(const MariaDbSession &) = delete;
    MariaDbSession &operator=(const MariaDbSession &) = delete;

    void send(const QByteArray &sql);      ///< does not wait for the answer
    QByteArray ask(const QByteArray &sql); ///< waits until everything sent was answered; what it answered

private:
    QProcess m_client;
    int m_asked = 0;
};

/// A mariadbd of the test's own, on a free port of 127.0.0.1 and a unix socket, with TLS, and with the accounts of an
/// ordinary installation (password "pw" everywhere): view, act, super (everything) and poor (nothing). "admin" is the
/// test's, and the only one with a row to lock: shop.stock has 1,000 products.
class MariaDbServer
{
public:
    struct Options
    {
        QString certificateNames = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        QStringList settings; ///< lines for the server's file, after the ordinary ones
    };

    MariaDbServer()
        : MariaDbServer(Options{})
    {
    }
    explicit MariaDbServer(const Options &options);
    ~MariaDbServer();

    void start(); ///< fails the program when the server does not come up
    void restartWith(const QStringList &settings);
    void kill();
    void freeze(); ///< SIGSTOP
    void thaw();

    quint16 port() const { return m_port; }
    qint64 processId() const { return m_process.processId(); }
    QString caFile() const { return m_certificates.caFile(); }
    QString dsn(const QString &user, const QString &parameters = {}) const; ///< over TCP

    /// Runs statements as the administrator; what the client printed, fields between tabs.
    QByteArray admin(const QByteArray &sql) const;
    std::unique_ptr<MariaDbSession> session(const QString &user = {}) const; ///< empty: the administrator

private:
    void prepare();
    void writeSettings(const QStringList &more) const;
    void signal(int number) const;
    QStringList clientArguments(const QString &user) const;

    TestCertificates m_certificates;
    QTemporaryDir m_dir;
    quint16 m_port = 0;
    TestCertificates::Pair m_pair;
    QStringList m_settings;
    QProcess m_process;
};

} // namespace surgedeck
