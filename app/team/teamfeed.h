// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/record.h"

#include <QByteArray>

namespace surgedeck {

// What the collecting console of a team hands on to the others: records, packed together. Pure.

QByteArray packRecords(const std::vector<Record> &records);

/// Their times are those of the console that saw them; `clock` gives them a place in our own monotonic time. Kinds that
/// this version does not know are left out. Bounded: 64 MiB. Error: Protocol.
Result<std::vector<Record>> unpackRecords(const QByteArray &packed, const Clock &clock);

} // namespace surgedeck
