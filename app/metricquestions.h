// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/worker.h"
#include "models/domain/metricreader.h"

#include <QObject>

#include <map>

namespace surgedeck {

class WatchSession;

/// Asks the sources of a workspace for figures over time, from the GUI thread: each source has a worker with a reader of its
/// own, and answers one question at a time. A source with too many questions refuses further ones. Lives on the thread
/// that made it.
class MetricQuestions final : public QObject
{
    Q_OBJECT
public:
    using MakeReader = std::function<Result<std::unique_ptr<MetricReader>>(const QString &sourceId)>;
    using Answer = std::function<void(const Result<Matrix> &answer)>;

    /// `makeReader` is called on this thread, at the first question to a source.
    explicit MetricQuestions(MakeReader makeReader);
    ~MetricQuestions() override;

    /// `answer` is called on this thread, later; never when `receiver` is gone by then.
    void ask(const QString &sourceId, const RangeQuery &query, QObject *receiver, Answer answer);

    /// Readers for the sources of a session; what it scrapes itself is read from its store. Outlives what this returns.
    static MakeReader readersOf(const WatchSession &session);

private:
    struct Line
    {
        std::shared_ptr<MetricReader> reader; ///< used by the worker's tasks only
        std::shared_ptr<int> waiting;
        std::unique_ptr<Worker> worker; ///< last: it ends before the reader goes
    };

    Result<Line *> lineTo(const QString &sourceId);

    MakeReader m_makeReader;
    std::map<QString, Line> m_lines;
};

} // namespace surgedeck
