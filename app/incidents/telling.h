// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/incidentstore.h"
#include "connectors/journal/outbox.h"
#include "connectors/notify/noticesender.h"
#include "models/incident/notice.h"
#include "models/workspace/workspace.h"

namespace surgedeck {

/// A `notify` entry of a workspace by the name that the queue knows it by: "pagerduty", "webhook-2".
struct NamedTarget
{
    QString id;
    NotifyConfig config;
};

/// Those that notices are posted to; the desktop is not among them.
std::vector<NamedTarget> noticeTargets(const Workspace &workspace);

/// What one round of telling came to.
struct TellReport
{
    int sent = 0;
    int waiting = 0;
    QStringList troubles; ///< one line for each notice that is not where it should be
};

/// Tells people who are not here about the incidents of a workspace, exactly once: what is new in the store goes into
/// the queue on disk, and what is due is sent. Secrets are resolved for the moment of sending. Any number of processes
/// may do it at once. Only what was written on this machine is told from here, so that a team does not tell it twice.
/// Blocks: 8 s for each notice. One thread.
class Telling
{
public:
    Telling(std::shared_ptr<const Workspace> workspace, const IncidentStore &store);

    bool hasTargets() const { return !m_targets.empty(); }
    /// Error: the incidents or the queue can not be read.
    Result<TellReport> tell(const Clock &clock, std::stop_token stop);
    /// One that tells nothing but that notices arrive, to every target.
    Status tryAll(const Clock &clock, const QString &by);
    /// Those that failed or are unclear wait again: a person decided that.
    Status retry(const Clock &clock);
    Result<std::vector<OutboxNotice>> queue(int limit) const;

private:
    Status gather(WallTime now);
    Status enqueue(Outbox &outbox, const Notice &notice) const;
    Result<std::optional<OutboxNotice>> take(WallTime now) const;
    NoticeOutcome send(const OutboxNotice &notice, std::stop_token stop) const;
    Status settle(const OutboxNotice &notice) const;
    Result<TellReport> report(TellReport soFar, WallTime now) const;

    std::shared_ptr<const Workspace> m_workspace;
    IncidentStore m_store;
    std::vector<NamedTarget> m_targets;
};

} // namespace surgedeck
