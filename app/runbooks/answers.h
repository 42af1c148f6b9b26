// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"

#include <QByteArray>

#include <map>

namespace surgedeck {

/// What a run without a person is told for one step.
struct StepAnswer
{
    QString answer; ///< of a question; "yes" for an act; empty: only `skip` is set
    QString by;     ///< who says so; of an approval: who approves
    QString skip;   ///< the reason to leave the step out
};

using StepAnswers = std::map<QString, StepAnswer>;

struct AnswersReading
{
    StepAnswers answers;
    Problems problems;
};

/// Reads a file of answers: step ids with a text each, or with `{answer, by, skip}`.
AnswersReading readAnswers(const QByteArray &text, const QString &file);

} // namespace surgedeck
