// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/runbook.h"
#include "models/yaml/fields.h"

namespace surgedeck::runbook {

// One reader for each kind of part of a runbook file. Each reports what is wrong within its part; what one part says of
// another is runbookchecks.h's.

Parameter readParameter(const YamlEntry &entry, ProblemList &problems);
Bind readBind(const YamlEntry &entry, ProblemList &problems);
Signal readSignal(const YamlNode &node, ProblemList &problems);
Step readStep(const YamlNode &node, ProblemList &problems);

/// "waiters >= 3", "waiters < $few", "waiters".
Condition readCondition(const YamlNode &node, ProblemList &problems);
/// One condition, or a list of them.
Conditions readConditions(const Fields &fields, const char *key);
/// "5m" or "$hold".
Span readSpan(const Fields &fields, const char *key, Milliseconds preset);
Way readWay(const Fields &fields, const char *key, const char *preset);
/// Letters, digits, `_` and `-`, at most 64 of them.
QString readName(const Fields &fields, const char *key);
/// Words for people, of at most `most` characters. Reports what looks as if somebody meant it to be filled in or run.
QString readWords(const Fields &fields, const char *key, qsizetype most);
QString readWords(const YamlNode &node, qsizetype most, ProblemList &problems);

/// The words of the typed actions.
const QStringList &actionWords();
/// Which session a session.* action means.
const QStringList &sessionWords();

} // namespace surgedeck::runbook
