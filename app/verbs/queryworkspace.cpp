// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sourcesettings.h"
#include "app/verbs/loading.h"
#include "app/verbs/query.h"
#include "connectors/prometheus/prometheusanswer.h"
#include "connectors/prometheus/prometheusrequest.h"
#include "models/base/safetext.h"
#include "models/metrics/data/resultjson.h"
#include "models/workspace/workspace.h"

#include <QTextStream>

namespace surgedeck {

namespace {

constexpr qsizetype largestAnswer = qsizetype{64} * 1024 * 1024;
constexpr Milliseconds longestCall{30'000};

/// The source that --source names, or the first where PromQL can be asked.
const SourceConfig *chooseSource(const Workspace &workspace, const QString &id)
{
    if (id.isEmpty())
        return workspace.defaultMetricSource();
    const SourceConfig *named = workspace.source(id);
    return named != nullptr && named->evaluatesExpressions() ? named : nullptr;
}

HttpRequest questionOf(const QueryRequest &request)
{
    const auto wall = [](std::int64_t ms) { return WallTime(Milliseconds(ms)); };
    const QString expression = QString::fromStdString(request.query);
    if (request.range)
        return rangeQuery(
            {expression, wall(request.times.startMs), wall(request.times.endMs), Milliseconds(request.times.stepMs)},
            largestAnswer);
    return instantQuery(expression, request.timeMs ? std::optional(wall(*request.timeMs)) : std::nullopt,
                        largestAnswer);
}

/// With --lookback the server is asked to look back as far; before it knew `lookback_delta` it keeps to its own.
HttpRequest requestOf(const QueryRequest &request, const Arguments &arguments)
{
    HttpRequest question = questionOf(request);
    if (const auto lookback = spanOfText(arguments.value(QStringLiteral("lookback"))))
        question.form += "&lookback_delta=" + QByteArray::number(static_cast<double>(*lookback) / 1000, 'f', 3);
    return question;
}

metrics::QueryResult resultOf(const PrometheusAnswer &answer)
{
    using Shape = PrometheusAnswer::Shape;
    metrics::QueryResult result;
    result.type = answer.shape == Shape::Scalar  ? metrics::ValueType::Scalar
                  : answer.shape == Shape::Range ? metrics::ValueType::Matrix
                                                 : metrics::ValueType::Vector;
    for (const MetricSeries &series : answer.series) {
        std::vector<metrics::Label> labels;
        for (const auto &[name, value] : series.labels)
            labels.push_back({name.toStdString(), value.toStdString()});
        metrics::ResultSeries &row = result.series.emplace_back();
        row.labels = metrics::Labels(std::move(labels));
        for (const MetricPoint &point : series.points)
            row.points.push_back({point.time.time_since_epoch().count(), point.value});
    }
    return result;
}

int unreachable(VerbCall &call, const QString &id, const Error &error, Output output)
{
    const bool late = error.kind == Error::Kind::Timeout;
    if (output == Output::Json)
        call.out << QString::fromStdString(
                        metrics::apiError(late ? metrics::ErrorType::Timeout : metrics::ErrorType::Execution,
                                          error.message.toStdString()))
                 << '\n';
    call.err << id << ": " << SafeText::of(error.message).singleLine() << '\n';
    return ExitUnreachable;
}

/// The server's own words are the answer; for people they are laid out.
int printServerAnswer(VerbCall &call, const QString &id, const HttpAnswer &answer, Output output)
{
    const auto parsed = parsePrometheusAnswer(answer);
    const bool refused = !parsed && parsed.error().kind == Error::Kind::Config;
    if (!parsed && !refused)
        return unreachable(call, id, parsed.error(), output);
    if (output == Output::Json)
        call.out << QString::fromUtf8(answer.body) << '\n';
    if (refused) {
        call.err << id << ": " << SafeText::of(parsed.error().message).singleLine() << '\n';
        return ExitProblem;
    }
    return output == Output::Json ? ExitFine : printAnswer(call, resultOf(*parsed), output);
}

} // namespace

int queryWorkspace(VerbCall &call, const Arguments &arguments, const QueryRequest &request)
{
    const auto workspace = loadWorkspaceForVerb(call, arguments.value(QStringLiteral("workspace")));
    if (!workspace)
        return ExitUsage;
    const SourceConfig *source = chooseSource(*workspace, arguments.value(QStringLiteral("source")));
    if (!source)
        return usageError(call, "query", QStringLiteral("the workspace has no source of type metrics or prometheus to ask"));
    if (source->type != QLatin1String("prometheus"))
        return queryScraped(call, arguments, workspace, request);
    const auto prepared = prepareSources(*workspace, source->id);
    const auto &settings = prepared.front().settings;
    if (!settings)
        return unreachable(call, source->id, settings.error(), arguments.output());
    const auto client = HttpClient::create(HttpPeer::of(*settings));
    if (!client)
        return unreachable(call, source->id, client.error(), arguments.output());
    const HttpOutcome outcome = (*client)->perform(requestOf(request, arguments), longestCall, {});
    if (!outcome.answer)
        return unreachable(call, source->id, outcome.answer.error(), arguments.output());
    return printServerAnswer(call, source->id, *outcome.answer, arguments.output());
}

} // namespace surgedeck
