// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/command.h"

namespace surgedeck {

// What is true of an action before and after it is sent, whoever sends it: effect, undo, level, the name that is typed.

/// What a command is taken back by, from what its receipt says was there before; nullopt: by nothing of ours.
std::optional<Action> undoOf(const Action &action, const Receipt &receipt);

/// Whether and how it can be taken back, in words, before it is sent. Empty: only its maker knows (a workspace's own
/// action).
QString undoInWords(const Action &action);

/// What will happen, in words, before it is sent.
QString effectInWords(const Action &action);

/// The level that a person's own command has: 2 narrow, 3 irreversible and broad. A runbook's step says its own.
int usualLevelOf(const Action &action);

/// What is typed to confirm it: the session, the role, the prefix, the action of the workspace. Never empty.
QString confirmedName(const Action &action);

/// Sent portion by portion, each a command of its own.
bool isSweep(const Action &action);

/// Whether another portion has to follow the one with this receipt.
bool sweepGoesOn(const Action &action, const std::optional<Receipt> &receipt);

} // namespace surgedeck
