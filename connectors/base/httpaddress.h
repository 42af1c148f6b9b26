// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace surgedeck {

/// The url of a peer, taken apart and found fit for use.
struct HttpAddress
{
    bool tls = false;
    QString host; ///< as in the url; an IPv6 address in brackets
    int port = 0;
    QString path; ///< prefix without a slash at its end; empty: none
    QString user; ///< from the url's user information, decoded
    QString password;

    bool isLoopback() const;
    QString place() const { return QStringLiteral("%1:%2").arg(host).arg(port); }
    bool operator==(const HttpAddress &) const = default;
};

/// Error: Config. The message never repeats the url: it may carry a password.
Result<HttpAddress> parseHttpAddress(const QString &url);

struct HttpPeer;
/// The address of a peer whose settings make sense and are allowed. Error: Config. Makes the HTTP library ready.
Result<HttpAddress> fitAddress(const HttpPeer &peer);

} // namespace surgedeck
