// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace surgedeck::mysql {

/// What `code` of the server (1000 and up, 3000 and up) or of the client library (2000 to 2999) means to us. Sources:
/// MySQL 8.0 "Server Error Message Reference" and "Client Error Message Reference", MariaDB "MariaDB Error Codes".
Error::Kind errorKind(unsigned int code);

/// The error with the server's words, cut to 300 characters, and what to do about it.
Error serverError(unsigned int code, const QString &words);

} // namespace surgedeck::mysql
