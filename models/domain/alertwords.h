// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"

#include <utility>
#include <vector>

namespace surgedeck {

// How alerts of Prometheus' kind are named and weighed, whoever raises them.

/// How bad a `severity` label means it: critical, degraded and attention are ours; page and emergency count as
/// critical, error, major and warning as degraded, info, minor and notice as attention. Any other word, or none:
/// degraded.
Health severityOf(const QString &word);

/// "PREFIX/NAME", with a few characters of a hash behind it when labels beyond alertname and severity tell it from
/// others of its name. `labels` in order of their names. The same after a restart.
QString alertId(const QString &prefix, const QString &name, const std::vector<std::pair<QString, QString>> &labels);

} // namespace surgedeck
