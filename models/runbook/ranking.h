// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmbook.h"
#include "models/runbook/library.h"
#include "models/runbook/observing.h"

namespace surgedeck::runbook {

/// How well a runbook fits what is seen now, on one subject.
struct Suggestion
{
    QString id, title;
    int version = 0;
    Binding binding;
    QString subject;
    Readings detects;
    Truth fits = Truth::Unknown; ///< Holds: every condition does. One that fails is shown: it is what tells a decoy
    int holding = 0;
    bool triage = false; ///< R00, offered because nothing fits
};

/// All runbooks of the library that the workspace can bind: those that fit first, the more conditions the sooner; R00
/// before the others when something is wrong and nothing fits; then by the share of conditions that hold. A runbook
/// that fits on several subjects stands there once for each. Nothing in it starts anything.
std::vector<Suggestion> ranked(const Library &library, const Platform &platform);

/// Whether anything asks for a runbook at all.
bool isSomethingWrong(const PlatformView &view);

/// The runbook to offer for an alarm: the first that fits; else the one that the workspace names for it, unless one of
/// its conditions fails; else R00.
QString runbookFor(const Alarm &alarm, const std::vector<Suggestion> &ranking);

/// `{rank, id, title, version, subject, fits, holding, of, detects, triage}`
QJsonObject toJson(const Suggestion &suggestion, int rank);

} // namespace surgedeck::runbook
