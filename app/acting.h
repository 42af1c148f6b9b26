// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/authority.h"

#include <memory>

namespace surgedeck {

class Clock;
class Dispatcher;
class JournalWriter;
struct Workspace;

/// The road of commands of one workspace for one role. For a viewer no acting credential is read, resolved or handed
/// on: there is no actuator in the process. Credentials are resolved here, once; connections are opened when a command
/// needs them.
std::unique_ptr<Dispatcher> makeCommandRoad(const Workspace &workspace, Role role, JournalWriter &journal,
                                            const Clock &clock);

/// The most that any process on this machine gets: SURGEDECK_ROLE, or commander without it. A word that is no role
/// allows nothing.
Role machineRole();

/// The role that a person asked for, within what this machine allows: SURGEDECK_ROLE, where it is set, is the most that
/// any process here gets. Error: Config, for a word that is no role.
Result<Role> allowedRole(const QString &wanted, Role otherwise);

} // namespace surgedeck
