// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sourcesettings.h"

namespace surgedeck {

struct Workspace;

/// The keys under which the values of a workspace's expressions are stored.
namespace watched {
QString indicator(const QString &id);
QString expected(const QString &indicatorId);
QString serviceRate(const QString &id);
QString serviceErrors(const QString &id);
QString serviceP99(const QString &id);
QString serviceSaturation(const QString &id);
QString routeStable(const QString &id);
QString routeCanary(const QString &id);
/// The two halves of an error ratio over a window.
QString sloErrors(const QString &id, Milliseconds window);
QString sloTotal(const QString &id, Milliseconds window);
/// At how many moments of the period the source has samples of `total`.
QString sloKnown(const QString &id);
/// `side`: "stable", "canary", or "both" for a guard that does not tell them apart.
QString guard(const QString &routeId, const QString &guardId, const char *side);
/// Of a signal of a runbook: the same expression of two runbooks is evaluated once.
QString runbook(const QString &expression);
} // namespace watched

/// Every expression that the workspace's screens need, of those that `sourceId` evaluates.
std::vector<WatchedExpression> watchedExpressions(const Workspace &workspace, const QString &sourceId);

} // namespace surgedeck
