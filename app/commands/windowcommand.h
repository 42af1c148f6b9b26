// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/symbol.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

namespace surgedeck {

/// Where a command stands in the palette.
enum class CommandGroup
{
    DoNow,
    GoTo,
    LookUp
};

/// Whether the palette offers a command.
enum class Listing
{
    Always,
    WhenSought, ///< only to who types for it
    Never,      ///< a key alone
};

/// How a command is at this moment.
struct CommandState
{
    QString detail{};  ///< beside the title, quieter: "0 running", "Degraded, since 03:02:48"
    QString refusal{}; ///< why it can not be given now, as it is shown; empty: it can
    bool operator==(const CommandState &) const = default;
};

/// Something that a person can have the window do. The one place of its title, its keys and its effect: shortcuts,
/// palette and key overview are made from it. It changes nothing outside of this program: what does so stands behind
/// its own guarded control, and a command only leads there (`guarded`).
struct WindowCommand
{
    QString id; ///< "copy-situation": names it in the settings
    QString title;
    CommandGroup group = CommandGroup::GoTo;
    Listing listing = Listing::Always;
    QString section{};          ///< heading in the overview of keys; empty: not listed there
    QList<QKeySequence> keys{}; ///< built in; a person may have others
    QString words{};            ///< more words by which the palette finds it
    QString effect{};           ///< what it does, in a sentence
    Symbol symbol = Symbol::None;
    bool guarded = false;
    std::function<CommandState()> state{}; ///< empty: always possible
    std::function<void()> run{};           ///< empty: a key of the focused widget, which the overview only tells
};

} // namespace surgedeck
