// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testcertificates.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace surgedeck {

/// A session that stays open until it is destroyed: psql, fed line by line.
class PostgresSession
{
public:
    PostgresSession(const QString &connection, const QString &user);
    ~PostgresSession();
    PostgresSession(const PostgresSession &) = delete;
    PostgresSession &operator=(const PostgresSession &) = delete;

    void send(const QByteArray &sql);      ///< does not wait for the answer
    QByteArray ask(const QByteArray &sql); ///< waits until everything sent was answered; what it answered

private:
    QProcess m_client;
    int m_asked = 0;
};

/// A PostgreSQL of the test's own, on a free port of 127.0.0.1 and a unix socket, with TLS, 20 connections and the
/// roles of an ordinary installation (password "pw" everywhere): view, act, super (superuser) and poor (nothing).
/// Database shop: stock has 1,000 products. PostgreSQL refuses root: where root runs the test, the server's user is
/// nobody.
class PostgresServer
{
public:
    struct Options
    {
        QString certificateNames = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        QStringList settings; ///< lines for postgresql.conf, after the ordinary ones
    };

    PostgresServer()
        : PostgresServer(Options{})
    {
    }
    explicit PostgresServer(const Options &options);
    ~PostgresServer();

    void start();  ///< fails the program when the server does not come up
    void kill();   ///< SIGQUIT: at once, without a word to anybody
    void freeze(); ///< SIGSTOP, to every process of it
    void thaw();
    /// A standby of `primary` in the place of this one's data. Before start().
    void follow(const PostgresServer &primary);

    quint16 port() const { return m_port; }
    QString caFile() const { return m_certificates.caFile(); }
    QString dsn(const QString &user, const QString &parameters = {}) const; ///< over TCP

    /// Runs statements as the administrator; what psql printed, fields between "|".
    QByteArray admin(const QByteArray &sql) const;
    std::unique_ptr<PostgresSession> session(const QString &user = QStringLiteral("postgres")) const;
    QByteArray log() const; ///< what the server wrote so far
    /// Process ids of the server and its backends.
    std::vector<qint64> processes() const;

private:
    QString file(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    QString connection() const;
    void prepare();
    void writeSettings() const;
    void run(const QString &program, const QStringList &arguments) const;

    TestCertificates m_certificates;
    QTemporaryDir m_dir;
    quint16 m_port = 0;
    Options m_options;
    QProcess m_process;
};

} // namespace surgedeck
