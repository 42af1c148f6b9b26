// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/arguments.h"
#include "app/verbs/queryrequest.h"
#include "models/metrics/data/memorystorage.h"

#include <memory>

namespace surgedeck {

struct Workspace;

/// The expressions on standard input, one a line, answered by whether they parse. Always ExitFine.
int parseLines(VerbCall &call, metrics::Compat compat);
/// The requests on standard input, one a line, answered over `storage`. ExitFine when every line was answered.
int answerLines(VerbCall &call, const metrics::Storage &storage, const QueryDefaults &defaults);
/// Asks the metric servers of a workspace.
int queryWorkspace(VerbCall &call, const Arguments &arguments, const QueryRequest &request);

/// Scrapes what the workspace names for as long as --for says, and asks that.
int queryScraped(VerbCall &call, const Arguments &arguments, std::shared_ptr<const Workspace> workspace,
                 const QueryRequest &request);

/// The series of a file, which `format` says how to read (empty: as it looks). nullptr: it can not be read, and
/// call.err says why.
std::unique_ptr<metrics::MemoryStorage> loadDataForVerb(VerbCall &call, const QString &path, const QString &format);

/// Prints an answer as -o says, and returns the exit status that goes with it.
int printAnswer(VerbCall &call, const metrics::Outcome<metrics::QueryResult> &answer, Output output);

} // namespace surgedeck
