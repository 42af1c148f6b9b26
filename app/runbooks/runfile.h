// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/runbook/binding.h"
#include "models/runbook/runmachine.h"

#include <QFile>

#include <map>
#include <memory>

namespace surgedeck {

/// What a run is pinned to: the text of its runbook as it was when it began, its parameters and what its names stand
/// for.
struct PinnedRun
{
    QByteArray text;
    QString file;
    runbook::ParameterValues parameters;
    runbook::Binding binding;
    runbook::RunStart start;
};

/// A run as it was kept, folded up to its last event.
struct KeptRun
{
    PinnedRun pinned;
    runbook::Runbook runbook; ///< of the pinned text, with its parameters
    runbook::State state;
    std::vector<runbook::Event> events; ///< all that was kept, in order
};

/// What a list of runs shows of one.
struct RunSummary
{
    QString run, runbook, person;
    WallTime started{};
    bool rehearsal = false;
    std::optional<runbook::Outcome> outcome; ///< nullopt: it has not ended, or its process died before it was written
    std::optional<WallTime> ended;
};

/// The record of one run: a line for its beginning and one for each event, each on disk before anything follows from
/// it. One file a run in the workspace's state directory, so that a run survives its process and can be taken over by
/// another. Written by one process at a time. GUI thread; append() waits for the disk.
class RunFile
{
public:
    /// Error: Config, when the file can not be made.
    static Result<std::unique_ptr<RunFile>> make(const QString &directory, const PinnedRun &pinned);
    /// Continues the record of a run that another process left.
    static Result<std::unique_ptr<RunFile>> reopen(const QString &directory, const QString &run);

    Status append(const runbook::Event &event);
    /// That the run is over: what a list of runs needs of its end, without folding it.
    Status close(runbook::Outcome outcome, WallTime at);

private:
    explicit RunFile(const QString &path)
        : m_file(path)
    {
    }
    Status write(const QJsonObject &line);

    QFile m_file;
};

/// Error: Config, when there is no such run or its record is damaged. A last line that is not whole is left out.
Result<KeptRun> readRun(const QString &directory, const QString &run);
/// The ids of the runs that were kept, newest first; at most 200.
QStringList keptRuns(const QString &directory);
/// The newest `most` of them. Reads two lines of each file; damaged ones are left out.
std::vector<RunSummary> runSummaries(const QString &directory, qsizetype most);

/// When each runbook was last rehearsed to its end, and last used in earnest, by id.
struct RunbookHistory
{
    std::map<QString, WallTime> rehearsed, used;
};
RunbookHistory runbookHistory(const QString &directory);

} // namespace surgedeck
