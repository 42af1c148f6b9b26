// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace surgedeck::metrics {

/// Every text once, by number: names and values of labels repeat over thousands of series. Not thread-safe.
class SymbolTable
{
public:
    std::uint32_t intern(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    /// Stays where it is as long as the table lives.
    std::string_view text(std::uint32_t number) const { return m_texts[number]; }
    std::size_t size() const { return m_texts.size(); }
    std::size_t bytes() const;

private:
    std::size_t placeOf(std::string_view text) const;
    std::string_view keep(std::string_view text);
    void grow();

    std::vector<std::string_view> m_texts;
    std::vector<std::uint32_t> m_table; // number + 1, 0 where free; open addressing
    std::vector<std::unique_ptr<char[]>> m_chunks;
    std::size_t m_chunkLeft = 0;
    char *m_chunkAt = nullptr;
    std::size_t m_chunkBytes = 0;
};

} // namespace surgedeck::metrics
