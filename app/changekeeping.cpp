// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changekeeping.h"

#include "app/session.h"
#include "connectors/journal/changebook.h"
#include "connectors/journal/journalplace.h"

namespace surgedeck {

namespace {
constexpr Milliseconds lookEach{1'000};
}

std::unique_ptr<Poller> watchChanges(WatchSession &session, const Clock &clock)
{
    const QString directory = journalDirectory(session.platform().workspace().name);
    auto poller = std::make_unique<Poller>(std::make_unique<ChangeSource>(directory),
                                           Poller::Parts{QStringLiteral("changes"), lookEach, 0}, clock);
    QObject::connect(poller.get(), &Poller::observed, &session, [&session](const std::vector<Record> &records) {
        // The file is no source of the workspace: how reading it went is nobody's figure.
        std::vector<Record> told;
        for (const Record &record : records)
            if (std::holds_alternative<Changes>(record.body))
                told.push_back(record);
        if (!told.empty())
            session.receive(told);
    });
    poller->start();
    return poller;
}

} // namespace surgedeck
