// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/acting.h"
#include "app/acts/effectwatch.h"
#include "app/acts/unlocking.h"
#include "app/alarmposting.h"
#include "app/alarmtone.h"
#include "app/changekeeping.h"
#include "app/incidents/incidentwatch.h"
#include "app/incidents/tellingkeeper.h"
#include "app/journalkeeping.h"
#include "app/keeping.h"
#include "app/person.h"
#include "app/runbooks/runbookdesk.h"
#include "app/runbooks/runbookfiles.h"
#include "app/samplekeeping.h"
#include "app/sourcesettings.h"
#include "app/team/teamkeeper.h"
#include "app/views/connectionsview.h"
#include "app/views/stakeholderview.h"
#include "connectors/base/dispatcher.h"
#include "connectors/journal/sqlitejournal.h"
#include "models/items/clocktext.h"
#include "widgets/topbar.h"

namespace surgedeck {

namespace {
constexpr QSize firstSize{1440, 900};

WindowOptions with(WindowOptions options, RunbookDesk &runbooks, IncidentWatch &incidents, Unlocking &road)
{
    options.runbooks = &runbooks;
    options.incidents = &incidents;
    options.road = &road;
    options.unlocking = &road;
    return options;
}

/// Locked until somebody unlocks it; `--role` does so at once.
std::unique_ptr<Unlocking> makeUnlocking(const std::shared_ptr<const Workspace> &workspace, SqliteJournal &journal, const Clock &clock)
{
    QStringList acting;
    for (const SourceConfig &source : workspace->sources)
        if (!source.act.isEmpty())
            acting << source.id;
    const auto make = [workspace, &journal, &clock](Role role) { return makeCommandRoad(*workspace, role, journal, clock); };
    return std::make_unique<Unlocking>(Unlocking::Means{make, journal, clock, machineRole(), acting});
}

} // namespace

Console::Console(std::shared_ptr<const Workspace> workspace, const WindowOptions &options, const Clock &clock)
    : Console(withRunbookExpressions(*workspace, *loadRunbooks(workspace.get())), loadRunbooks(workspace.get()), options, clock)
{
}

Console::Console(std::shared_ptr<const Workspace> workspace, runbook::LibraryPtr library, const WindowOptions &options,
                 const Clock &clock)
    : m_session(workspace, prepareSources(*workspace), {}, clock)
    , m_journal(keepJournal(m_session, clock))
    , m_road(makeUnlocking(workspace, *m_journal, clock))
    , m_effects(std::make_unique<EffectWatch>(m_session, *m_journal))
    , m_changes(watchChanges(m_session, clock))
    , m_keeping(std::make_unique<Keeping>(m_session, Keeping::Access::ReadAndWrite))
    , m_samples(std::make_unique<SampleKeeping>(m_session))
    , m_posting(std::make_unique<AlarmPosting>(m_session))
    , m_runbooks(std::make_unique<RunbookDesk>(m_session, std::move(library),
                                               RunbookDesk::Means{m_journal.get(), m_road.get(), personName()}))
    , m_incidents(std::make_unique<IncidentWatch>(workspace->name))
    , m_telling(std::make_unique<TellingKeeper>(m_session, *m_incidents))
    , m_team(std::make_unique<TeamKeeper>(m_session))
    , m_window(m_session, with(options, *m_runbooks, *m_incidents, *m_road))
    , m_tone(std::make_unique<AlarmTone>(m_session, m_window.settings()))
{
    m_window.resize(firstSize);
    QObject::connect(m_road.get(), &Unlocking::ended, m_effects.get(), &EffectWatch::note);
    QObject::connect(m_road.get(), &Unlocking::changed, &m_window, [this] { showRole(); });
    QObject::connect(m_incidents.get(), &IncidentWatch::changed, &m_window, [this] {
        const Incident *incident = m_incidents->current();
        m_road->noteIncident(incident ? incident->id : QString());
    });
    if (options.role != Role::Viewer)
        (void)m_road->unlock({options.role, Unlocking::longest, personName(), QStringLiteral("--role"), {}});
    QObject::connect(m_team.get(), &TeamKeeper::collectorChanged, &m_window, [this] { showTeam(); });
    showRole();
    showTeam();
    const auto tell = [this](const QString &why) { m_window.topBar().commandField()->showOutcome(why); };
    QObject::connect(m_keeping.get(), &Keeping::failed, &m_window, tell);
    QObject::connect(m_samples.get(), &SampleKeeping::failed, &m_window, tell);
}

Console::~Console() = default;

/// "M. Okafor · responder until 15:04".
void Console::showRole()
{
    const QString who = QStringLiteral("%1 · %2").arg(personName(), toWord(m_road->role()));
    const auto until = m_road->until();
    const QString person = until ? MainWindow::tr("%1 until %2").arg(who, minuteText(*until)) : who;
    const QString reads = m_team->collects() ? QString() : QStringLiteral(" · ") + m_team->collectorWords();
    m_window.setPerson(person + reads);
}

/// Whoever reads what another console asked knows it, and from whom.
void Console::showTeam()
{
    showRole();
    if (auto *connections = m_window.findChild<ConnectionsView *>())
        connections->setTeamNote(m_team->collectorWords());
}

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
