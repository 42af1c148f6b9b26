// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/symboltable.h"

#include "models/metrics/store/labelview.h"

#include <algorithm>
#include <utility>

namespace surgedeck::metrics {

std::size_t SymbolTable::placeOf(std::string_view text) const
{
    const std::size_t mask = m_table.size() - 1;
    std::size_t place = hashOf(text, 0) & mask;
    while (m_table[place] != 0 && m_texts[m_table[place] - 1] != text)
        place = (place + 1) & mask;
    return place;
}

std::optional<std::uint32_t> SymbolTable::find(std::string_view text) const
{
    if (m_table.empty())
        return std::nullopt;
    const std::uint32_t entry = m_table[placeOf(text)];
    return entry == 0 ? std::nullopt : std::optional(entry - 1);
}

std::uint32_t SymbolTable::intern(std::string_view text)
{
    if (m_texts.size() * 3 >= m_table.size() * 2)
        grow();
    std::uint32_t &entry = m_table[placeOf(text)];
    if (entry == 0) {
        m_texts.push_back(keep(text));
        entry = static_cast<std::uint32_t>(m_texts.size());
    }
    return entry - 1;
}

void SymbolTable::grow()
{
    m_table.assign(std::max<std::size_t>(64, m_table.size() * 2), 0);
    for (std::uint32_t number = 0; number < m_texts.size(); ++number)
        m_table[placeOf(m_texts[number])] = number + 1;
}

std::string_view SymbolTable::keep(std::string_view text)
{
    constexpr std::size_t chunk = 16 * 1024;
    if (m_chunkLeft < text.size()) {
        m_chunkLeft = std::max(chunk, text.size());
        m_chunks.push_back(std::make_unique_for_overwrite<char[]>(m_chunkLeft));
        m_chunkAt = m_chunks.back().get();
        m_chunkBytes += m_chunkLeft;
    }
    char *at = std::exchange(m_chunkAt, m_chunkAt + text.size());
    m_chunkLeft -= text.size();
    std::copy(text.begin(), text.end(), at);
    return {at, text.size()};
}

std::size_t SymbolTable::bytes() const
{
    return m_texts.capacity() * sizeof(std::string_view) + m_table.capacity() * sizeof(std::uint32_t) + m_chunkBytes;
}

} // namespace surgedeck::metrics
