// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/secret.h"

#include <cstring>
#include <strings.h>

namespace surgedeck {

Secret::Secret(std::string_view utf8)
    : m_bytes(std::make_unique<char[]>(utf8.size() + 1))
    , m_size(utf8.size())
{
    std::memcpy(m_bytes.get(), utf8.data(), utf8.size());
}

Secret::Secret(QStringView text)
{
    QByteArray utf8 = text.toUtf8();
    Secret made{std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size()))};
    explicit_bzero(utf8.data(), static_cast<std::size_t>(utf8.size()));
    swap(made);
}

Secret::~Secret()
{
    if (m_bytes)
        explicit_bzero(m_bytes.get(), m_size);
}

bool Secret::operator==(const Secret &other) const
{
    if (m_size != other.m_size)
        return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < m_size; ++i)
        difference |= static_cast<unsigned char>(m_bytes[i]) ^ static_cast<unsigned char>(other.m_bytes[i]);
    return difference == 0;
}

} // namespace surgedeck
