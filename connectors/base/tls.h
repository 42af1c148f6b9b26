// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/deadline.h"
#include "models/domain/sourcesettings.h"

#include <memory>

namespace surgedeck {

enum class TlsVerification
{
    Full, ///< chain and host name
    None, ///< asked for in so many words by the workspace; shown as attention
};

/// TLS 1.2 or later over a connected, non-blocking socket that somebody else owns. Blocks within the deadline it is
/// given. Errors: Config for files of ours that cannot be used, Unreachable for a certificate that does not hold or a
/// peer that speaks no TLS (the message names which), Auth when the server wants another certificate from us, Timeout,
/// Cancelled.
class TlsSession
{
public:
    static Result<std::unique_ptr<TlsSession>> start(int socket, const QString &host, const TlsSettings &settings,
                                                     TlsVerification verification, const Deadline &deadline);
    ~TlsSession();

    Result<qsizetype> read(char *buffer, qsizetype size, const Deadline &deadline); ///< 0: the peer closed
    Status write(QByteArrayView bytes, const Deadline &deadline);
    QString description() const; ///< version, cipher and how long the certificate holds
    std::optional<WallTime> certificateExpiry() const;

private:
    struct Library;
    explicit TlsSession(std::unique_ptr<Library> library);
    std::unique_ptr<Library> m_library;
};

} // namespace surgedeck
