// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace surgedeck {

/// A Prometheus server of the tests' own, on 127.0.0.1, in a directory that goes away with it. It scrapes itself and
/// `targets` every second.
class RunningPrometheus
{
public:
    struct Options
    {
        QStringList targets; ///< host:port, as job "test"
        QByteArray
            webConfig;   ///< Prometheus' web.yml: TLS, basic authentication; the server then does not scrape itself
        QByteArray seed; ///< OpenMetrics text with timestamps that the server knows from the start
    };

    RunningPrometheus()
        : RunningPrometheus(Options{})
    {
    }
    explicit RunningPrometheus(const Options &options);
    ~RunningPrometheus();

    bool isListening() const { return m_listening; }
    quint16 port() const { return m_port; }
    qint64 pid() const { return m_process.processId(); }
    void stop();

private:
    void writeConfiguration(const Options &options) const;
    void load(const QByteArray &seed) const;

    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_listening = false;
};

} // namespace surgedeck
