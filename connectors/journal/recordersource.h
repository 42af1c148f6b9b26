// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/recordingfile.h"
#include "models/domain/source.h"

#include <map>

namespace surgedeck {

/// The file of a recorder (`surgedeck record`) on this machine, for a console that was opened later: tells what every
/// watched expression was in the hour before, and the changes, once; from then on how new the recording is, and what
/// stakeholders are told whenever the recorder has told it. Reads a part at each poll, so that an hour of a busy
/// platform does not hold up a poll.
class RecorderSource final : public Source
{
public:
    static Result<SourcePtr> create(const SourceSettings &settings, const Clock &clock);

    Result<PollResult> poll(std::stop_token stop) override;
    std::vector<DiagnosisStage> diagnose(std::stop_token stop) override;

private:
    RecorderSource(const QString &path, const Clock &clock)
        : m_path(path)
        , m_clock(clock)
    {
    }
    Status reopen();
    Result<bool> readOn(std::stop_token stop);
    void take(const JournalEntry &entry);
    void takeHealth(QJsonObject document);
    void tellHistory(PollResult &result);

    QString m_path;
    const Clock &m_clock;
    std::unique_ptr<RecordingFile> m_file;
    qint64 m_sequence = 0; ///< of the last entry that was read
    std::optional<WallTime> m_newest;
    std::map<QString, std::vector<MetricPoint>> m_history;
    std::map<QString, Change> m_changes;
    bool m_told = false;
    std::optional<QJsonObject> m_health; ///< that was not told yet
    QJsonObject m_course;                ///< of the orders: it comes more rarely than the rest
};

} // namespace surgedeck
