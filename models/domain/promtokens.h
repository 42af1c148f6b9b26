// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace surgedeck {

struct PromToken
{
    enum class Kind
    {
        Word,   ///< metric, function, keyword, label: letters, digits, _ and :
        Number, ///< also a duration: 5m, 1h30m, 0x1F, 1.5e-3
        String, ///< with its quotes
        Sign,   ///< one character of punctuation, or one of == != =~ !~ <= >=
    };
    Kind kind = Kind::Sign;
    QString text;

    bool isSign(char sign) const { return kind == Kind::Sign && text.size() == 1 && text[0] == QLatin1Char(sign); }
    bool operator==(const PromToken &) const = default;
};

/// Takes PromQL apart; spaces and comments fall away. Never fails: what it does not know is a Sign.
std::vector<PromToken> promTokens(const QString &expression);

} // namespace surgedeck
