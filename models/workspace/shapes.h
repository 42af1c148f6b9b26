// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/yaml/shape.h"

namespace surgedeck::shapes {

/// The grammar of the workspace file: every map in it and its keys. resources/workspace.schema.json says the same to
/// editors, and a test compares them.
extern const Shape workspace, via, basicAuth, tls;
extern const Shape indicator, service, saturation, objectives, slo, alerts, runbooks, event;
extern const Shape traffic, timing, route, control, observed, plan, guard, capacity;
extern const Shape action, call, parameter;
extern const Shape notify;

/// Every source type of the product, in the order of the manual.
const QStringList &sourceTypeNames();
/// The keys of a source of this type. For a type that this version does not read: those of every source, others kept.
/// For no known type: the keys of all of them.
const Shape &source(const QString &type);

/// All of the above with their names.
std::vector<const Shape *> all();

} // namespace surgedeck::shapes
