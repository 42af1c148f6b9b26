// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace surgedeck {

/// What unquoted scalars mean to us: the unambiguous part of YAML 1.2. `no`, `on`, 012, 1_000, 0x1F, .inf mean
/// different things to different readers and are therefore nothing here.
std::optional<bool> parseBoolean(const QString &text);
std::optional<long long> parseInteger(const QString &text);
std::optional<double> parseNumber(const QString &text);

} // namespace surgedeck
