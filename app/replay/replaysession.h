// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/recordingopener.h"
#include "app/session.h"
#include "connectors/base/worker.h"
#include "models/postmortem/postmortem.h"

#include <atomic>

namespace surgedeck {

/// What time it is in a recording. Set by the GUI thread, read by everybody.
class ReplayClock final : public Clock
{
public:
    WallTime now() const override { return WallTime(Milliseconds(m_ms.load())); }
    MonoTime monotonic() const override { return MonoTime(Milliseconds(m_ms.load())); }
    void set(WallTime time) { m_ms = time.time_since_epoch().count(); }

private:
    std::atomic<qint64> m_ms{0};
};

/// What the recording says besides its panels. Values only: they come from another thread.
struct ReplayFacts
{
    std::shared_ptr<const ReplayOverview> overview;
    std::shared_ptr<const std::vector<JournalEntry>> events;
    std::shared_ptr<const IncidentBook> incidents;
    WallTime begins{}, ends{};
};

/// A recording that panels show instead of the present: they hold session() as they would hold a live one. Moments are
/// found on a worker; while one is looked for only the newest wish waits. GUI thread.
class ReplaySession final : public QObject
{
    Q_OBJECT
public:
    /// `first` is what is shown until something else is wished for.
    ReplaySession(OpenRecording recording, const ReplayMoment &first);
    ~ReplaySession() override;

    /// Opens a recording and shows its first moment of trouble, else its beginning. Blocks; for programs that begin
    /// with one.
    static Result<std::unique_ptr<ReplaySession>> open(const QString &path, std::optional<WallTime> at);

    WatchSession &session() { return m_session; }
    const ReplayFacts &facts() const { return m_facts; }
    const QString &file() const { return m_file; }
    WallTime at() const { return m_at; }
    /// Whether somebody recorded at that time.
    bool isRecorded() const { return m_isRecorded; }

    /// Shows the moment as soon as it is found; told by moved().
    void seek(WallTime at);
    /// Looks up a second moment to hold the first one against; told by compared(). nullopt: no more.
    void compareWith(std::optional<WallTime> at);
    /// nullptr: nothing is compared.
    const Platform *other() const { return m_other.platform.get(); }
    WallTime otherAt() const { return m_other.at; }
    /// Asks for the post-mortem of an incident as the record fills it now; told by drafted().
    void askDraft(const Incident &incident);
    /// Where the chain of the recording ends: what a review is known by.
    const JournalHead &head() const { return m_head; }
    bool isSealed() const { return m_sealed; }

    /// Goes on until tracks and overview are complete; told by overviewGrew(), with the tracks as far as they are at
    /// first, some times a second.
    void lookAhead();

Q_SIGNALS:
    void moved();
    void compared();
    void overviewGrew();
    void drafted(const surgedeck::PostMortem &draft);
    void failed(const QString &why);

private:
    void find(WallTime at);
    void show(const ReplayMoment &moment);
    void take(const std::shared_ptr<const ReplayOverview> &overview);
    void lookDeeper();

    std::shared_ptr<OpenRecording> m_recording; ///< used by tasks of the worker only
    ReplayClock m_clock;
    WatchSession m_session;
    ReplayFacts m_facts;
    QString m_file;
    JournalHead m_head;
    bool m_sealed = false;
    WallTime m_at{};
    bool m_isRecorded = true;
    bool m_searching = false;
    std::optional<WallTime> m_wanted;
    ReplayMoment m_other;
    int m_otherAsked = 0;    ///< only the newest wish counts
    MonoTime m_tracksTold{}; ///< of the worker, as is how far they were then
    WallTime m_tracksReached{};
    Worker m_worker; ///< last: it ends before what its tasks use goes away
};

} // namespace surgedeck
