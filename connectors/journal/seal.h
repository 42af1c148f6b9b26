// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/journal/signingkey.h"
#include "models/domain/journalchain.h"

#include <optional>

namespace surgedeck {

// The seal of a closed file: one page of 4096 bytes behind the last one of SQLite, which does not look there. It holds
// a digest over every byte before it, where the chain ended, and a signature over both; every byte of the page itself
// is determined by its contents. docs/decisions, "The seal of a closed file". Errors: Config (cannot be read or
// written), Full, Protocol (there is a seal, and it does not hold).

struct Seal
{
    qint64 bytes = 0;  ///< of the file before the seal
    QByteArray digest; ///< SHA-256 of them
    JournalHead head;
    QByteArray key; ///< of who signed
    QByteArray signature;
};

/// The entry that a file ends with when a seal follows: without one it was cut off.
extern const QString sealedType;

/// Appends the seal to a file that nobody has open, and waits until it is on disk.
Result<Seal> sealFile(const QString &path, const JournalHead &head, const SigningKey &key);

/// nullopt: the file has no seal. Recomputes the digest and checks the signature.
Result<std::optional<Seal>> checkedSeal(const QString &path);

/// Takes the seal off, so that a recorder can go on in its file. Nothing when there is none.
Status removeSeal(const QString &path);

} // namespace surgedeck
