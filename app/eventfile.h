// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace surgedeck {

/// What people did, on disk: a line of JSON an event, appended under a lock, in the folder of a workspace's journal.
/// The window and the command line share it. One thread; blocks for one small write.
class EventFile
{
public:
    EventFile(QString path, qint64 mostBytes)
        : m_path(std::move(path))
        , m_mostBytes(mostBytes)
    {
    }

    /// Outlives a power cut when it returns. Error: Config, when the folder or file can not be written; Timeout, when
    /// somebody else holds the file for longer than 2 s; Full.
    Status append(const QJsonObject &event) const;

    /// Oldest first; lines that are no JSON object are left out. At most `mostBytes`.
    std::vector<QJsonObject> read() const;

    const QString &path() const { return m_path; }

private:
    QString m_path;
    qint64 m_mostBytes;
};

} // namespace surgedeck
