// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck::mysql {

/// A MySQL or MariaDB server, read through one session. Error: Config.
Result<SourcePtr> createMysqlSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck::mysql
