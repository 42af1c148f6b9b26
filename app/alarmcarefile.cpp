// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alarmcarefile.h"

#include "connectors/journal/journalplace.h"

namespace surgedeck {

namespace {
constexpr qint64 mostBytes = 4 * 1024 * 1024;
}

AlarmCareFile::AlarmCareFile(const QString &workspaceName)
    : m_file(journalDirectory(workspaceName) + QStringLiteral("/alarms.jsonl"), mostBytes)
{
}

AlarmCare AlarmCareFile::read() const
{
    AlarmCare care;
    for (const QJsonObject &event : m_file.read())
        care.fold(event);
    return care;
}

} // namespace surgedeck
