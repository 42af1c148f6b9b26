// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/endpoint.h"

namespace surgedeck {

/// What libpq 15 would refuse of a connection string: unknown parameters, unknown values of sslmode and
/// target_session_attrs. Source: PostgreSQL 15 documentation, 34.1.2 Parameter Key Words.
QStringList postgresFaults(const EndpointText &endpoint);

/// Whether this sslmode protects less than the default, verify-full. Empty is the default.
bool isWeakPostgresMode(const QString &mode);

} // namespace surgedeck
