// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/routesplit.h"

#include "models/base/safetext.h"
#include "models/items/shiftrows.h"
#include "models/store/platform.h"

namespace surgedeck {

namespace {

constexpr int widestName = 60;

QString sideName(const QStringList &servers)
{
    return SafeText::of(servers.join(QStringLiteral(" + "))).singleLine(widestName);
}

} // namespace

Split splitOf(const RouteConfig &route, const RouteView &view)
{
    Split split;
    split.canary = sideName(route.control.canary);
    split.stable = sideName(route.control.stable);
    if (view.observed)
        split.observed = view.observed->canary;
    if (view.desired)
        split.desired = view.desired->canary;
    split.health = healthOf(view.state);
    return split;
}

} // namespace surgedeck
