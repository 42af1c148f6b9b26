// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/sizes.h"

#include <QRgb>

#include <array>
#include <cstddef>

// The only colours of the program, and its styles of text; the sizes are in sizes.h.

namespace surgedeck {

/// What a colour is for. Hue says that something is not normal and is used for nothing else: there is no accent colour,
/// what can be pressed is bright and neutral.
struct Colours
{
    QRgb canvas;
    QRgb panel;
    QRgb raised;     ///< current step, inputs, key caps
    QRgb selection;  ///< with an edge of size::stateEdge
    QRgb line;       ///< decoration only
    QRgb lineStrong; ///< edges of controls
    QRgb track;      ///< the empty part of a bar
    QRgb text1;
    QRgb text2;
    QRgb text3;
    QRgb dataNormal;
    QRgb primary;
    QRgb onPrimary;
    QRgb focus;
    QRgb attention;
    QRgb degraded;
    QRgb degradedFill;
    QRgb onDegradedFill;
    QRgb critical;
    QRgb criticalFill;
    QRgb onCriticalFill;
    QRgb stale; ///< stale and unknown
    QRgb tintCritical;
    QRgb tintDegraded;
    QRgb tintAttention;
    QRgb tintStale;
};

inline constexpr Colours darkColours{
    .canvas = 0xff121416,
    .panel = 0xff1a1d20,
    .raised = 0xff23272b,
    .selection = 0xff262b30,
    .line = 0xff2b3035,
    .lineStrong = 0xff69727b,
    .track = 0xff30363c,
    .text1 = 0xffe4e7ea,
    .text2 = 0xffb3bac1,
    .text3 = 0xff8d959d,
    .dataNormal = 0xffa3abb3,
    .primary = 0xffe4e7ea,
    .onPrimary = 0xff121416,
    .focus = 0xffffffff,
    .attention = 0xff3db1f5,
    .degraded = 0xffffc04d,
    .degradedFill = 0xffffc04d,
    .onDegradedFill = 0xff1b1f23,
    .critical = 0xffff5a61,
    .criticalFill = 0xffc2232b,
    .onCriticalFill = 0xffffffff,
    .stale = 0xffe9cbf0,
    .tintCritical = 0xff38191c,
    .tintDegraded = 0xff2f281a,
    .tintAttention = 0xff172833,
    .tintStale = 0xff2a2330,
};

inline constexpr Colours lightColours{
    .canvas = 0xffeceef0,
    .panel = 0xfffbfcfc,
    .raised = 0xfff1f3f4,
    .selection = 0xffe6eaed,
    .line = 0xffd9dde1,
    .lineStrong = 0xff7c858e,
    .track = 0xffdde1e5,
    .text1 = 0xff1b1f23,
    .text2 = 0xff454d55,
    .text3 = 0xff5c656e,
    .dataNormal = 0xff5c656e,
    .primary = 0xff1b1f23,
    .onPrimary = 0xffffffff,
    .focus = 0xff1b1f23,
    .attention = 0xff0063bc,
    .degraded = 0xff8a5f00,
    .degradedFill = 0xffffc04d,
    .onDegradedFill = 0xff1b1f23,
    .critical = 0xff8e0e12,
    .criticalFill = 0xff8e0e12,
    .onCriticalFill = 0xffffffff,
    .stale = 0xff5b3f78,
    .tintCritical = 0xfffbe4e2,
    .tintDegraded = 0xfffff2d6,
    .tintAttention = 0xffe6f1fb,
    .tintStale = 0xfff1ebf6,
};

/// Names one colour of either theme: `&Colours::text2`.
using Ink = QRgb Colours::*;

/// Styles of text, as pixels at 100 %.
enum class Text
{
    Micro,       ///< axis labels, ages, units
    MicroStrong, ///< chips
    Small,       ///< secondary text, table heads
    Body,        ///< tables, text
    BodyStrong,  ///< titles of panels, buttons, figures that are out of band
    Strong,      ///< incident title, current step
    Value,       ///< values in panels
    Hero,        ///< tiles
    Big,         ///< traffic share
    Wall,        ///< stakeholder figures
    Mono,        ///< statements and identifiers
    Label,       ///< large chips
    // Of the stakeholders' page, read from 4 m: scaled with the size of its window.
    WallSentence, ///< what is the matter
    WallText,     ///< the line below it
    WallHead,     ///< titles
    WallLabel,    ///< names of figures
    WallStrong,   ///< what is affected
    WallSmall,    ///< ages, axes, formulas
};

struct TextToken
{
    int size;
    int line;
    int weight;
};

inline constexpr std::array<TextToken, 18> textTokens{{
    {11, 16, 400},
    {11, 16, 700},
    {12, 16, 400},
    {13, 20, 400},
    {13, 20, 500},
    {15, 20, 500},
    {20, 28, 500},
    {32, 40, 500},
    {40, 48, 500},
    {72, 80, 500},
    {12, 20, 400},
    {13, 20, 700},
    {46, 56, 500},
    {24, 32, 400},
    {26, 32, 700},
    {20, 28, 400},
    {18, 26, 500},
    {16, 24, 400},
}};

constexpr const TextToken &tokenOf(Text text)
{
    return textTokens[static_cast<std::size_t>(text)];
}

/// Share of the stale colour that a hatch is painted with, and of the panel colour that dims what is under it.
inline constexpr double hatchOpacity = 0.15;
inline constexpr double staleDim = 0.25;
inline constexpr double lineWidth = 1.5;
/// Share of text 1 that lies over a selected range of a chart.
inline constexpr double selectionOpacity = 0.10;

} // namespace surgedeck
