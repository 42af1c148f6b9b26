// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <optional>

struct asn1_string_st;
struct x509_store_ctx_st;

namespace surgedeck {

/// What OpenSSL knows about a failure, in words that say what to do. Thread of the TLS session: OpenSSL's error queue
/// belongs to the thread.

/// Why the certificate that is being verified does not hold for `host`.
QString tlsCertificateProblem(x509_store_ctx_st *store, const QString &host);
/// The failure of the last call; `systemError` is its errno.
Error tlsFailure(int systemError);
/// OpenSSL's own word for the last error in its queue.
QString tlsQueuedReason();

std::optional<WallTime> tlsTime(const asn1_string_st *time);
QString tlsDate(WallTime time);

/// What to tell about a certificate that ends within 30 days; empty before.
QString tlsExpiryNotice(const QString &host, WallTime end, WallTime now);

} // namespace surgedeck
