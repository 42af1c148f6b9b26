// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mysql/answer.h"

#include <initializer_list>

namespace surgedeck::mysql {

/// An answer as a server would give it, from lines of cells between "|"; "NULL" is NULL.
Answer answerOf(std::initializer_list<const char *> lines);
/// The same for lines of text.
Answer answerOfText(const QByteArray &text);

} // namespace surgedeck::mysql
