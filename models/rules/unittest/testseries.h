// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/sample.h"
#include "models/rules/unittest/seriesnotation.h"
#include "models/rules/unittest/testfile.h"

#include <variant>

namespace surgedeck::rules {

/// One series of a test with its samples, and how far they have been stored.
struct TestSeries
{
    WrittenLabels labels;
    std::vector<metrics::Sample> samples;
    std::size_t stored = 0;
};

struct TestSeriesError
{
    std::string message;
    Position at;
    std::string line;
};

/// The input series of a test. promtool writes them into lines and reads these line by line, up to the first empty one:
/// a text with line breaks means there what it means here.
std::variant<std::vector<TestSeries>, TestSeriesError> readSeries(const TestGroup &group, metrics::Compat compat);

} // namespace surgedeck::rules
