// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentcommands.h"

#include "app/incidents/closingsheet.h"
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

void openClosing(MainWindow &window)
{
    WatchSession &session = window.session();
    window.sheet().open(
        new ClosingSheet(*window.incidents(), {personName(), session.sharedWorkspace(), session.clock()}),
        WindowSheet::Stays::UntilClosed);
}

void openSheet(MainWindow &window)
{
    auto *sheet =
        new IncidentSheet(*window.incidents(), {personName(), firstAlarm(window.session().platform().view())});
    QObject::connect(sheet, &IncidentSheet::done, &window, [&window] { window.sheet().close(); });
    QObject::connect(sheet, &IncidentSheet::closingWanted, &window, [&window] { openClosing(window); });
    window.sheet().open(sheet, WindowSheet::Stays::UntilClosed);
}

CommandState whileOneIsOpen(MainWindow &window)
{
    CommandState state;
    if (window.incidents()->current() == nullptr)
        state.refusal = IncidentSheet::tr("no incident is open: Ctrl I declares one");
    return state;
}

void addCloseCommand(MainWindow &window)
{
    WindowCommand command;
    command.id = QStringLiteral("close-incident");
    command.title = IncidentSheet::tr("Close the incident and seal its file");
    command.group = CommandGroup::DoNow;
    command.section = IncidentSheet::tr("Incident");
    command.words = IncidentSheet::tr("end finish record resolved anchor");
    command.effect = IncidentSheet::tr("Opens the sheet on which it is closed. Afterwards nobody writes into it.");
    command.symbol = Symbol::Note;
    command.state = [&window] { return whileOneIsOpen(window); };
    command.run = [&window] { openClosing(window); };
    window.commands().add(command);
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
    command.state = [&window] { return whileOneIsOpen(window); };
    command.run = [&window] { openSheet(window); };
    window.commands().add(command);
}

} // namespace

void addIncidentCommands(MainWindow &window)
{
    if (window.incidents() == nullptr)
        return;
    addNoteCommand(window);
    addCloseCommand(window);
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
