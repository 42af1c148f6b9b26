// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/standardlines.h"

#include <QTextStream>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace surgedeck {

bool StandardLines::fill()
{
    ssize_t got = 0;
    do {
        got = ::read(STDIN_FILENO, m_buffer.data(), m_buffer.size());
    } while (got < 0 && errno == EINTR);
    m_begin = 0;
    m_end = got > 0 ? static_cast<std::size_t>(got) : 0;
    return m_end > 0;
}

bool StandardLines::read(std::string &line)
{
    line.clear();
    m_tooLong = false;
    bool any = false;
    for (;;) {
        if (m_begin == m_end && !fill())
            return any;
        any = true;
        const char *begin = m_buffer.data() + m_begin;
        const char *end = m_buffer.data() + m_end;
        const char *stop = std::find(begin, end, '\n');
        const std::size_t room = m_longest - std::min(m_longest, line.size());
        const auto length = static_cast<std::size_t>(stop - begin);
        line.append(begin, std::min(room, length));
        m_tooLong |= length > room;
        m_begin = static_cast<std::size_t>(stop - m_buffer.data());
        if (stop == end)
            continue;
        ++m_begin;
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        return true;
    }
}

void StandardLines::answer(QTextStream &out, const std::string &text)
{
    out << QString::fromStdString(text) << '\n';
    if (m_begin == m_end)
        out.flush();
}

} // namespace surgedeck
