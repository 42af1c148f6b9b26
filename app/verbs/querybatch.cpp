// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "app/verbs/standardlines.h"
#include "models/metrics/data/jsonwriting.h"
#include "models/metrics/data/resultjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTextStream>

#include <cmath>

namespace surgedeck {

namespace {

constexpr std::size_t longestLine = 1024 * 1024;

/// One line: what is asked, and the id as it has to be written into the answer.
struct BatchLine
{
    std::string id = "null";
    QueryRequest request;
    QString problem; ///< empty: the request can be answered
};

std::string idText(const QJsonValue &id)
{
    if (id.isUndefined())
        return "null";
    if (id.isString()) {
        std::string text;
        metrics::appendJsonString(text, id.toString().toStdString());
        return text;
    }
    const QByteArray array = QJsonDocument(QJsonArray{id}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2).toStdString();
}

/// Of a line that is no JSON: a program at the other end still wants to know which question it was.
std::string idOfBrokenLine(const QByteArray &line)
{
    static const QRegularExpression pattern(QStringLiteral(R"("id"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9]+)\s*[,}])"));
    const auto match = pattern.match(QString::fromUtf8(line));
    if (!match.hasMatch())
        return "null";
    const auto id = QJsonDocument::fromJson("[" + match.captured(1).toUtf8() + "]").array();
    return id.isEmpty() ? "null" : idText(id.first());
}

std::optional<std::int64_t> readTime(const QJsonObject &line, const char *key, QString &problem)
{
    const QJsonValue value = line[QLatin1String(key)];
    const double number = value.toDouble(std::nan(""));
    if (value.isDouble() && number == std::floor(number) && std::fabs(number) < 9e15)
        return static_cast<std::int64_t>(number);
    problem = QStringLiteral("\"%1\" has to be an integer").arg(QLatin1String(key));
    return std::nullopt;
}

void readTimes(const QJsonObject &line, BatchLine &result)
{
    QueryRequest &request = result.request;
    request.range = line.contains(QLatin1String("start_ms")) || line.contains(QLatin1String("end_ms")) ||
                    line.contains(QLatin1String("step_ms"));
    if (!request.range) {
        if (line.contains(QLatin1String("time_ms")))
            request.timeMs = readTime(line, "time_ms", result.problem);
        return;
    }
    request.times = {readTime(line, "start_ms", result.problem).value_or(0),
                     readTime(line, "end_ms", result.problem).value_or(0),
                     readTime(line, "step_ms", result.problem).value_or(0)};
}

BatchLine readLine(const std::string &text)
{
    BatchLine result;
    const QByteArray bytes = QByteArray::fromStdString(text);
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject()) {
        result.id = idOfBrokenLine(bytes);
        result.problem =
            error.error == QJsonParseError::NoError
                ? QStringLiteral("the line is no JSON object")
                : QStringLiteral("the line is no JSON: %1 at %2").arg(error.errorString()).arg(error.offset);
        return result;
    }
    const QJsonObject line = document.object();
    result.id = idText(line[QLatin1String("id")]);
    const QJsonValue query = line[QLatin1String("query")];
    if (!query.isString())
        result.problem = QStringLiteral("\"query\" has to be a string");
    result.request.query = query.toString().toStdString();
    readTimes(line, result);
    return result;
}

std::string answerText(const BatchLine &line, const metrics::Storage &storage, const QueryDefaults &defaults)
{
    const std::string head = "{\"id\":" + line.id + ",";
    const metrics::Outcome<metrics::QueryResult> answer =
        line.problem.isEmpty() ? evaluate(line.request, storage, defaults)
                               : metrics::EngineError{metrics::ErrorType::BadData, line.problem.toStdString()};
    const std::string body =
        answer ? metrics::apiAnswer(*answer) : metrics::apiError(answer.error().type, answer.error().message);
    return head + body.substr(1);
}

} // namespace

int answerLines(VerbCall &call, const metrics::Storage &storage, const QueryDefaults &defaults)
{
    StandardLines lines(longestLine);
    std::string text;
    while (lines.read(text)) {
        if (text.find_first_not_of(" \t") == std::string::npos)
            continue;
        BatchLine line = readLine(text);
        if (lines.tooLong())
            line.problem = QStringLiteral("the line is longer than 1 MiB");
        lines.answer(call.out, answerText(line, storage, defaults));
    }
    return ExitFine;
}

} // namespace surgedeck
