// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runbooks/runapprovals.h"

#include "app/runbooks/rundriver.h"
#include "models/workspace/workspace.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

struct ApprovalWords
{
    Q_DECLARE_TR_FUNCTIONS(RunApprovals)
};

bool isWaiting(const RunDriver &run)
{
    return !run.isOver() && runbook::pauseOf(run.state(), run.runbook()) == QLatin1String("approve");
}

Agreements::Matter matterOf(const RunDriver &run)
{
    const runbook::State &state = run.state();
    const runbook::Step &step = run.runbook().steps.at(std::size_t(state.current));
    return Agreements::matterOfStep({state.run, step.id, step.title, state.person});
}

} // namespace

RunApprovals::RunApprovals(const Workspace &workspace)
    : m_file(workspace.file)
    , m_agreements(workspace.name)
{
}

void RunApprovals::look(RunDriver &run, WallTime now) const
{
    if (!isWaiting(run))
        return;
    const Agreements::Matter matter = matterOf(run);
    if (!m_agreements.wish(matter.code, now))
        (void)m_agreements.ask(matter, now); // the step goes on waiting, and says how to agree
    for (const Agreements::Agreement &agreement : m_agreements.agreements(matter, now))
        if (isWaiting(run) && matterOf(run).code == matter.code && !run.state().approvals.contains(agreement.person))
            (void)run.tell(runbook::Approved{agreement.person}); // who may not is told so where they agree
}

QString RunApprovals::howTo(const RunDriver &run) const
{
    if (!isWaiting(run))
        return {};
    return ApprovalWords::tr("Somebody else agrees from a console of their own: %1")
        .arg(Agreements::howTo(m_file, matterOf(run).code));
}

} // namespace surgedeck
