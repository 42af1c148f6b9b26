// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/sampledata.h"

#include <QWidget>

namespace surgedeck {

/// Every widget of the program in every state, on one canvas. The calm gallery holds only what a calm screen may show.
std::unique_ptr<QWidget> makeTileGallery();
std::unique_ptr<QWidget> makePanelGallery();
std::unique_ptr<QWidget> makeGuardedGallery(); ///< guarded actions and evidence
std::unique_ptr<QWidget> makePartsGallery();   ///< everything that stands in a line
std::unique_ptr<QWidget> makeTrendGallery();
std::unique_ptr<QWidget> makeChartGallery();
std::unique_ptr<QWidget> makeCockpitGallery(sample::Mood mood);

} // namespace surgedeck
