// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "app/verbs/texttable.h"
#include "models/base/safetext.h"
#include "models/base/timetext.h"
#include "models/metrics/data/resultjson.h"
#include "models/metrics/quoting.h"

#include <QTextStream>

namespace surgedeck {

namespace {

QString timeText(std::int64_t timeMs)
{
    return toRfc3339(WallTime(Milliseconds(timeMs)));
}

void printTable(QTextStream &out, const metrics::QueryResult &result)
{
    if (result.type == metrics::ValueType::String) {
        out << SafeText::of(QString::fromStdString(result.text)).text() << '\n';
        return;
    }
    TextTable table(
        {{QStringLiteral("SERIES")}, {QStringLiteral("TIME")}, {QStringLiteral("VALUE"), TextTable::Align::Right}});
    for (const metrics::ResultSeries &series : result.series) {
        const QString name = QString::fromStdString(series.labels.text());
        for (const metrics::Sample &point : series.points)
            table.add({name, timeText(point.timeMs), QString::fromStdString(metrics::numberText(point.value))});
    }
    table.print(out);
}

void printRemarks(QTextStream &err, const metrics::QueryResult &result)
{
    for (const auto &[kind, texts] : {std::pair{"warning", &result.warnings}, std::pair{"info", &result.infos}}) {
        for (const std::string &text : *texts)
            err << "surgedeck: " << kind << ": " << SafeText::of(QString::fromStdString(text)).singleLine() << '\n';
    }
}

} // namespace

int printAnswer(VerbCall &call, const metrics::Outcome<metrics::QueryResult> &answer, Output output)
{
    if (answer) {
        if (output == Output::Json)
            call.out << QString::fromStdString(metrics::apiAnswer(*answer)) << '\n';
        else
            printTable(call.out, *answer);
        printRemarks(call.err, *answer);
        return ExitFine;
    }
    const metrics::EngineError &error = answer.error();
    if (output == Output::Json)
        call.out << QString::fromStdString(metrics::apiError(error.type, error.message)) << '\n';
    call.err << "surgedeck: " << QString::fromStdString(std::string(metrics::errorTypeName(error.type))) << ": "
             << SafeText::of(QString::fromStdString(error.message)).singleLine() << '\n';
    return ExitProblem;
}

} // namespace surgedeck
