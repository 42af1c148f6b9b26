// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"
#include "models/incident/incident.h"

namespace surgedeck {

/// Folds events of incidents into incidents. What it does not understand it leaves alone. One thread.
class IncidentBook
{
public:
    void fold(const JournalEntry &entry);

    /// The newest first.
    std::vector<const Incident *> incidents() const;
    const Incident *find(const QString &id) const;
    /// The worst that is open, of these the newest; nullptr: none is.
    const Incident *current() const;

private:
    void foldNote(Incident &incident, IncidentLine line, const QJsonObject &body);
    void foldRole(Incident &incident, IncidentLine line, const QJsonObject &body);
    void foldState(Incident &incident, IncidentLine line, const QJsonObject &body);
    void foldRest(Incident &incident, const QString &what, IncidentLine line, const QJsonObject &body);

    std::map<QString, Incident> m_incidents;
};

} // namespace surgedeck
