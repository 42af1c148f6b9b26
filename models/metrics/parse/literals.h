// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/ast.h"
#include "models/metrics/outcome.h"
#include "models/metrics/parse/cursor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// Moves over what may be a number under these rules; false when it is none, the cursor then stands where it ended to
/// be one (a duration may go on from there).
bool scanNumber(Cursor &cursor, Compat compat);
/// Moves over the rest of a duration whose first digits were scanned, and one character further when that fails.
bool scanDurationTail(Cursor &cursor);

/// The value of a number literal: Go's integers (0x1F, 010 is eight, 1_000) first, then floats. Errors: BadData.
Outcome<double> numberValue(std::string_view text);

/// `1h30m`, units from largest to smallest, also "0": milliseconds. Errors: BadData, in the words of Prometheus.
Outcome<std::int64_t> parseDuration(std::string_view text);
/// The shortest text that reads back as this duration, which is not negative: 5400000 is "1h30m".
std::string durationText(std::int64_t milliseconds);

/// Moves behind the closing quote; the opening one (`"`, `'` or a back tick) stands at the cursor. The reason why the
/// literal is invalid, if it is.
std::optional<std::string> scanString(Cursor &cursor);
bool validUtf8(std::string_view text);
/// Bytes of the UTF-8 character that begins there, 0 where none does.
int utf8Length(std::string_view text, std::size_t position);
void appendUtf8(std::string &out, char32_t code);
/// What a scanned literal means.
std::string unquoted(std::string_view literal);

} // namespace surgedeck::metrics
