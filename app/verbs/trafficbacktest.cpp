// SPDX-License-Identifier: GPL-3.0-or-later
// What the guards of a route, as they are configured now, would have said over a recording.
#include "app/incidents/recordingopener.h"
#include "app/verbs/texttable.h"
#include "app/verbs/traffic.h"
#include "models/base/timetext.h"
#include "models/report/jsontext.h"
#include "models/shift/backtest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

namespace surgedeck {

namespace {

constexpr Milliseconds eachMoment{1'000};
constexpr Milliseconds longest = std::chrono::hours(48);

Status replayInto(Backtest &backtest, const OpenRecording &recording)
{
    const WallTime begins = recording.replay->begins(), ends = std::min(recording.replay->ends(), begins + longest);
    for (WallTime at = begins; at <= ends; at += eachMoment) {
        SURGEDECK_TRY(moment, recording.replay->moment(at, {}));
        if (moment.shownAt && moment.platform) // nobody recorded in between: what was left is no evidence
            backtest.take(*moment.platform);
    }
    return ok();
}

QJsonObject documentOf(const TrafficCall &traffic, const Backtest &backtest, const OpenRecording &recording)
{
    QJsonArray entries;
    for (const BacktestLine &line : backtest.lines())
        entries.append(QJsonObject{{QStringLiteral("time"), toRfc3339(line.at)},
                                   {QStringLiteral("percent"), line.percent},
                                   {QStringLiteral("verdict"), toWord(line.verdict)},
                                   {QStringLiteral("reason"), jsonText(line.words)}});
    QJsonObject document = newDocument();
    document[QStringLiteral("route")] = traffic.route.id;
    document[QStringLiteral("from")] = toRfc3339(recording.replay->begins());
    document[QStringLiteral("until")] = toRfc3339(recording.replay->ends());
    document[QStringLiteral("moments")] = backtest.moments();
    document[QStringLiteral("entries")] = entries;
    return document;
}

void print(QTextStream &out, const Backtest &backtest)
{
    TextTable table({{QStringLiteral("FROM")},
                     {QStringLiteral("SET %"), TextTable::Align::Right},
                     {QStringLiteral("WOULD")},
                     {QStringLiteral("BECAUSE")}});
    for (const BacktestLine &line : backtest.lines())
        table.add({toRfc3339(line.at), QString::number(line.percent), toWord(line.verdict), line.words});
    table.print(out);
    out << backtest.moments() << " seconds judged\n";
}

} // namespace

int backtestTraffic(const TrafficCall &traffic)
{
    const QString path = traffic.arguments.value(QStringLiteral("from"));
    if (path.isEmpty())
        return usageError(traffic.call, "traffic", QStringLiteral("backtest needs --from RECORDING"));
    const auto recording = openRecording(path, {});
    if (!recording)
        return refuseTraffic(traffic, recording.error());
    Backtest backtest(traffic.route);
    if (const Status replayed = replayInto(backtest, *recording); !replayed)
        return refuseTraffic(traffic, replayed.error());
    if (traffic.isJson())
        traffic.call.out << QJsonDocument(documentOf(traffic, backtest, *recording)).toJson(QJsonDocument::Compact)
                         << '\n';
    else
        print(traffic.call.out, backtest);
    if (backtest.moments() > 0)
        return ExitFine;
    traffic.call.err << "surgedeck: the recording has no figures of route " << traffic.route.id << '\n';
    return ExitProblem;
}

} // namespace surgedeck
