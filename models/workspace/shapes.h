// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/yaml/shape.h"

namespace surgedeck::shapes {

/// The grammar of the workspace file: every map in it and its keys. resources/workspace.schema.json says the same to
/// editors, and a test compares them.
extern const MappingShape workspace, via, basicAuth, tls;
extern const MappingShape indicator, service, saturation, objectives, slo, alerts, runbooks, event;
extern const MappingShape traffic, approver, timing, route, control, observed, plan, guard, capacity;
extern const MappingShape action, call, parameter;
extern const MappingShape board, boardPanel, boardSeries;
extern const MappingShape notify;
extern const MappingShape probeStep, probeExpect;

/// Every source type of the product, in the order of the manual.
const QStringList &sourceTypeNames();
/// The keys of a source of this type. For a type that this version does not read: those of every source, others kept.
/// For no known type: the keys of all of them.
const MappingShape &source(const QString &type);

/// All of the above with their names.
std::vector<const MappingShape *> all();

} // namespace surgedeck::shapes
