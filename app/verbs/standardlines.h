// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

class QTextStream;

namespace surgedeck {

/// Lines from standard input, each answered by a line. Answers are written out as soon as no further question waits, so
/// that a program at the other end of the pipe may ask one at a time. A line is bounded: the rest of a longer one is
/// dropped.
class StandardLines
{
public:
    explicit StandardLines(std::size_t longest = 65'536)
        : m_longest(longest)
        , m_buffer(65'536)
    {
    }

    /// False at the end of the input. A last line needs no line break, and "\r\n" is one.
    bool read(std::string &line);
    /// Whether the line that was read last is cut off.
    bool tooLong() const { return m_tooLong; }
    std::size_t longest() const { return m_longest; }
    void answer(QTextStream &out, const std::string &text);

private:
    bool fill();

    std::size_t m_longest;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    bool m_tooLong = false;
};

} // namespace surgedeck
