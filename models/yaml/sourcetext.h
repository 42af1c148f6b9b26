// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/problem.h"

#include <QByteArray>

#include <vector>

namespace surgedeck {

/// The bytes of a file, and where a byte stands in lines and characters.
class SourceText
{
public:
    /// A byte order mark at the start is left out.
    explicit SourceText(const QByteArray &bytes);

    const QByteArray &bytes() const { return m_bytes; }
    Position at(qsizetype byte) const;

    /// True when it is UTF-8 without control characters. Otherwise the first offence is in `problems`. Characters that
    /// hide or reorder text are only warned of.
    bool check(ProblemList &problems) const;

private:
    bool isAllowed(qsizetype byte, char32_t character, ProblemList &problems) const;

    QByteArray m_bytes;
    std::vector<int> m_characters;  ///< that begin before each byte
    std::vector<qsizetype> m_lines; ///< the byte at which each line begins
};

} // namespace surgedeck
