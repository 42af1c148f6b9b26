// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string>

namespace surgedeck {

/// What a person should do about an error of yaml-cpp at `byte`; its own words where nothing better is known.
QString syntaxHint(const QByteArray &text, qsizetype byte, const std::string &parserMessage);

/// Whether the quoted text that opens at `byte` ends before the file does. True when no quote opens there.
bool isQuoteClosed(const QByteArray &text, qsizetype byte);

} // namespace surgedeck
