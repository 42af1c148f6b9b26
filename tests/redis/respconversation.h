// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedpeer.h"

#include <QByteArrayList>

namespace surgedeck {

/// A peer's side of a Redis conversation: `answer` gets each whole command and returns what to send.
PeerStep respConversation(std::function<QByteArray(const QByteArrayList &command)> answer);

QByteArray respText(const QByteArray &text); ///< as a bulk string

/// What a healthy server of version 7 that allows a viewer's commands answers.
QByteArray viewersAnswer(const QByteArrayList &command);

} // namespace surgedeck
