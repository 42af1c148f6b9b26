// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A part of tokens.h, which is what everybody includes: the sizes of the window's own parts.

namespace surgedeck::size {

inline constexpr int commandField = 240;
inline constexpr int commandFieldShort = 150;
inline constexpr int outcomeMost = 420; ///< what a command did, in the field that it was given in
inline constexpr int paletteSearch = 52;
inline constexpr int paletteHeading = 30;
inline constexpr int paletteRow = 36;
inline constexpr int paletteWidth = 632;
inline constexpr int paletteRows = 11; ///< of paletteRow: its list is never higher
inline constexpr int shadow = 12;
inline constexpr int stripes = 10; ///< what leads to a guarded control
inline constexpr int connectionRow = 48;
inline constexpr int setUpSteps = 240;
inline constexpr int setUpStep = 56;
inline constexpr int logTime = 64;       ///< the milliseconds of a stage
inline constexpr double markWidth = 1.5; ///< of the circle before a step

} // namespace surgedeck::size
