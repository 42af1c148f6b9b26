// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace surgedeck {

/// What an error reply means: its first word is the code (redis.io/docs/reference/protocol-spec, "Simple errors").
/// `user` is ours, for the line that grants a missing right; empty: the default user.
Error redisError(const QByteArray &reply, const QString &user);

/// The line that gives `user` what the command or rule named in a NOPERM reply lacks; empty when the reply names none.
QString redisGrant(const QByteArray &reply, const QString &user);

/// The account that this console should use, to be pasted into redis-cli.
QString redisViewerAccount();

} // namespace surgedeck
