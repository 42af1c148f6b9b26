// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/incidentlog.h"
#include "models/base/clock.h"

namespace surgedeck {

/// What a second person is asked to agree to. `subject` names it for people ("shift/checkout"); `content` is a hash of
/// exactly what would be done, so that an approval of one plan is none of another.
struct ApprovalWish
{
    QString subject, content;
    QString text; ///< what is asked for, in words
    QString by;
};

/// Somebody agreed. `login`: the role of the team's store that brought it, which the server vouches for; empty: it was
/// given on this machine, and who gave it is claimed.
struct Approval
{
    QString by, login;
    WallTime at{};
    bool isProved() const { return !login.isEmpty(); }
};

struct AskedApproval
{
    ApprovalWish wish;
    WallTime at{};
    std::optional<Approval> given;
};

/// Approvals of a workspace, in the log that a team shares (TeamSync brings it to the others): asked on one machine,
/// given on another. They count for 15 minutes, and never from who asked. Blocks for moments; any thread. Errors: those
/// of IncidentLog; Refused, when a person agrees to their own wish, or to what nobody asked for.
class Approvals
{
public:
    static constexpr std::chrono::minutes lasts{15};

    /// `directory` of the workspace's journal.
    explicit Approvals(const QString &directory)
        : m_log(directory)
    {
    }

    Status ask(const Clock &clock, const ApprovalWish &wish) const;
    Status give(const Clock &clock, const ApprovalWish &wish, const QString &by) const;
    /// Those that were asked for and still count, the newest first.
    Result<std::vector<AskedApproval>> open(WallTime now) const;
    /// nullopt: nobody agreed to exactly that, or it is over.
    Result<std::optional<Approval>> given(const ApprovalWish &wish, WallTime now) const;

private:
    IncidentLog m_log;
};

} // namespace surgedeck
