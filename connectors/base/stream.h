// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/base/dial.h"
#include "connectors/base/tls.h"

namespace surgedeck {

enum class StreamSecurity
{
    Plain,
    Tls,
    TlsUnverified, ///< the workspace asks for it in so many words; shown as attention
};

struct StreamSettings
{
    Endpoint endpoint;
    StreamSecurity security = StreamSecurity::Plain;
    TlsSettings tls;
};

/// A connection to a peer, in the clear or by TLS. Every call blocks until `deadline` at most and ends at once by its
/// stop. One thread at a time. Errors: as dial() and TlsSession; Unreachable when the connection breaks.
class Stream
{
public:
    static Result<std::unique_ptr<Stream>> open(const StreamSettings &settings, const Deadline &deadline);
    /// The same over a socket that is connected already.
    static Result<std::unique_ptr<Stream>> over(Descriptor socket, const StreamSettings &settings,
                                                const Deadline &deadline);

    /// What has arrived, at most `size` bytes of it; waits for the first. 0: the peer closed.
    Result<qsizetype> read(char *buffer, qsizetype size, const Deadline &deadline);
    Status write(QByteArrayView bytes, const Deadline &deadline);
    const TlsSession *tls() const { return m_tls.get(); } ///< nullptr: in the clear

private:
    explicit Stream(Descriptor socket)
        : m_socket(std::move(socket))
    {
    }

    Descriptor m_socket;
    std::unique_ptr<TlsSession> m_tls;
};

using StreamPtr = std::unique_ptr<Stream>;

} // namespace surgedeck
