// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmcare.h"

namespace surgedeck {

/// What people did with the alarms of a workspace, on disk: a line of JSON an event, appended under a lock, in the
/// folder of its journal. The window and the command line read the same file. One thread; blocks for one small write.
class AlarmCareFile
{
public:
    explicit AlarmCareFile(const QString &workspaceName);

    /// Outlives a power cut when it returns. Error: Config, when the folder or file can not be written; Timeout, when
    /// somebody else holds the file for longer than 2 s; Full.
    Status append(const QJsonObject &event) const;

    /// Everything there is, folded; lines that nobody understands are left out. Bounded: 4 MiB.
    AlarmCare read() const;

    const QString &path() const { return m_path; }

private:
    QString m_path;
};

} // namespace surgedeck
