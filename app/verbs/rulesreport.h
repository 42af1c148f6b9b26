// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rules/unittest/testrunner.h"

class QTextStream;

namespace surgedeck {

/// A file of unit tests after its run.
struct TestedFile
{
    QString path;
    bool readable = true;
    std::size_t tests = 0;
    Problems problems; ///< of the file and of the rule files that it names
    std::vector<rules::TestFailure> failures;

    bool passed() const { return failures.empty() && !hasErrors(problems); }
};

/// Problems and failures, one after the other, and the verdict.
void printTested(QTextStream &out, const TestedFile &file);

/// {schema, files: [{file, ok, tests, problems, failures}]}
void printTestedJson(QTextStream &out, const std::vector<TestedFile> &files);

} // namespace surgedeck
