// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace surgedeck {

/// What a cell of an item model says beside its words. Models state facts here; delegates in widgets/ choose the look.
/// Text in any role is already safe to show (models/base/safetext.h) and already formatted (models/base/numbertext.h).
///
/// The words themselves are Qt::DisplayRole; Qt::TextAlignmentRole is Qt::AlignRight for figures (and for the heading
/// of such a column in headerData); Qt::AccessibleTextRole is the sentence of a cell for a screen reader, where the
/// words alone are not enough: "p99, 9.60 seconds, critical, limit 2.00 seconds". Qt::ToolTipRole holds a formula or
/// the whole text.
enum ItemRole : int
{
    HealthRole = Qt::UserRole + 1, ///< int(Health) of this cell; absent: Normal. The first column holds that of the row
    UnitRole,                      ///< QString after a figure: "%", "ms"
    LeadTextRole,  ///< QString before the words, quieter: the verb of a digest, the name of a saturation
    TrailTextRole, ///< QString after the words, quieter: the predicate of a digest, the user of a session
    EmphasisRole,  ///< int(Emphasis); absent: Primary
    BarValueRole,  ///< double 0..1, filled part of a bar; absent or invalid: not known, nothing is filled
    BarLimitRole,  ///< double 0..1, where the limit stands; absent: none
    StaleRole,     ///< bool: this row is not current; it keeps its place and is hatched
    SortRole,      ///< the value behind the words, for sorting
    TintRole,      ///< int(Health): the whole row stands on the tint of this state; absent: it does not
    OutlineRole,   ///< bool: the shape of the state is drawn hollow this time
    ShapelessRole, ///< bool: words only, in a column of states
    IdRole,        ///< QString: what the row is about, for selection and copying
};

enum class Emphasis
{
    Primary,
    Secondary, ///< quieter
    Mono,      ///< a statement or an identifier
    Strong,    ///< the figure or name that a reader looks for first
    StateWord, ///< the word of the state itself: takes its colour
    Link,      ///< leads somewhere: underlined
};

} // namespace surgedeck
