// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/record.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>
#include <stop_token>

namespace surgedeck {

/// One line of the journal. Observations and events look the same here, and a kind that this version does not know is
/// kept as it is.
struct JournalEntry
{
    qint64 sequence = 0; ///< from 1, without gaps
    WallTime time{};
    MonoTime monotonic{}; ///< only comparable with entries of the same start of the machine: see "journal.opened"
    QString actor;        ///< who did it; empty: the program
    QString source;       ///< id of the source; empty: the program itself
    QString type;
    QByteArray body; ///< canonical JSON object: keys in order, no spaces. Statements in it are normalised
    bool operator==(const JournalEntry &) const = default;
};

/// Something that happened or was done, as opposed to seen: it must be on disk before anybody relies on it.
struct JournalEvent
{
    QString actor;
    QString source;
    QString type; ///< "journal.opened", ...
    QJsonObject body;
};

JournalEntry entryOf(const Record &record);
JournalEntry entryOf(const JournalEvent &event, WallTime time, MonoTime monotonic);
/// nullopt: an event, or a kind that this version does not know. Error: Protocol.
Result<std::optional<Record>> recordOf(const JournalEntry &entry);

/// How the journal is. What it can not keep is said here, and in the journal itself once it can write again.
struct JournalHealth
{
    enum class State
    {
        Starting,
        Writing,
        EventsOnly, ///< the disk is full, or nearly: observations are not kept
        Stopped,    ///< nothing is kept
    };
    State state = State::Starting;
    QString reason; ///< why not Writing; or what was found wrong at the start
    QString file;
    qint64 lost = 0; ///< records that were not kept since the start
    bool operator==(const JournalHealth &) const = default;
};

/// Where records go. Owned and called by the GUI thread (or the thread of a verb); neither method waits for the disk.
class JournalWriter
{
public:
    virtual ~JournalWriter() = default;
    /// Observations: on disk soon. A full disk or a slow one costs them; the journal says how many are missing.
    virtual void record(const std::vector<Record> &records) = 0;
    /// `stored` is called on the caller's thread once the event, and everything before it, outlives a power cut; or
    /// with the reason why it does not.
    virtual void note(const JournalEvent &event, std::function<void(Status)> stored) = 0;
};

struct JournalRange
{
    std::optional<qint64> afterSequence;
    std::optional<WallTime> from;
    std::optional<WallTime> until; ///< included
    int limit = 10'000;
};

/// Reads back in order of sequence. Blocks; one thread.
class JournalReader
{
public:
    virtual ~JournalReader() = default;
    virtual Result<std::vector<JournalEntry>> read(const JournalRange &range, std::stop_token stop) = 0;
};

} // namespace surgedeck
