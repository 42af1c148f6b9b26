// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/workspace/actionconfig.h"

#include <QJsonObject>

namespace surgedeck {

/// The parameters of one call, checked against their types, bounds and allowed values; what is not given takes its
/// default. Error: Config, naming the parameter.
Result<QJsonObject> checkedParameters(const ActionConfig &action, const QJsonObject &given);

/// `$name` in a url, its value percent-encoded: it can not become a part of the path, a query or a host.
QString urlWith(const QString &url, const QJsonObject &parameters);

/// `$name` in every text of a body. A text that is nothing but a name becomes the value itself: a number stays one.
QJsonValue bodyWith(const QJsonValue &body, const QJsonObject &parameters);

} // namespace surgedeck
