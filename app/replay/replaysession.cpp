// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/replaysession.h"

#include <QFileInfo>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int lookAtOnce = 500; // entries between two moments that somebody waits for
constexpr int draftAtOnce = 2'000;
constexpr std::chrono::milliseconds tracksEvery{400}; // a copy of all tracks so far
constexpr int tracksAtMost = 50;                      // copies in all: on a slow machine they would take all of it

/// On the worker.
Result<PostMortem> draftOf(OpenRecording &recording, const Incident &incident, std::stop_token stop)
{
    while (!recording.replay->overview().complete)
        SURGEDECK_CHECK(recording.replay->look(draftAtOnce, stop));
    SURGEDECK_TRY(end, recording.replay->moment(recording.replay->ends(), stop));
    return postMortemOf({incident, *recording.replay, *end.platform, QFileInfo(recording.file->path()).fileName(),
                         SystemClock().now()});
}

/// The first second in which something was badly wrong: what a recording was kept for.
WallTime firstTrouble(const Replay &replay)
{
    for (const Incident *incident : replay.incidents().incidents())
        if (const auto declared = incident->when(Milestone::Declared))
            return std::clamp(*declared, replay.begins(), replay.ends());
    return replay.begins();
}

} // namespace

ReplaySession::ReplaySession(OpenRecording recording, const ReplayMoment &first)
    : m_recording(std::make_shared<OpenRecording>(std::move(recording)))
    , m_session(first.platform->sharedWorkspace(), {}, {std::chrono::minutes(5), WatchSession::Mode::Replay}, m_clock)
    , m_file(m_recording->file->path())
    , m_worker(QStringLiteral("replay"))
{
    const Replay &replay = *m_recording->replay;
    m_head = m_recording->verdict.head;
    m_sealed = m_recording->verdict.sealed;
    m_facts = {std::make_shared<const ReplayOverview>(replay.overview()),
               std::make_shared<const std::vector<JournalEntry>>(replay.events()),
               std::make_shared<const IncidentBook>(replay.incidents()), replay.begins(), replay.ends()};
    show(first);
}

ReplaySession::~ReplaySession()
{
    m_worker.requestStop();
}

Result<std::unique_ptr<ReplaySession>> ReplaySession::open(const QString &path, std::optional<WallTime> at)
{
    SURGEDECK_TRY(recording, openRecording(path, {}));
    SURGEDECK_TRY(first, recording.replay->moment(at.value_or(firstTrouble(*recording.replay)), {}));
    return std::make_unique<ReplaySession>(std::move(recording), first);
}

void ReplaySession::show(const ReplayMoment &moment)
{
    m_at = moment.at;
    m_isRecorded = moment.shownAt.has_value();
    m_clock.set(moment.at);
    m_session.show(*moment.platform);
    Q_EMIT moved();
}

void ReplaySession::seek(WallTime at)
{
    m_wanted = std::clamp(at, m_facts.begins, m_facts.ends);
    if (!m_searching)
        find(*m_wanted);
}

void ReplaySession::find(WallTime at)
{
    m_searching = true;
    m_wanted.reset();
    m_worker.post([this, recording = m_recording, at](std::stop_token stop) {
        const auto moment = recording->replay->moment(at, std::move(stop));
        Worker::deliver(this, [this, moment] {
            m_searching = false;
            if (moment)
                show(*moment);
            else
                Q_EMIT failed(moment.error().message);
            if (m_wanted)
                find(*m_wanted);
        });
    });
}

void ReplaySession::askDraft(const Incident &incident)
{
    m_worker.post([this, recording = m_recording, incident](std::stop_token stop) {
        const auto draft = draftOf(*recording, incident, std::move(stop));
        Worker::deliver(this, [this, draft] {
            if (draft)
                Q_EMIT drafted(*draft);
            else
                Q_EMIT failed(draft.error().message);
        });
    });
}

void ReplaySession::compareWith(std::optional<WallTime> at)
{
    const int asked = ++m_otherAsked;
    if (!at) {
        m_other = {};
        Q_EMIT compared();
        return;
    }
    const WallTime wanted = std::clamp(*at, m_facts.begins, m_facts.ends);
    m_worker.post([this, recording = m_recording, wanted, asked](std::stop_token stop) {
        const auto moment = recording->replay->moment(wanted, std::move(stop));
        Worker::deliver(this, [this, moment, asked] {
            if (asked != m_otherAsked)
                return;
            if (!moment)
                return Q_EMIT failed(moment.error().message);
            m_other = *moment;
            Q_EMIT compared();
        });
    });
}

void ReplaySession::take(const std::shared_ptr<const ReplayOverview> &overview)
{
    if (!overview)
        return;
    m_facts.overview = overview;
    Q_EMIT overviewGrew();
}

/// First what tracks need, which is drawn while it grows; then all of it, with a copy of the platform kept here and
/// there for moments that somebody will ask for.
void ReplaySession::lookAhead()
{
    if (m_facts.overview->complete)
        return;
    m_worker.post([this, recording = m_recording](std::stop_token stop) {
        const Status looked = recording->replay->sketch(lookAtOnce, std::move(stop));
        const OverviewPass &tracks = recording->replay->tracks();
        const bool stands = tracks.overview().complete;
        const MonoTime now = SystemClock().monotonic();
        std::shared_ptr<ReplayOverview> overview;
        const WallTime reached = tracks.fold().platform().view().now;
        const Milliseconds apart = (recording->replay->ends() - recording->replay->begins()) / tracksAtMost;
        if (stands || (now - m_tracksTold > tracksEvery && reached - m_tracksReached > apart)) {
            m_tracksTold = now;
            m_tracksReached = reached;
            overview = std::make_shared<ReplayOverview>(stands ? tracks.overview() : tracks.soFar());
            overview->complete = false; // its changes are not
        }
        Worker::deliver(this, [this, looked, overview, stands] {
            if (!looked)
                return Q_EMIT failed(looked.error().message);
            take(overview);
            stands ? lookDeeper() : lookAhead();
        });
    });
}

void ReplaySession::lookDeeper()
{
    m_worker.post([this, recording = m_recording](std::stop_token stop) {
        const Status looked = recording->replay->look(lookAtOnce, std::move(stop));
        const bool complete = recording->replay->overview().complete;
        const auto overview =
            complete ? std::make_shared<const ReplayOverview>(recording->replay->overview()) : nullptr;
        Worker::deliver(this, [this, looked, overview] {
            if (!looked)
                return Q_EMIT failed(looked.error().message);
            if (!overview)
                return lookDeeper();
            take(overview);
        });
    });
}

} // namespace surgedeck
