// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmcare.h"
#include "models/items/readiness.h"
#include "models/runbook/library.h"

#include <QJsonObject>

namespace surgedeck {

/// What can be said before a sale beside readiness(): whether acting is possible, capacity is proven for what is
/// planned, runbooks have what they need, and nobody has silenced what should be heard. Pure.
struct PreflightInput
{
    const Platform &platform;
    const runbook::Library &library;
    const AlarmCare &care;
    std::vector<std::pair<QString, QString>> acting; ///< source, and why it can not be acted on; empty: it can
};

std::vector<ReadinessCheck> preflightChecks(const PreflightInput &input);

/// `{schema, time, workspace, event, ready, open, checks: [{id, challenge, response, state}]}`
QJsonObject preflightDocument(const Platform &platform, const std::vector<ReadinessCheck> &checks);

/// Those that are not as they should be: bad, or not known.
int openChecks(const std::vector<ReadinessCheck> &checks);

} // namespace surgedeck
