// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace surgedeck {

/// A workspace file as values, for whoever looks at a recording elsewhere: what its panels need (names, expressions,
/// objectives, routes) and nothing that opens a door: addresses, credentials, headers, paths and what is called besides
/// are left out or replaced. readWorkspace() reads it again without an error. Pure.
QJsonObject withoutSecrets(const QJsonObject &workspace);

} // namespace surgedeck
