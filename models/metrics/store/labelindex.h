// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/metrics/labels.h"
#include "models/metrics/matcher.h"
#include "models/metrics/store/appendresult.h"
#include "models/metrics/store/labelview.h"
#include "models/metrics/store/symboltable.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace surgedeck::metrics {

/// Which labels the series of a store have, and which series have a label. A series is a number here (its slot); its
/// labels are numbers of pairs of name and value, in byte order of the names. Reading is thread-safe, changing is not.
class LabelIndex
{
public:
    /// The labels must be in byte order of their names, each name once, no value empty.
    std::optional<SeriesRef> find(std::span<const LabelView> labels) const;
    void add(SeriesRef series, std::span<const LabelView> labels);
    /// The place in the postings stays until the index is made anew.
    void remove(std::uint32_t slot);
    /// Whether so much of it belongs to series that died that making it anew pays.
    bool isWorn() const { return m_dead > 1024 && m_dead > m_alive / 2; }
    /// The same series without what is left of dead ones.
    LabelIndex anew() const;

    /// Slots of every series that all matchers accept, each once, in no order.
    std::vector<std::uint32_t> select(std::span<const Matcher> matchers) const;
    Labels labelsOf(std::uint32_t slot) const;
    /// In byte order of names: what the views point at lives as long as the index.
    void viewsOf(std::uint32_t slot, std::vector<LabelView> &out) const;
    /// By name, then value, label by label; a shorter one first: as Labels compare.
    bool isBefore(std::uint32_t a, std::uint32_t b) const;
    bool has(std::uint32_t slot) const { return slot < m_series.size() && m_series[slot].alive; }
    bool has(SeriesRef series) const { return has(series.slot) && refOf(series.slot) == series; }
    SeriesRef refOf(std::uint32_t slot) const { return {slot, m_series[slot].generation}; }
    /// One more than the highest slot that was ever used.
    std::uint32_t slots() const { return static_cast<std::uint32_t>(m_series.size()); }

    std::size_t size() const { return m_alive; }
    std::size_t bytes() const;

private:
    struct Pair
    {
        std::uint32_t name;
        std::uint32_t value;
        std::vector<std::uint32_t> slots;
    };
    struct Series
    {
        std::uint32_t begin = 0; // in m_pairsOfSeries
        std::uint32_t hash = 0;
        std::uint32_t generation = 0;
        std::uint16_t count = 0;
        bool alive = false;
    };
    friend class LabelQuery;

    std::span<const std::uint32_t> pairsOf(std::uint32_t slot) const
    {
        return {m_pairsOfSeries.data() + m_series[slot].begin, m_series[slot].count};
    }
    bool isEqual(std::uint32_t slot, std::span<const LabelView> labels) const;
    std::uint32_t pairOf(LabelView label);
    std::size_t placeOfPair(std::uint32_t name, std::uint32_t value) const;
    void makeRoom(std::size_t morePairs);
    void enter(std::uint32_t slot);

    SymbolTable m_symbols;
    std::vector<Pair> m_pairs;
    std::vector<std::uint32_t> m_pairTable;                // number + 1, 0 where free
    std::vector<std::vector<std::uint32_t>> m_pairsOfName; // by the number of the name's symbol
    std::vector<Series> m_series;                          // by slot
    std::vector<std::uint32_t> m_pairsOfSeries;
    std::vector<std::uint32_t> m_seriesTable; // slot + 1, 0 where free; dead ones stay
    std::size_t m_seriesInTable = 0;
    std::size_t m_postingBytes = 0;
    std::size_t m_alive = 0;
    std::size_t m_dead = 0;
};

} // namespace surgedeck::metrics
