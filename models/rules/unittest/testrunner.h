// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/rulefile.h"
#include "models/rules/unittest/testfile.h"

namespace surgedeck::rules {

/// One alert or sample, as a test expects it or as it came.
struct TestItem
{
    std::vector<metrics::Label> labels, annotations; ///< annotations only of alerts
    std::optional<double> value;                     ///< only of samples
    bool operator==(const TestItem &) const = default;
};

/// Something that is not as a test says.
struct TestFailure
{
    enum class Kind
    {
        Series,     ///< the input can not be read or stored
        Rule,       ///< the evaluation of a rule failed
        Alert,      ///< other alerts than expected
        Expression, ///< other samples than expected, or an error
    };

    Kind kind = Kind::Rule;
    std::string test;    ///< the name of the test; may be empty
    std::string subject; ///< alert, expression, rule or series
    std::int64_t timeMs = 0;
    std::string message; ///< of an error; empty: `expected` and `got` differ
    std::vector<TestItem> expected, got;
    Position at;
};

/// A rule file that the tests name, once it has been read.
using LoadedRules = std::vector<std::shared_ptr<const RuleGroup>>;

/// Runs every test of a file as promtool does: its verdict is "passed" when nothing is returned. The samples of all
/// series together, and the evaluations, are bounded; beyond that the test fails.
std::vector<TestFailure> runTests(const TestFile &file, const LoadedRules &rules, metrics::Compat compat);

} // namespace surgedeck::rules
