// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace/workspace.h"

namespace surgedeck {

/// What a link of the workspace is about.
struct LinkSubject
{
    WallTime from, to;
    QString service; ///< id; empty: none
};

/// The address of a link: $from and $to as RFC 3339 in UTC, $from_ms and $to_ms in milliseconds since 1970, $service as
/// it is called in the workspace; all of them percent-encoded. Empty when it is no http or https address: nothing else
/// is ever opened.
QString linkAddress(const LinkConfig &link, const LinkSubject &subject);

/// What an incident that is going on is about: from a quarter of an hour before its first alarm, else the last quarter
/// of an hour.
LinkSubject currentSubject(WallTime now, std::optional<WallTime> firstAlarm);

} // namespace surgedeck
