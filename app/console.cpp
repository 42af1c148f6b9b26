// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/alarmposting.h"
#include "app/changekeeping.h"
#include "app/journalkeeping.h"
#include "app/keeping.h"
#include "app/sourcesettings.h"
#include "app/views/stakeholderview.h"
#include "connectors/journal/sqlitejournal.h"

namespace surgedeck {

namespace {
constexpr QSize firstSize{1440, 900};
}

Console::Console(std::shared_ptr<const Workspace> workspace, const WindowOptions &options, const Clock &clock)
    : m_session(workspace, prepareSources(*workspace), {}, clock)
    , m_journal(keepJournal(m_session, clock))
    , m_changes(watchChanges(m_session, clock))
    , m_keeping(std::make_unique<Keeping>(m_session, Keeping::Access::ReadAndWrite))
    , m_posting(std::make_unique<AlarmPosting>(m_session))
    , m_window(m_session, options)
{
    m_window.resize(firstSize);
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
