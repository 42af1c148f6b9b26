// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"
#include "models/runbook/runbook.h"

namespace surgedeck::runbook {

constexpr int mostSteps = 60; ///< more is no guidance: it is a manual
constexpr qsizetype mostMemoryItems = 3;

struct RunbookReading
{
    Runbook runbook;   ///< as far as it could be read; use it only without errors
    Problems problems; ///< all of them, in the order of the file
};

/// Text to values, with everything that can be said of one file alone. `file` is how messages name it. Pure; any
/// thread; no input makes it crash or hang.
RunbookReading readRunbook(const QByteArray &text, const QString &file);

} // namespace surgedeck::runbook
