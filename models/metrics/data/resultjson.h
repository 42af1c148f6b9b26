// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/engine.h"

#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// `bad_data`, `execution`, `timeout` or `canceled`.
std::string_view errorTypeName(ErrorType type);

/// The value of "data" in an answer of the HTTP API: {"resultType":...,"result":...}.
void appendResultData(std::string &out, const QueryResult &result);
/// ,"warnings":[...],"infos":[...] as far as there are any.
void appendRemarks(std::string &out, const QueryResult &result);

/// The whole answer as GET /api/v1/query gives it.
std::string apiAnswer(const QueryResult &result);
std::string apiError(ErrorType type, std::string_view message);

/// What an HTTP client is told of an error of parsing: line and column in front, as in a server's own answer.
std::string parseErrorText(const EngineError &error, std::string_view query);

} // namespace surgedeck::metrics
