// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <clocale>
#include <locale.h>

namespace surgedeck::postgres {

/// While it lives, the libraries that this thread calls speak English: libpq has no codes for what fails before the
/// server answers, so its words are all there is to tell a stranger from a closed port.
class EnglishMessages
{
public:
    EnglishMessages()
        : m_english(::newlocale(LC_MESSAGES_MASK, "C", ::duplocale(LC_GLOBAL_LOCALE)))
        , m_before(::uselocale(m_english))
    {
    }
    ~EnglishMessages()
    {
        ::uselocale(m_before);
        if (m_english)
            ::freelocale(m_english);
    }
    EnglishMessages(const EnglishMessages &) = delete;
    EnglishMessages &operator=(const EnglishMessages &) = delete;

private:
    locale_t m_english;
    locale_t m_before;
};

} // namespace surgedeck::postgres
