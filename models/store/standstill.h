// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

#include <QString>

#include <optional>

namespace surgedeck {

/// Counters stand still while a balancer answers requests: what is computed from them is not known, and not normal. A
/// frozen exporter goes on to be scraped, so every age is young.
struct Standstill
{
    Milliseconds still{0}; ///< for how long
    QString provenBy;      ///< the balancer that counts on
    double provenPerSecond = 0;
    bool operator==(const Standstill &) const = default;
};

/// From this on a rate of 0 is no pause between two requests.
inline constexpr Milliseconds standstillAfter{10'000};
/// Fewer requests prove nothing.
inline constexpr double provenFrom = 1;

/// Requests a second that a balancer answered without an error, of one backend or, empty, of all. An error proves no
/// traffic behind it: a shop that hangs must not be taken for a counter that does.
double answeredPerSecond(const RouterSample &sample, const QString &backend);

} // namespace surgedeck
