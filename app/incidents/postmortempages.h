// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/postmortem/postmortem.h"

namespace surgedeck {

/// Writes a post-mortem as PDF, A4, drawn by ourselves: no text of the record ever reaches a parser of markup. Needs a
/// QGuiApplication, no display. Error: Config, when the file can not be written.
Status writePdf(const PostMortem &postMortem, const QString &file);

} // namespace surgedeck
