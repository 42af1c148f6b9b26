// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/ownrecording.h"

#include "app/incidents/incidentexport.h"

namespace surgedeck {

namespace {

constexpr std::chrono::hours reach{48};

struct Opened
{
    OpenRecording recording;
    ReplayMoment first;
};

Result<Opened> openNewest(const QString &directory, WallTime now, std::stop_token stop)
{
    SURGEDECK_TRY(path, bestJournal(directory, {now - reach, now}));
    SURGEDECK_TRY(recording, openRecording(path, stop));
    SURGEDECK_TRY(first, recording.replay->moment(recording.replay->ends(), stop));
    return Opened{std::move(recording), first};
}

} // namespace

OwnRecording::OwnRecording(const QString &directory)
    : m_directory(directory)
    , m_worker(QStringLiteral("own-recording"))
{
}

OwnRecording::~OwnRecording()
{
    m_worker.requestStop();
}

void OwnRecording::open(WallTime now)
{
    if (std::exchange(m_busy, true))
        return;
    m_worker.post([this, directory = m_directory, now](std::stop_token stop) {
        auto opened = std::make_shared<Result<Opened>>(openNewest(directory, now, std::move(stop)));
        Worker::deliver(this, [this, opened] {
            m_busy = false;
            if (!*opened)
                return Q_EMIT failed(opened->error().message);
            take(std::move((*opened).value().recording), (*opened).value().first);
        });
    });
}

void OwnRecording::take(OpenRecording recording, const ReplayMoment &first)
{
    Q_EMIT opening();
    m_replay = std::make_unique<ReplaySession>(std::move(recording), first);
    Q_EMIT opened();
}

} // namespace surgedeck
