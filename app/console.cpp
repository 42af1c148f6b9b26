// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/acting.h"
#include "app/alarmposting.h"
#include "app/alarmtone.h"
#include "app/changekeeping.h"
#include "app/incidents/incidentwatch.h"
#include "app/journalkeeping.h"
#include "app/keeping.h"
#include "app/person.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/sourcesettings.h"
#include "app/views/stakeholderview.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/sqlitejournal.h"
#include "widgets/topbar.h"

namespace surgedeck {

namespace {
constexpr QSize firstSize{1440, 900};

WindowOptions with(WindowOptions options, RunbookDesk &runbooks, IncidentWatch &incidents, CommandRoad &road)
{
    options.runbooks = &runbooks;
    options.incidents = &incidents;
    options.road = &road;
    return options;
}
} // namespace

Console::Console(std::shared_ptr<const Workspace> workspace, const WindowOptions &options, const Clock &clock)
    : Console(withRunbookExpressions(*workspace, *loadRunbooks(workspace.get())), loadRunbooks(workspace.get()), options, clock)
{
}

Console::Console(std::shared_ptr<const Workspace> workspace, runbook::LibraryPtr library, const WindowOptions &options, const Clock &clock)
    : m_session(workspace, prepareSources(*workspace), {}, clock)
    , m_journal(keepJournal(m_session, clock))
    , m_road(makeCommandRoad(*workspace, options.role, *m_journal, clock))
    , m_changes(watchChanges(m_session, clock))
    , m_keeping(std::make_unique<Keeping>(m_session, Keeping::Access::ReadAndWrite))
    , m_posting(std::make_unique<AlarmPosting>(m_session))
    , m_runbooks(std::make_unique<RunbookDesk>(m_session, std::move(library), RunbookDesk::Means{m_journal.get(), m_road.get(), personName()}))
    , m_incidents(std::make_unique<IncidentWatch>(workspace->name))
    , m_window(m_session, with(options, *m_runbooks, *m_incidents, *m_road))
    , m_tone(std::make_unique<AlarmTone>(m_session, m_window.settings()))
{
    m_window.resize(firstSize);
    QObject::connect(m_keeping.get(), &Keeping::failed, &m_window, [this](const QString &why) {
        m_window.topBar().commandField()->showOutcome(why);
    });
}

Console::~Console() = default;

void Console::start()
{
    m_window.show();
    m_session.start();
}

Kiosk::Kiosk(std::shared_ptr<const Workspace> workspace, const Clock &clock)
    : m_session(workspace, prepareSources(*workspace), {}, clock)
    , m_keeping(std::make_unique<Keeping>(m_session, Keeping::Access::Read))
    , m_window(std::make_unique<StakeholderWindow>(m_session))
{
}

Kiosk::~Kiosk() = default;

void Kiosk::start()
{
    m_window->show();
    m_session.start();
}

} // namespace surgedeck
