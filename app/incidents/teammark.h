// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// File beside the journal of a workspace whose incidents are a team's: where it is, names of incidents carry a mark of
/// this machine.
extern const QString teamMark;

} // namespace surgedeck
