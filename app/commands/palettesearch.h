// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/windowcommand.h"
#include "widgets/commandpalette.h"

#include <vector>

namespace surgedeck {

/// What the palette can offer at the moment at which it was opened.
struct PaletteItem
{
    PaletteEntry entry;
    CommandGroup group = CommandGroup::GoTo;
    Listing listing = Listing::Always;
    QString words{};        ///< more words by which it is found
    bool inContext = false; ///< belongs to what is wrong now: before its equals
    std::function<void()> run{};
};

/// How well a text answers a query, 0 (not at all) to 1. Every word of the query must begin a word of the text, stand
/// in one, be its letters in their order, be one slip of the finger away from it, or be initials of several. Case and
/// accents do not count. Pure.
double fitOf(const QString &query, const QString &text);

/// Positions of the items that answer the query, in the order in which they are shown: groups together, inside a group
/// the best first. What was run lately and what belongs to an incident wins over its equals; what can not be run now
/// stays. An empty query lists everything that is not only found by name.
std::vector<std::size_t> searchPalette(const QString &query, const std::vector<PaletteItem> &items,
                                       const QStringList &recent);

} // namespace surgedeck
