// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace surgedeck::metrics {

/// Types of OpenMetrics 1.0.
enum class FamilyType
{
    Unknown,
    Gauge,
    Counter,
    StateSet,
    Info,
    Histogram,
    GaugeHistogram,
    Summary
};

std::string_view toWord(FamilyType type);
std::optional<FamilyType> familyTypeOf(std::string_view word);
/// What the names of samples of such a family add to its name; empty where the name itself is one.
std::span<const std::string_view> suffixesOf(FamilyType type);
/// "a_total or a_created", as a message names them.
std::string sampleNamesOf(const std::string &family, FamilyType type);

} // namespace surgedeck::metrics
