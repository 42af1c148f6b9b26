// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/journalfile.h"
#include "connectors/journal/signingkey.h"

namespace surgedeck {

/// Keeps a journal going whatever the disk does: opens it, tries again, gives up observations before events, and says
/// in the journal itself what it could not keep. Lives on the journal's worker; every call blocks on the disk.
class JournalRecorder
{
public:
    struct Parts
    {
        QString directory;
        JournalLimits limits;
        QJsonObject opened; ///< what the entry "journal.opened" says of this process
        QString file{};     ///< this one, instead of a free one in `directory`
        std::shared_ptr<const SigningKey> signer{}; ///< signs checkpoints
    };

    JournalRecorder(Parts parts, const Clock &clock)
        : m_parts(std::move(parts))
        , m_clock(clock)
    {
    }
    /// Says "journal.closed".
    ~JournalRecorder();

    /// Opens the file, unless it is open or was tried a moment ago.
    void start() { ready(); }
    void take(const std::vector<Record> &records);
    Status note(const JournalEvent &event);
    /// Records that did not come this far.
    void countLost(qint64 records) { m_health.lost += records; }
    const JournalHealth &health() const { return m_health; }
    /// Closes the file for good, sealed where there is a signer: nothing is kept afterwards.
    Status finish();

private:
    bool ready();
    void open();
    bool mayObserve();
    void checkSpace();
    void giveUpObservations(const QString &reason);
    void stop(const Error &error);
    void react(const Error &error);
    void resumeObservations();
    bool makeBallast();
    void noteGap();
    Status append(const std::vector<JournalEntry> &entries, JournalFile::Durability durability);
    void keepHouse();
    void signWhenDue();
    Result<std::unique_ptr<JournalFile>> openFile();

    Parts m_parts;
    const Clock &m_clock;
    std::unique_ptr<JournalFile> m_file;
    JournalHealth m_health;
    qint64 m_lostTold = 0; ///< of health().lost, what the journal itself says already
    std::optional<MonoTime> m_triedAt;
    std::optional<MonoTime> m_lookedAt; ///< at the disk
    MonoTime m_syncedAt{};
    qint64 m_prunedAt = 0; ///< sequence
    qint64 m_signedAt = 0; ///< sequence
    MonoTime m_signedTime{};
};

} // namespace surgedeck
