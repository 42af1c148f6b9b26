// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replay/replaysession.h"
#include "app/verbs/arguments.h"

namespace surgedeck {

/// Opens a recording for a window, at the time that --at names. nullptr after a message on call.err.
std::unique_ptr<ReplaySession> openForWindow(VerbCall &call, const Arguments &arguments, const QString &path);

/// Shows a recording in a window until it is closed; with --theme, --view and --at.
int showRecording(VerbCall &call, const Arguments &arguments, const QString &path);

} // namespace surgedeck
