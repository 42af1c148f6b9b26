// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/journal.h"

namespace surgedeck {

/// SHA-256, 32 bytes.
using JournalHash = QByteArray;

/// What the first entry follows: every journal has its own beginning, so that entries of one do not fit into another.
JournalHash journalGenesis(const QByteArray &journalId);

/// Hash of an entry and, through `previous`, of everything before it: SHA-256 over a name of the format, the previous
/// hash and the fields, each with its length in front, so that no two entries have the same bytes
/// (docs/decisions, "The journal is one chain").
JournalHash journalHash(const JournalHash &previous, const JournalEntry &entry);

/// Where a chain stood: kept outside the journal, it makes a truncation visible.
struct JournalHead
{
    qint64 sequence = 0; ///< of the last entry; 0: none yet
    JournalHash hash;
    bool operator==(const JournalHead &) const = default;
};

/// An entry with the hashes that are stored beside it.
struct ChainedEntry
{
    JournalEntry entry;
    JournalHash previous;
    JournalHash hash;
};

/// Checks entries one after the other. Pure.
class ChainCheck
{
public:
    /// `before`: what the first entry that is kept must follow.
    explicit ChainCheck(const JournalHead &before)
        : m_head(before)
    {
    }

    /// Nothing, or what is wrong with this entry: it was changed, something is missing before it, it does not follow.
    QString next(const ChainedEntry &entry);
    const JournalHead &head() const { return m_head; }

private:
    JournalHead m_head;
};

} // namespace surgedeck
