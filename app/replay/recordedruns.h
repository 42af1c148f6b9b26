// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replay/replaysession.h"
#include "models/runbook/library.h"
#include "models/runbook/recordedrun.h"

namespace surgedeck {

/// Which run of a runbook was on the screen at a moment of a recording: the newest that was told until then, for as
/// long as it went on and a minute more, in which whoever followed it still saw how it ended. GUI thread.
class RecordedRuns
{
public:
    RecordedRuns() = default;
    explicit RecordedRuns(const ReplayFacts &facts);

    std::optional<runbook::RecordedRun> at(WallTime moment, const runbook::Library &library);

private:
    std::shared_ptr<const std::vector<JournalEntry>> m_events;
    std::vector<std::size_t> m_told; ///< of m_events, in order of time
    std::optional<std::size_t> m_last;
    QJsonObject m_document; ///< that of m_last
};

} // namespace surgedeck
