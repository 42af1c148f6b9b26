// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/scrape/scrapetarget.h"

namespace surgedeck {

/// The targets of a source as they stand now: those of the workspace, and those of its target files (JSON or YAML as
/// Prometheus' file_sd has them), read again when a file has changed. `problems` says what could not be read; what a
/// broken file said before stays in force.
class TargetList
{
public:
    explicit TargetList(const SourceSettings &settings)
        : m_settings(settings)
    {
    }

    /// Reads files whose size or time has changed. At most 10,000 targets.
    std::vector<ScrapeAddress> current();
    const QStringList &problems() const { return m_problems; }

private:
    struct File
    {
        qint64 size = -1;
        qint64 modifiedMs = 0;
        std::vector<ScrapeAddress> targets;
        QString problem;
    };

    ScrapeAddress address(const QString &target, const std::map<QString, QString> &labels) const;
    void readFile(const QString &path, File &file) const;
    QStringList paths() const;

    SourceSettings m_settings;
    std::map<QString, File> m_files;
    QStringList m_problems;
};

} // namespace surgedeck
