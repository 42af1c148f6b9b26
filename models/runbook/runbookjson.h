// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/runbook/library.h"

namespace surgedeck::runbook {

/// One line of the library: `{id, title, version, summary, shipped, file, ok, steps, acts}`.
QJsonObject headOf(const LibraryEntry &entry);
/// The whole runbook: its head, and parameters, binds, signals, detects, memory and steps.
QJsonObject toJson(const LibraryEntry &entry);
/// The same for people: the checklist as it would be read aloud.
QString plainText(const Runbook &runbook);

} // namespace surgedeck::runbook
