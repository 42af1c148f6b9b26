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
    bool namesCause = false; ///< as namesCause() says of the conditions in `detects`
    bool triage = false;     ///< R00, offered because nothing fits
};

/// Whether one of the conditions is evidence of a cause: a value of the thing itself, or an expression, that is not so
/// on a calm platform. What a calm platform meets ("nobody waits for a lock") only excludes; effects and changes are
/// the same whatever the cause. docs/decisions/0193.
bool namesCause(const Runbook &runbook, const Conditions &conditions);

/// All runbooks of the library that the workspace can bind: those that fit first, of these the ones that name a cause,
/// then the more conditions the sooner; R00 before the others when something is wrong and nothing fits; then by the
/// share of conditions that hold. A runbook that fits on several subjects stands there once for each. Nothing in it
/// starts anything.
std::vector<Suggestion> ranked(const Library &library, const Platform &platform);

/// Whether anything asks for a runbook at all.
bool isSomethingWrong(const PlatformView &view);

/// The runbook to offer for an alarm: the first that fits; else the one that the workspace names for it, unless one of
/// its conditions fails; else R00.
QString runbookFor(const Alarm &alarm, const std::vector<Suggestion> &ranking);

/// `{rank, id, title, version, subject, binds, fits, suggested, names_cause, holding, of, detects}`
QJsonObject toJson(const Suggestion &suggestion, int rank);

} // namespace surgedeck::runbook
