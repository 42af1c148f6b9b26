// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/signingkey.h"
#include "models/domain/journalchain.h"

namespace surgedeck {

/// The entry that says, signed, where the chain stood right before it.
extern const QString checkpointType;
constexpr qint64 checkpointEvery = 256; ///< entries, or
constexpr Milliseconds checkpointAfter{10'000};

JournalEvent checkpointEvent(const JournalHead &head, const SigningKey &key);

/// Empty, or what is wrong with a checkpoint that follows `head`. `signedBy` gets the key.
QString checkCheckpoint(const JournalEntry &checkpoint, const JournalHead &head, QByteArray &signedBy);

} // namespace surgedeck
