// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"
#include "app/verbs/standardlines.h"
#include "models/metrics/data/jsonwriting.h"

namespace surgedeck {

namespace {

std::string tooLongAnswer(const std::string &begin)
{
    std::string answer = "{\"query\":";
    metrics::appendJsonString(answer, begin);
    return answer + ",\"ok\":false,\"error\":\"longer than " + std::to_string(begin.size()) +
           " bytes\",\"position\":" + std::to_string(begin.size()) + "}";
}

std::string parseAnswer(const std::string &query, metrics::Compat compat)
{
    const auto parsed = metrics::parseExpression(query, compat);
    std::string answer = "{\"query\":";
    metrics::appendJsonString(answer, query);
    if (parsed)
        return answer + ",\"ok\":true,\"error\":null,\"position\":null}";
    answer += ",\"ok\":false,\"error\":";
    metrics::appendJsonString(answer, parsed.error().message);
    const int position = parsed.error().position;
    return answer + ",\"position\":" + (position < 0 ? "null" : std::to_string(position)) + "}";
}

} // namespace

int parseLines(VerbCall &call, metrics::Compat compat)
{
    StandardLines lines;
    std::string line;
    while (lines.read(line))
        lines.answer(call.out, lines.tooLong() ? tooLongAnswer(line) : parseAnswer(line, compat));
    return ExitFine;
}

} // namespace surgedeck
