// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck {

/// The status page of a PHP-FPM pool as JSON (php.net/manual/en/fpm.status.php), through the web server before it.
/// `url` is that of the page; fcgi:// and unix: ask the pool itself (FpmPoolSource). What a process runs is not asked
/// for. Error of the parser: Protocol.
Result<ServerGauges> parseFpmStatus(const QByteArray &json);
Result<SourcePtr> createPhpFpmSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck
