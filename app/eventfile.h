// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace surgedeck {

/// What people did, or what has to outlive us, on disk: a line of JSON each, appended under a lock, in the folder of a
/// workspace's journal. The window and the command line share it. One thread; blocks for one small write.
class EventFile
{
public:
    enum class WhenFull
    {
        Refuse,      ///< what people did is moved away by people
        ForgetOldest ///< down to half of it: measurements
    };

    EventFile(QString path, qint64 mostBytes, WhenFull whenFull = WhenFull::Refuse)
        : m_path(std::move(path))
        , m_mostBytes(mostBytes)
        , m_whenFull(whenFull)
    {
    }

    /// Outlives a power cut when it returns. Error: Config, when the folder or file can not be written; Timeout, when
    /// somebody else holds the file for longer than 2 s; Full.
    Status append(const std::vector<QJsonObject> &events) const;
    Status append(const QJsonObject &event) const { return append(std::vector{event}); }

    /// Oldest first; lines that are no JSON object are left out. At most `mostBytes`.
    std::vector<QJsonObject> read() const;

    const QString &path() const { return m_path; }

private:
    Error failed(Error::Kind kind, const QString &why) const;
    Status forgetOldest() const;

    QString m_path;
    qint64 m_mostBytes;
    WhenFull m_whenFull;
};

} // namespace surgedeck
