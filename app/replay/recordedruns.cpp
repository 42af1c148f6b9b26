// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/recordedruns.h"

#include <QJsonDocument>

#include <algorithm>

namespace surgedeck {

using namespace std::chrono_literals;

namespace {
constexpr Milliseconds seenAfterItsEnd{60s};
}

RecordedRuns::RecordedRuns(const ReplayFacts &facts)
    : m_events(facts.events)
{
    for (std::size_t i = 0; i < m_events->size(); ++i)
        if ((*m_events)[i].type.startsWith(QLatin1String("runbook.")) && (*m_events)[i].body.contains("\"shown\""))
            m_told.push_back(i);
}

std::optional<runbook::RecordedRun> RecordedRuns::at(WallTime moment, const runbook::Library &library)
{
    const auto after =
        std::ranges::upper_bound(m_told, moment, {}, [this](std::size_t i) { return (*m_events)[i].time; });
    if (after == m_told.begin())
        return std::nullopt;
    const std::size_t last = *std::prev(after);
    if (m_last != last) {
        m_last = last;
        m_document = QJsonDocument::fromJson((*m_events)[last].body).object()[QLatin1String("shown")].toObject();
    }
    const runbook::LibraryEntry *entry = library.find(m_document[QLatin1String("runbook")].toString());
    auto run = runbook::recordedRun(m_document, entry == nullptr ? nullptr : &entry->runbook);
    const bool isGone = run && run->state.ended && moment - *run->state.ended > seenAfterItsEnd;
    return isGone ? std::nullopt : run;
}

} // namespace surgedeck
