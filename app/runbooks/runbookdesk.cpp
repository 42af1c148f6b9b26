// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runbookdesk.h"

#include "app/runbooks/runbookfiles.h"
#include "app/session.h"
#include "app/traffic/shiftdesk.h"
#include "connectors/journal/journalplace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr qsizetype mostLeftOver = 20;

/// Stands in where nothing is begun, and therefore nothing is written.
class NoJournal final : public JournalWriter
{
public:
    void record(const std::vector<Record> &) override {}
    void note(const JournalEvent &, std::function<void(Status)>) override {}
};

} // namespace

RunbookDesk::RunbookDesk(WatchSession &session, runbook::LibraryPtr library, const Means &means)
    : m_session(session)
    , m_library(std::move(library))
    , m_means(means)
    , m_directory(journalDirectory(session.platform().workspace().name))
    , m_approvals(session.platform().workspace())
{
    connect(&session, &WatchSession::evaluated, this, &RunbookDesk::look);
    if (m_means.journal != nullptr)
        findLeftOver();
    m_history = runbookHistory(m_directory);
}

RunbookDesk::~RunbookDesk() = default;

/// Its store is first read when somebody may need it: a window that only looks costs nothing.
void RunbookDesk::watchShifts()
{
    if (m_shifts || m_means.road == nullptr || m_means.road->role() == Role::Viewer ||
        m_session.platform().workspace().traffic.routes.empty())
        return;
    m_shifts = std::make_unique<ShiftDesk>(m_session, Credentials::ReadAndAct);
}

void RunbookDesk::reload()
{
    m_library = loadRunbooks(&m_session.platform().workspace());
    m_rankedAt.reset();
    Q_EMIT changed();
}

Result<QString> RunbookDesk::placeFor(const runbook::LibraryEntry &entry) const
{
    if (!entry.shipped)
        return entry.runbook.file;
    const Workspace &workspace = m_session.platform().workspace();
    if (workspace.runbookDirs.empty())
        return Error{Error::Kind::Config,
                     tr("the workspace names no folder for runbooks of its own: add runbooks: {dirs: [runbooks]}")};
    const QString folder = workspace.runbookDirs.front().path;
    const QString home = folder.startsWith(QLatin1String("~/")) ? QDir::homePath() + folder.mid(1) : folder;
    return QDir(QFileInfo(workspace.file).absoluteDir().filePath(home))
        .filePath(entry.runbook.id + QLatin1String(".yaml"));
}

std::optional<runbook::Score> RunbookDesk::score() const
{
    if (m_current == nullptr)
        return std::nullopt;
    const auto kept = readRun(m_directory, m_current->state().run);
    if (!kept)
        return std::nullopt;
    return runbook::scoreOf(kept->runbook, kept->pinned.start, kept->events, clock().now());
}

const Clock &RunbookDesk::clock() const
{
    return m_session.clock();
}

RunDriver::Surroundings RunbookDesk::surroundings() const
{
    static NoJournal none;
    RunDriver::Surroundings around{
        m_session.platform(), m_session.clock(), m_means.journal != nullptr ? *m_means.journal : none,
        m_means.road,         m_library,         m_directory};
    if (m_shifts)
        around.steer = [shifts = m_shifts.get()](const QString &route, const QString &wish,
                                                 std::function<void(Status)> done) {
            shifts->steer(route, wish, {}, std::move(done));
        };
    return around;
}

void RunbookDesk::findLeftOver()
{
    for (const QString &run : keptRuns(m_directory).mid(0, mostLeftOver))
        if (const auto kept = readRun(m_directory, run); kept && kept->state.outcome == runbook::Outcome::None)
            m_leftOver << run;
}

const std::vector<runbook::Suggestion> &RunbookDesk::ranking()
{
    const WallTime now = m_session.platform().view().now;
    if (m_rankedAt != now) {
        m_ranking = runbook::ranked(*m_library, m_session.platform());
        m_rankedAt = now;
    }
    return m_ranking;
}

void RunbookDesk::look()
{
    for (const auto &run : m_runs) {
        m_approvals.look(*run, clock().now());
        run->look();
    }
    Q_EMIT changed();
}

std::size_t RunbookDesk::running() const
{
    return std::size_t(std::ranges::count_if(m_runs, [](const auto &run) { return !run->isOver(); }));
}

QString RunbookDesk::begin(const runbook::Suggestion &suggestion, Kind kind)
{
    if (m_means.journal == nullptr)
        return tr("Nothing is recorded here, so nothing can be begun");
    watchShifts();
    return take(RunDriver::begin(surroundings(),
                                 {suggestion.id, suggestion.binding, {}, m_means.person, kind == Kind::Rehearsal}));
}

QString RunbookDesk::resume(const QString &run)
{
    if (m_means.journal == nullptr)
        return tr("Nothing is recorded here, so nothing can be continued");
    watchShifts();
    const QString why = take(RunDriver::resume(surroundings(), run));
    if (why.isEmpty())
        m_leftOver.removeAll(run);
    return why;
}

QString RunbookDesk::take(Result<std::unique_ptr<RunDriver>> driver)
{
    if (!driver)
        return driver.error().message;
    std::erase_if(m_runs, [](const auto &run) { return run->isOver(); });
    if (m_runs.size() >= mostRuns)
        return tr("Two runbooks are under way already");
    m_runs.push_back(std::move(*driver));
    m_current = m_runs.back().get();
    connect(m_current, &RunDriver::changed, this, &RunbookDesk::changed);
    connect(m_current, &RunDriver::ended, this, [this] { m_history = runbookHistory(m_directory); });
    m_current->look();
    Q_EMIT changed();
    return {};
}

void RunbookDesk::switchRun()
{
    for (const auto &run : m_runs)
        if (run.get() != m_current) {
            m_current = run.get();
            break;
        }
    Q_EMIT changed();
}

void RunbookDesk::putAway()
{
    if (m_current == nullptr || !m_current->isOver())
        return;
    std::erase_if(m_runs, [this](const auto &run) { return run.get() == m_current; });
    m_current = m_runs.empty() ? nullptr : m_runs.back().get();
    Q_EMIT changed();
}

QString RunbookDesk::tell(const runbook::Happening &what)
{
    return m_current == nullptr ? tr("No runbook is under way") : m_current->tell(what);
}

QString RunbookDesk::howToApprove() const
{
    return m_current == nullptr ? QString() : m_approvals.howTo(*m_current);
}

QString RunbookDesk::obstacle() const
{
    if (m_current == nullptr || m_current->state().rehearsal)
        return {};
    if (m_means.road == nullptr)
        return QStringLiteral("nothing can be changed from here");
    return m_means.road->role() == Role::Viewer ? m_means.road->obstacle({}) : QString();
}

} // namespace surgedeck
