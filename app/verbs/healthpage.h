// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/healthfacts.h"

namespace surgedeck {

/// One HTML page that needs nothing else: no script, no picture, no font from anywhere. Every text in it is escaped. It
/// says in large letters when it was made, since a page does not grow old by itself.
QString healthPage(const HealthFacts &facts);

} // namespace surgedeck
