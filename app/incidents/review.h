// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/chainedlog.h"
#include "models/base/clock.h"
#include "models/incident/incidentbook.h"

namespace surgedeck {

/// What is written about an incident whose recording is closed: its post-mortem, action items and the state of the
/// review. The recording itself is never touched: this is a log of its own on this machine, found again by where the
/// recording's chain ends, whatever the file is called. Blocks for moments; any thread. Errors: those of ChainedLog.
class Review
{
public:
    /// `head` of the sealed recording.
    explicit Review(const JournalHead &head);

    /// The incidents of a recording with what the review made of them.
    Result<IncidentBook> with(const std::vector<JournalEntry> &recorded) const;
    Status add(const Clock &clock, const JournalEvent &event) const;

private:
    ChainedLog m_log;
};

} // namespace surgedeck
