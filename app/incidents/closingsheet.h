// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentclosing.h"
#include "widgets/sheetframe.h"

namespace surgedeck {

class GuardedButton;
class IncidentWatch;
class PlainLabel;

/// The last thing that is done to an incident: everything about it goes into one sealed file, and nobody writes into it
/// any more. Locked until it is resolved. Where the file is and how it ends stays here until somebody has read it. GUI
/// thread.
class ClosingSheet final : public SheetFrame
{
    Q_OBJECT
public:
    /// `clock` outlives the sheet.
    struct Context
    {
        QString person;
        std::shared_ptr<const Workspace> workspace;
        const Clock &clock;
    };

    /// There is an open incident.
    ClosingSheet(IncidentWatch &incidents, const Context &context, QWidget *parent = nullptr);

private:
    void showLock();
    void close();
    void show(const Result<ClosedIncident> &outcome);

    IncidentWatch &m_incidents;
    Context m_context;
    QString m_id;
    GuardedButton *m_close;
    PlainLabel *m_place, *m_anchor;
};

} // namespace surgedeck
