// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "widgets/sheetframe.h"

#include <optional>

class QLineEdit;

namespace surgedeck {

class ChoiceRow;
class IncidentWatch;

/// Ctrl I: declares an incident with a title and a severity; while one is open, writes a line into it, moves it on, or
/// takes the lead. Enter does the first thing. GUI thread.
class IncidentSheet final : public SheetFrame
{
    Q_OBJECT
public:
    /// Who writes, and since when an alarm could be seen.
    struct Context
    {
        QString person;
        std::optional<WallTime> firstAlarm{};
    };

    IncidentSheet(IncidentWatch &incidents, const Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void done();
    /// Somebody wants to close the incident, which is resolved.
    void closingWanted();

private:
    void arrangeDeclaration();
    void arrangeWork();
    void declare();
    void write();

    IncidentWatch &m_incidents;
    QString m_person;
    std::optional<WallTime> m_firstAlarm;
    QLineEdit *m_line;
    ChoiceRow *m_choice = nullptr;
};

} // namespace surgedeck
