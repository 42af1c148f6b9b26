// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/runbook/runbook.h"

namespace surgedeck {

/// Writes a runbook as a checklist for the wall: A4, a box for every memory item and step, room for a time and a name.
/// Needs a QGuiApplication, no display. Error: Config, when the file can not be written.
Status writeRunbookPdf(const runbook::Runbook &runbook, const QString &file);

} // namespace surgedeck
