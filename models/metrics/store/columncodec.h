// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/store/bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Columns of one series as bytes that a general compressor shrinks further. Lossless to the last bit, NaNs included.
/// The number of samples is stored by whoever stores the columns.
void encodeValues(std::span<const double> values, ByteWriter &out);
void encodeTimes(std::span<const std::int64_t> timesMs, ByteWriter &out);

/// The bytes may be hostile: false when they are not `count` samples exactly, or when times do not ascend. What was
/// appended to `out` by then has no meaning.
bool decodeValues(std::string_view bytes, std::size_t count, std::vector<double> &out);
bool decodeTimes(std::string_view bytes, std::size_t count, std::vector<std::int64_t> &out);

} // namespace surgedeck::metrics
