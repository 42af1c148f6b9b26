// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/metrics/labels.h"
#include "models/rules/alerttemplate.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace surgedeck::rules {

/// A label or annotation of a rule. Of an alerting rule it is a template, of a recording rule a plain text.
struct RuleText
{
    std::string name;
    AlertTemplate text;
};

struct Rule
{
    enum class Kind
    {
        Recording,
        Alerting
    };

    Kind kind = Kind::Recording;
    std::string name; ///< of the series it records, or of the alert
    std::string expression;
    std::shared_ptr<const metrics::Expr> parsed; ///< never nullptr in a file without errors
    std::int64_t forMs = 0;
    std::int64_t keepFiringForMs = 0;
    std::vector<RuleText> labels; ///< in order of names, those of the group included
    std::vector<RuleText> annotations;
    Position at;
};

struct RuleGroup
{
    std::string name;
    std::int64_t intervalMs = 0;               ///< 0: the default of whoever evaluates
    std::int64_t limit = 0;                    ///< most series of a recording rule, or alerts; 0: none
    std::optional<std::int64_t> queryOffsetMs; ///< how far back expressions are evaluated
    std::vector<Rule> rules;
    Position at;
};

/// Whose rules a file must keep.
enum class RuleSyntax
{
    Prometheus2, ///< 2.42
    Prometheus3,
    Either ///< what one of the two accepts; what only the older one does is a warning
};

struct RuleFileReading
{
    std::vector<RuleGroup> groups; ///< usable when `problems` holds no error
    Problems problems;             ///< in the order of the file
};

/// Reads a Prometheus rule file: what `promtool check rules` accepts is accepted, the rest is refused, with all
/// problems at once and where they stand. `name` is the file's in messages. Bounded: 8 MiB.
RuleFileReading readRuleFile(const QByteArray &bytes, const QString &name, RuleSyntax syntax);

} // namespace surgedeck::rules
