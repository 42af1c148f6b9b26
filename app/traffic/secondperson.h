// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace surgedeck {

struct Workspace;

/// Whose one-time code this is, of the approvers of the workspace; it is used up by being asked. Blocks on the disk and
/// on where secrets come from. Errors: Refused (nobody's, used before, too many wrong ones), Config (no approvers, or a
/// secret that can not be read).
Result<QString> personOfCode(const Workspace &workspace, const QString &code, const Clock &clock);

/// What a record says of somebody who proved who they are.
extern const QString provedByCode;

} // namespace surgedeck
