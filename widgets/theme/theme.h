// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace surgedeck {

enum class ThemeName { Dark, Light };

} // namespace surgedeck
