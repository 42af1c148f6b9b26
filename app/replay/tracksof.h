// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/replay/replaysession.h"
#include "widgets/replayscrubber.h"

namespace surgedeck {

/// What people and runbooks did, in order of time.
struct PeopleTrack
{
    std::vector<ReplayTracks::Marker> people, pins;
};

/// Reads every event of a recording: once, they do not change while tracks grow. Pure.
PeopleTrack peopleOf(const ReplayFacts &facts);

/// The tracks of a recording, as far as its overview goes; the curve is that of the first indicator. Pure.
ReplayTracks tracksOf(const ReplayFacts &facts, const Workspace &workspace, const PeopleTrack &people);

/// "6 min 9 s into INC-20261127-1"; how long ago, without an incident.
QString relationOf(const ReplayFacts &facts, WallTime at, WallTime now);

} // namespace surgedeck
