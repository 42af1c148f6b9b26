// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace surgedeck {

/// One-time codes as an authenticator on a telephone shows them: RFC 6238 over HMAC-SHA-1, six digits, thirty seconds.
/// Pure. A step is the number of half minutes since 1970; a code is of one step.

/// RFC 4648 base 32, any case, blanks and padding allowed. Error: Config, without what was in it; also when it is
/// shorter than the 128 bits that RFC 4226 asks for.
Result<QByteArray> oneTimeSecretOf(const QString &base32);
QString codeOf(const QByteArray &secret, qint64 step);
qint64 codeStepAt(WallTime time);
/// The step of `code` among the one of `now` and its two neighbours, as telephones go wrong; nullopt: of none of them.
/// Takes the same time for every code.
std::optional<qint64> stepOfCode(const QByteArray &secret, const QString &code, WallTime now);

} // namespace surgedeck
