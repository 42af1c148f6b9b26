// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replay/replayfold.h"

#include "models/replay/shownstate.h"
#include "models/workspace/workspacereader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;

const QString acknowledgedType = u"alarm.acknowledged"_s;
const QString careGivenType = u"alarm.care_given"_s;
const QString careType = u"alarm.care"_s;

QJsonObject shownWithOf(const JournalEntry &entry)
{
    return QJsonDocument::fromJson(entry.body).object()[u"shown_with"].toObject();
}

/// References to what was left out are no mistakes here: what can be read is shown.
std::shared_ptr<const Workspace> workspaceOf(const QByteArray &text)
{
    return std::make_shared<const Workspace>(
        readWorkspace(text, {u"recording"_s, u"/recording"_s, {}, nullptr}).workspace);
}

} // namespace

const QString openedType = QStringLiteral("journal.opened");
const QString incidentFileType = QStringLiteral("incident.file");
const QString evaluationType = QStringLiteral("evaluation_mark");

ReplayFold::ReplayFold()
    : m_workspace(std::make_shared<const Workspace>())
    , m_platform(m_workspace)
{
}

bool ReplayFold::beginsAnew(const JournalEntry &entry)
{
    return (entry.type == openedType || entry.type == incidentFileType) && !shownWithOf(entry).isEmpty();
}

void ReplayFold::open(const JournalEntry &entry)
{
    const QJsonObject shownWith = shownWithOf(entry);
    if (shownWith.isEmpty())
        return;
    const QByteArray text = QJsonDocument(shownWith).toJson(QJsonDocument::Compact);
    if (text != m_workspaceText) {
        m_workspace = workspaceOf(text);
        m_workspaceText = text;
    }
    m_platform = Platform(m_workspace);
}

void ReplayFold::take(const JournalEntry &entry)
{
    m_sequence = entry.sequence;
    if (entry.type == evaluationType)
        return m_platform.evaluate(entry.time);
    if (entry.type == openedType || entry.type == incidentFileType)
        return open(entry);
    if (entry.type == careType) {
        AlarmCare care;
        for (const QJsonValue &event : QJsonDocument::fromJson(entry.body).object()[u"events"].toArray())
            static_cast<void>(care.fold(event.toObject()));
        return m_platform.setAlarmCare(std::move(care));
    }
    if (entry.type == shownType)
        return applyShown(m_platform, QJsonDocument::fromJson(entry.body).object());
    if (entry.type == careGivenType)
        return void(m_platform.foldAlarmCare(QJsonDocument::fromJson(entry.body).object()));
    if (entry.type == acknowledgedType) {
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        static_cast<void>(m_platform.acknowledge(body[u"alarm"].toString(), entry.actor));
        return;
    }
    // What can not be read is not shown: verify says that it is wrong.
    if (const auto record = recordOf(entry); record && *record)
        m_platform.fold(**record);
}

} // namespace surgedeck
