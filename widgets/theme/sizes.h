// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only pixel sizes of the program.

namespace surgedeck {

/// Logical pixels at 100 % text. Text grows with the setting, spacing stays: a height is grown by its lines of text
/// only (theme::grown), a width that holds text is grown in proportion (theme::scaled).
namespace size {
inline constexpr int hair = 1;
inline constexpr int inner = 4; ///< inside chips
inline constexpr int gap = 8;   ///< between panels, inside rows
inline constexpr int padding = 12;
inline constexpr int group = 16;
inline constexpr int wide = 24;
inline constexpr int radius = 4;
inline constexpr int chipRadius = 2;
inline constexpr int stateEdge = 3;
inline constexpr int focusWidth = 2;
inline constexpr int focusOffset = 2;
inline constexpr int topBar = 44;
inline constexpr int incidentBar = 60;
inline constexpr int tile = 104;
inline constexpr int tileCompact = 92;
inline constexpr int tileMinimumWidth = 200;
inline constexpr int panelHeader = 32;
inline constexpr int tableHead = 24;
inline constexpr int row = 26;
inline constexpr int control = 32;
inline constexpr int guarded = 40;     ///< height of a guarded action
inline constexpr int guardedMost = 420; ///< longer words are cut
inline constexpr int stripes = 14;     ///< the marked edge of a guarded action
inline constexpr int stripePitch = 9;
inline constexpr int timeline = 52;
inline constexpr int target = 28; ///< smallest thing to press
inline constexpr int stateIcon = 16;
inline constexpr int symbol = 14;
inline constexpr int smallSymbol = 12;
inline constexpr int keyCap = 18;
inline constexpr int chip = 20;
inline constexpr int chipMost = 240;  ///< longer words are cut
inline constexpr int sourceMost = 160; ///< name of a source in the top bar
inline constexpr int ageWidth = 64;
inline constexpr int bullet = 6;
inline constexpr int bulletTick = 12;
inline constexpr int bulletLeast = 48;  ///< of a bar in a cell, whatever stands beside it
inline constexpr int bulletFigure = 50; ///< the figure after a bar in a cell
inline constexpr int digestVerb = 54;
inline constexpr int splitBar = 12;
inline constexpr int splitTick = 20;
inline constexpr int stepCircle = 17;
inline constexpr int stepMargin = 26;    ///< from the edge to the middle of the first step
inline constexpr int incidentChip = 124; ///< so that a change of state does not move the title
inline constexpr int scrollBar = 10;
inline constexpr int hatchPitch = 11; ///< along the edge; 8 across the lines
inline constexpr int sparklineWidth = 122;
inline constexpr int sparklineHeight = 34;
inline constexpr int endDot = 5;
inline constexpr int timelineTitle = 160;
inline constexpr int timelineEnd = 96; ///< right of the plot: the word LIVE
inline constexpr int timelineMark = 10;
inline constexpr int replayTracks = 168; ///< the scrubber of a replay
inline constexpr int replayBar = 48;
inline constexpr int trendCaption = 138;
inline constexpr int trendAxis = 40;
inline constexpr int trendPlot = 240;
inline constexpr int chartAxis = 64;
inline constexpr int legendEntry = 300;
inline constexpr int letter = 16; ///< the mark of a line at its end
inline constexpr int chartHeight = 240; ///< a chart opened large has at least this
inline constexpr int timeTick = 72; ///< least distance of two times under a plot
inline constexpr int commandField = 240;
inline constexpr int commandFieldShort = 150;
inline constexpr int outcomeMost = 420; ///< what a command did, in the field that it was given in
inline constexpr int paletteSearch = 52;
inline constexpr int paletteHeading = 30;
inline constexpr int paletteRow = 36;
inline constexpr int paletteWidth = 632;
inline constexpr int paletteRows = 11; ///< of paletteRow: its list is never higher
inline constexpr int shadow = 12;
inline constexpr int paletteStripes = 10; ///< what leads to a guarded control
inline constexpr int connectionRow = 48;
inline constexpr int setUpSteps = 240;
inline constexpr int setUpStep = 56;
inline constexpr int logTime = 64; ///< the milliseconds of a stage
inline constexpr int legend = 320; ///< events in the head of the trends

// The cockpit. Windows from cockpitWide on have all columns at their full width, from cockpitLaptop on narrow ones.
inline constexpr int cockpitWide = 1680;
inline constexpr int cockpitLaptop = 1360;
inline constexpr int cockpitLaptopLeast = 1200; ///< of a wider window with larger text
inline constexpr int leftColumn = 640, middleColumn = 632, rightColumn = 616;
inline constexpr int leftLaptop = 424, middleLaptop = 456, rightLaptop = 528;
inline constexpr int alarmsPanel = 176, healthPanel = 324, trendsPanel = 264;
inline constexpr int alarmsLaptop = 166, healthLaptop = 210, trendsLaptop = 220;
inline constexpr int queriesPanel = 378, trafficPanel = 394;
inline constexpr int queriesLaptop = 278, trafficLaptop = 326;
inline constexpr int pageLeast = 400; ///< height in which three panels stand above each other

// The stakeholders' page, as it is on a screen of wallWidth x wallHeight; elsewhere in proportion.
inline constexpr int wallWidth = 1920, wallHeight = 1080;
inline constexpr double wallLeast = 0.6; ///< of that size: smaller windows cut
inline constexpr int wallMargin = 32, wallGap = 16, wallPadding = 28;
inline constexpr int wallTop = 84, wallHero = 208, wallCards = 248, wallFoot = 60;
inline constexpr int wallEdge = 10, wallCardEdge = 6;
inline constexpr int wallShape = 92, wallCardShape = 22, wallRowShape = 18;
inline constexpr int wallNext = 340; ///< the next update
inline constexpr int wallBar = 14;
inline constexpr int wallRow = 52, wallRowLeast = 34;
inline constexpr int wallName = 172, wallTime = 76;
inline constexpr int wallAxis = 64, wallTick = 150;
inline constexpr int wallDot = 11;
inline constexpr int wallMostCards = 6;
inline constexpr double wallLine = 2.0;
inline constexpr double markWidth = 1.5; ///< of the circle before a step
} // namespace size

} // namespace surgedeck
