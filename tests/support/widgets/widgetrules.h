// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QImage;
class QWidget;

// Rules that hold for every window of the program. Each returns what breaks it, one line per widget; empty is good.

namespace surgedeck {

/// Labels that could take their text for markup.
QStringList labelsNotPlain(const QWidget &root);
/// Widgets that the keyboard reaches and that do not say what they are.
QStringList focusableWithoutName(const QWidget &root);
/// Visible widgets that reach beyond their parent.
QStringList outsideOfParent(const QWidget &root);
/// Visible widgets that have less room than they need: their text is cut. What scrolls needs none.
QStringList squeezed(const QWidget &root);
/// Visible controls smaller than a finger or a tired hand needs.
QStringList tooSmallToPress(const QWidget &root);
/// Style sheets would bring colours that the tokens do not know.
QStringList withStyleSheet(const QWidget &root);

/// The greatest distance between the channels of one pixel: 24 at most on a screen without hue.
int widestChannelSpread(const QImage &image);

} // namespace surgedeck
