// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>

#include <memory>

namespace surgedeck {

/// The Ed25519 key (RFC 8032) with which this user's consoles sign where their chains stand. It lies beside the
/// journals, for this user alone; who owns the machine can sign anything, so what was signed counts from the moment on
/// that somebody else keeps the anchor. Immutable; any thread. Errors: Config.
class SigningKey
{
public:
    /// ${XDG_STATE_HOME:-~/.local/state}/surgedeck/signing.key; made at the first call.
    static Result<std::shared_ptr<const SigningKey>> ofThisUser();
    /// Reads the key at `path`, or makes one there.
    static Result<std::shared_ptr<const SigningKey>> at(const QString &path);

    const QByteArray &publicKey() const { return m_public; } ///< 32 bytes
    QByteArray sign(const QByteArray &message) const;        ///< 64 bytes

private:
    explicit SigningKey(QByteArray seed);

    QByteArray m_seed;
    QByteArray m_public;
};

/// Whether the owner of `publicKey` signed `message`.
bool signatureHolds(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);

/// "7f3a 91c0 …": a key as people compare it.
QString fingerprintOf(const QByteArray &publicKey);

} // namespace surgedeck
