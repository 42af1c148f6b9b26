// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/facts.h"

#include "models/items/statewords.h"

#include <QVariant>

namespace surgedeck {

namespace {

QVariant textOrNothing(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

/// A figure with its unit and, where it is not normal, its state: what is painted in pieces is heard whole.
QString spokenParts(const CellFacts &cell)
{
    QStringList parts;
    for (const QString &part : {cell.lead, cell.text, cell.unit, cell.trail})
        if (!part.isEmpty())
            parts << part;
    const bool judged = cell.figure && !cell.text.isEmpty() && cell.health != Health::Normal;
    return parts.join(QLatin1Char(' ')) + (judged ? QStringLiteral(", ") + stateWords(cell.health) : QString());
}

} // namespace

QVariant CellFacts::forRole(int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text;
    case Qt::ToolTipRole: return textOrNothing(tip);
    case Qt::AccessibleTextRole: return textOrNothing(spoken.isEmpty() ? spokenParts(*this) : spoken);
    case Qt::TextAlignmentRole: return figure ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case HealthRole: return static_cast<int>(health);
    case EmphasisRole: return static_cast<int>(emphasis);
    case UnitRole: return textOrNothing(unit);
    case OutlineRole: return outlined ? QVariant(true) : QVariant();
    case ShapelessRole: return shapeless ? QVariant(true) : QVariant();
    case LeadTextRole: return textOrNothing(lead);
    case TrailTextRole: return textOrNothing(trail);
    case BarValueRole: return bar ? QVariant(*bar) : QVariant();
    case BarLimitRole: return barLimit ? QVariant(*barLimit) : QVariant();
    default: return {};
    }
}

} // namespace surgedeck
