// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

/// Whether the few things that move may: the icon of an alarm that nobody has taken, the release of a guarded button.
/// With Reduced they are steady. Nothing else moves in either case.
enum class Motion
{
    Full,
    Reduced
};

namespace theme {

/// A person's setting for the whole program. GUI thread.
Motion motion();
void setMotion(Motion motion);

} // namespace theme
} // namespace surgedeck
