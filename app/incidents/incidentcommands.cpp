// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentcommands.h"

#include "app/incidents/incidentsheet.h"
#include "app/incidents/incidentwatch.h"
#include "app/mainwindow.h"
#include "app/person.h"
#include "app/session.h"
#include "app/windowsheet.h"
#include "widgets/commandfield.h"
#include "widgets/topbar.h"

namespace surgedeck {

namespace {

/// When the first of the alarms was raised that are there now: somebody could see it from then on.
std::optional<WallTime> firstAlarm(const PlatformView &view)
{
    std::optional<WallTime> first;
    for (const Alarm &alarm : view.alarms)
        if (isActive(alarm))
            first = std::min(first.value_or(alarm.since), alarm.since);
    return first;
}

void openSheet(MainWindow &window)
{
    auto *sheet =
        new IncidentSheet(*window.incidents(), {personName(), firstAlarm(window.session().platform().view())});
    QObject::connect(sheet, &IncidentSheet::done, &window, [&window] { window.sheet().close(); });
    window.sheet().open(sheet, WindowSheet::Stays::UntilClosed);
}

void addNoteCommand(MainWindow &window)
{
    WindowCommand command;
    command.id = QStringLiteral("note");
    command.title = IncidentSheet::tr("Note in the open incident");
    command.group = CommandGroup::DoNow;
    command.section = IncidentSheet::tr("Incident");
    command.keys = {QKeySequence(QStringLiteral("N"))};
    command.words = IncidentSheet::tr("timeline write");
    command.effect = IncidentSheet::tr("Opens the line for a note in the incident that is open.");
    command.symbol = Symbol::Note;
    command.state = [&window] {
        CommandState state;
        if (window.incidents()->current() == nullptr)
            state.refusal = IncidentSheet::tr("no incident is open: Ctrl I declares one");
        return state;
    };
    command.run = [&window] { openSheet(window); };
    window.commands().add(command);
}

} // namespace

void addIncidentCommands(MainWindow &window)
{
    if (window.incidents() == nullptr)
        return;
    addNoteCommand(window);
    WindowCommand command;
    command.id = QStringLiteral("incident");
    command.title = IncidentSheet::tr("Declare an incident, or write into the open one");
    command.group = CommandGroup::DoNow;
    command.section = IncidentSheet::tr("Everywhere, also while you type");
    command.keys = {QKeySequence(QStringLiteral("Ctrl+I"))};
    command.words = IncidentSheet::tr("severity note timeline lead commander state");
    command.effect = IncidentSheet::tr("Writes into the incident's own record. Nothing on the platform is changed.");
    command.symbol = Symbol::Note;
    command.run = [&window] { openSheet(window); };
    window.commands().add(command);
    QObject::connect(window.incidents(), &IncidentWatch::told, &window,
                     [&window](const QString &sentence) { window.topBar().commandField()->showOutcome(sentence); });
}

} // namespace surgedeck
