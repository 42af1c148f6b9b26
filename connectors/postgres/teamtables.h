// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace surgedeck::teamtables {

/// Of the tables that this program reads and writes.
constexpr int version = 1;

/// One migration a step, each one statement that does nothing where it was done before; the last one gives the roles
/// their rights (packaging/team-store/roles.sql makes the roles). Consoles may add events and never change one; the
/// login that brings an event is written by the server.
extern const std::array<const char *, 2> steps;

} // namespace surgedeck::teamtables
