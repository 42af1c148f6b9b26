// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/metrics/ast.h"
#include "models/metrics/labels.h"

#include <QByteArray>

#include <string>
#include <vector>

namespace surgedeck::rules {

// A file of unit tests as `promtool test rules` takes it. Times: milliseconds from the tests' beginning, which is 1970.

struct InputSeries
{
    std::string series, values; ///< as written
    Position at;                ///< of the values
};

struct ExpectedAlert
{
    std::vector<metrics::Label> labels, annotations; ///< in order of names, empty values included
};

struct AlertTest
{
    std::int64_t evalTimeMs = 0;
    std::string alertName;
    std::vector<ExpectedAlert> expected;
    Position at;
};

struct ExpectedSample
{
    std::string labels; ///< as written
    double value = 0;
    std::string histogram; ///< since 2.49: as written
};

struct ExpressionTest
{
    std::string expression;
    std::int64_t evalTimeMs = 0;
    std::vector<ExpectedSample> expected;
    Position at;
};

struct TestGroup
{
    std::string name;
    std::int64_t intervalMs = 0;
    std::int64_t startMs = 0; ///< since 3.9: when the tests begin
    std::vector<InputSeries> input;
    std::vector<AlertTest> alertTests;
    std::vector<ExpressionTest> expressionTests;
    metrics::Labels externalLabels;
    std::string externalUrl;
    Position at;
};

struct TestFile
{
    std::vector<std::string> ruleFiles; ///< globs, relative to the file
    std::vector<Position> ruleFilesAt;
    std::int64_t evaluationIntervalMs = 60'000;
    std::vector<std::string> groupOrder;
    bool fuzzyCompare = false; ///< since 3.0: values may differ in the last bits
    std::vector<TestGroup> tests;
};

struct TestFileReading
{
    TestFile file; ///< usable when `problems` holds no error
    Problems problems;
};

/// Reads strictly what promtool of that version takes, all problems at once. Bounded: 8 MiB.
TestFileReading readTestFile(const QByteArray &bytes, const QString &name, metrics::Compat compat);

} // namespace surgedeck::rules
