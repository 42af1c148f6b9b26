// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/command.h"

#include <functional>
#include <memory>
#include <vector>

namespace surgedeck {

class MetricReader;

/// One call of the workspace's own actions, with its secrets: lives in memory only.
struct HttpAction
{
    QString method; ///< GET, POST, PUT, PATCH, DELETE
    QString url;
    QByteArray body; ///< JSON; empty: none
    std::vector<std::pair<QString, QString>> headers;
    QString bearer;
    bool allowPlainHttp = false;
    QString what;   ///< for people: "POST https://jobs.example/stock-sync/pause"
    QString verify; ///< an expression that has a value, and not 0, once the effect is there; empty: it is not read back
    QString undo;   ///< id of the action that takes it back; empty: none
};

/// How the actuator of the workspace's actions gets what it needs. `prepare` is called on the actuator's worker.
struct HttpActionParts
{
    /// Error: Config, for an action that is not there or a parameter that is not allowed.
    std::function<Result<HttpAction>(const CallAction &)> prepare;
    std::shared_ptr<MetricReader> reader; ///< of `verify`; nullptr: nothing can be read back
};

} // namespace surgedeck
