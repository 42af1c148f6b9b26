// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/grants.h"
#include "connectors/mysql/pollcontext.h"

namespace surgedeck::mysql {

/// What the account of this session may do, with the rights of the roles that it could take on: at most 8 of those.
/// Empty when the server does not say. Error: the connection is lost.
Result<std::vector<Grant>> readGrants(Session &session, const Features &features, const Deadline &deadline);

/// What a person should know about the account: too many rights, or too few to see. With the statements to copy.
QStringList credentialNotices(const Features &features, const std::vector<Grant> &grants);

} // namespace surgedeck::mysql
