// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

/// Every Qt test calls this in init(): a warning nobody expected fails the test. The one exception is the offscreen
/// plugin's remark about size hints.
void failOnAnyWarning();

} // namespace surgedeck
