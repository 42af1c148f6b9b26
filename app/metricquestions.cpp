// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/metricquestions.h"

#include "app/session.h"
#include "app/sourcesettings.h"
#include "connectors/builtin.h"
#include "models/workspace/workspace.h"

#include <QPointer>

namespace surgedeck {

namespace {
constexpr int mostWaiting = 64;
}

MetricQuestions::MetricQuestions(MakeReader makeReader)
    : m_makeReader(std::move(makeReader))
{
}

MetricQuestions::~MetricQuestions()
{
    // All are told before any is waited for.
    for (auto &[id, line] : m_lines)
        line.worker->requestStop();
}

MetricQuestions::MakeReader MetricQuestions::readersOf(const WatchSession &session)
{
    return [&session](const QString &sourceId) -> Result<std::unique_ptr<MetricReader>> {
        auto prepared = prepareSources(session.platform().workspace(), sourceId);
        if (prepared.empty())
            return Error{Error::Kind::Config, QStringLiteral("the workspace has no source %1").arg(sourceId)};
        if (!prepared.front().settings)
            return prepared.front().settings.error();
        SourceSettings &settings = *prepared.front().settings;
        if (settings.samples) // one of its own would stay empty
            settings.samples = session.samples();
        return createMetricReader(settings, session.clock());
    };
}

Result<MetricQuestions::Line *> MetricQuestions::lineTo(const QString &sourceId)
{
    if (const auto known = m_lines.find(sourceId); known != m_lines.end())
        return &known->second;
    SURGEDECK_TRY(reader, m_makeReader(sourceId));
    Line line{std::move(reader), std::make_shared<int>(0), std::make_unique<Worker>(QStringLiteral("questions-") + sourceId)};
    return &m_lines.emplace(sourceId, std::move(line)).first->second;
}

void MetricQuestions::ask(const QString &sourceId, const RangeQuery &query, QObject *receiver, Answer answer)
{
    const auto refuse = [&](const Error &error) {
        Worker::deliver(receiver, [answer, error] { answer(error); });
    };
    auto line = lineTo(sourceId);
    if (!line)
        return refuse(line.error());
    if (*(*line)->waiting >= mostWaiting)
        return refuse({Error::Kind::Refused, QStringLiteral("%1 has too many questions to answer").arg(sourceId)});
    ++*(*line)->waiting;
    const QPointer<QObject> asked(receiver);
    (*line)->worker->post([this, asked, query, answer, reader = (*line)->reader, waiting = (*line)->waiting](std::stop_token stop) {
        auto result = std::make_shared<Result<Matrix>>(reader->range(query, std::move(stop)));
        // Both are touched on the thread of this object only.
        Worker::deliver(this, [asked, waiting, answer, result] {
            --*waiting;
            if (asked)
                answer(*result);
        });
    });
}

} // namespace surgedeck
