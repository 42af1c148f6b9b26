// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/motion.h"

namespace surgedeck::theme {

namespace {
Motion current = Motion::Full;
}

Motion motion()
{
    return current;
}

void setMotion(Motion motion)
{
    current = motion;
}

} // namespace surgedeck::theme
