// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QColor>
#include <QFont>

#include <initializer_list>

namespace surgedeck {

enum class ThemeName
{
    Dark,
    Light
};

/// The look of the whole application: Fusion under one proxy style, a QPalette, the bundled fonts. No style sheets.
/// GUI thread only. Widgets ask when they paint and follow a switch through the usual palette and font change events.
namespace theme {

/// Sets style, palette and fonts of the QApplication; again at any time to switch. `textPercent` is kept within 90 to
/// 150.
void apply(ThemeName name, int textPercent = 100);

ThemeName name();
int textPercent();
const Colours &colours();
QColor colour(Ink ink);

const QFont &font(Text text);
/// Height of one line of text at the current setting.
int line(Text text);
/// A height at 100 % that holds these lines, at the current setting.
int grown(int height, std::initializer_list<Text> lines);
/// A width at 100 % that holds text, at the current setting.
int scaled(int width);
/// Changes whenever anything above does: part of the key of everything that is cached as pixels.
int generation();

} // namespace theme
} // namespace surgedeck
