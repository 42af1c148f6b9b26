// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/eventfile.h"
#include "models/health/alarmcare.h"

namespace surgedeck {

/// What people did with the alarms of a workspace, on disk. The window and the command line read the same file. One
/// thread; blocks for one small write.
class AlarmCareFile
{
public:
    explicit AlarmCareFile(const QString &workspaceName);

    /// Errors: as EventFile.
    Status append(const QJsonObject &event) const { return m_file.append(event); }

    /// Everything there is, folded; lines that nobody understands are left out. Bounded: 4 MiB.
    AlarmCare read() const;

    const EventFile &file() const { return m_file; }

private:
    EventFile m_file;
};

} // namespace surgedeck
