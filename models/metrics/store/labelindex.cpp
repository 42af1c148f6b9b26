// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/labelindex.h"

#include <algorithm>

namespace surgedeck::metrics {

namespace {

std::uint32_t hashOfLabels(std::span<const LabelView> labels)
{
    std::uint64_t hash = 0;
    for (const LabelView &label : labels)
        hash = hashOf(label.value, hashOf(label.name, hash));
    return static_cast<std::uint32_t>(hash >> 32);
}

std::uint64_t hashOfPair(std::uint32_t name, std::uint32_t value)
{
    const std::uint64_t both = (std::uint64_t{name} << 32 | value) * 0x9fb21c651e98df25;
    return both ^ both >> 32;
}

template <typename T>
std::size_t bytesOf(const std::vector<T> &vector)
{
    return vector.capacity() * sizeof(T);
}

} // namespace

bool LabelIndex::isEqual(std::uint32_t slot, std::span<const LabelView> labels) const
{
    const auto pairs = pairsOf(slot);
    return std::equal(pairs.begin(), pairs.end(), labels.begin(), labels.end(),
                      [&](std::uint32_t pair, const LabelView &label) {
                          return m_symbols.text(m_pairs[pair].name) == label.name &&
                                 m_symbols.text(m_pairs[pair].value) == label.value;
                      });
}

std::optional<SeriesRef> LabelIndex::find(std::span<const LabelView> labels) const
{
    if (m_seriesTable.empty())
        return std::nullopt;
    const std::size_t mask = m_seriesTable.size() - 1;
    const std::uint32_t hash = hashOfLabels(labels);
    for (std::size_t place = hash & mask; m_seriesTable[place] != 0; place = (place + 1) & mask) {
        const std::uint32_t slot = m_seriesTable[place] - 1;
        const Series &series = m_series[slot];
        if (series.alive && series.hash == hash && isEqual(slot, labels))
            return refOf(slot);
    }
    return std::nullopt;
}

std::size_t LabelIndex::placeOfPair(std::uint32_t name, std::uint32_t value) const
{
    const std::size_t mask = m_pairTable.size() - 1;
    std::size_t place = hashOfPair(name, value) & mask;
    for (; m_pairTable[place] != 0; place = (place + 1) & mask) {
        const Pair &pair = m_pairs[m_pairTable[place] - 1];
        if (pair.name == name && pair.value == value)
            break;
    }
    return place;
}

std::uint32_t LabelIndex::pairOf(LabelView label)
{
    const std::uint32_t name = m_symbols.intern(label.name);
    const std::uint32_t value = m_symbols.intern(label.value);
    std::uint32_t &entry = m_pairTable[placeOfPair(name, value)];
    if (entry == 0) {
        m_pairs.push_back({name, value, {}});
        entry = static_cast<std::uint32_t>(m_pairs.size());
        if (m_pairsOfName.size() <= name)
            m_pairsOfName.resize(name + std::size_t{1});
        m_pairsOfName[name].push_back(entry - 1);
    }
    return entry - 1;
}

void LabelIndex::makeRoom(std::size_t morePairs)
{
    if ((m_pairs.size() + morePairs) * 3 > m_pairTable.size() * 2) {
        m_pairTable.assign(std::max<std::size_t>(256, m_pairTable.size() * 2), 0);
        for (std::uint32_t number = 0; number < m_pairs.size(); ++number)
            m_pairTable[placeOfPair(m_pairs[number].name, m_pairs[number].value)] = number + 1;
    }
    if ((m_seriesInTable + 1) * 3 > m_seriesTable.size() * 2) {
        m_seriesTable.assign(std::max<std::size_t>(256, m_seriesTable.size() * 2), 0);
        m_seriesInTable = 0;
        for (std::uint32_t slot = 0; slot < m_series.size(); ++slot) {
            if (m_series[slot].alive)
                enter(slot);
        }
    }
}

void LabelIndex::enter(std::uint32_t slot)
{
    const std::size_t mask = m_seriesTable.size() - 1;
    std::size_t place = m_series[slot].hash & mask;
    while (m_seriesTable[place] != 0)
        place = (place + 1) & mask;
    m_seriesTable[place] = slot + 1;
    ++m_seriesInTable;
}

void LabelIndex::add(SeriesRef added, std::span<const LabelView> labels)
{
    const std::uint32_t slot = added.slot;
    makeRoom(labels.size());
    if (m_series.size() <= slot)
        m_series.resize(slot + std::size_t{1});
    Series &series = m_series[slot];
    series.begin = static_cast<std::uint32_t>(m_pairsOfSeries.size());
    series.count = static_cast<std::uint16_t>(labels.size());
    series.hash = hashOfLabels(labels);
    series.generation = added.generation;
    series.alive = true;
    for (const LabelView &label : labels) {
        const std::uint32_t pair = pairOf(label);
        m_pairsOfSeries.push_back(pair);
        std::vector<std::uint32_t> &slots = m_pairs[pair].slots;
        const std::size_t before = slots.capacity();
        slots.push_back(slot);
        m_postingBytes += (slots.capacity() - before) * sizeof(std::uint32_t);
    }
    enter(slot);
    ++m_alive;
}

void LabelIndex::remove(std::uint32_t slot)
{
    m_series[slot].alive = false;
    --m_alive;
    ++m_dead;
}

LabelIndex LabelIndex::anew() const
{
    LabelIndex fresh;
    std::vector<LabelView> labels;
    for (std::uint32_t slot = 0; slot < m_series.size(); ++slot) {
        if (!m_series[slot].alive)
            continue;
        viewsOf(slot, labels);
        fresh.add(refOf(slot), labels);
    }
    return fresh;
}

void LabelIndex::viewsOf(std::uint32_t slot, std::vector<LabelView> &out) const
{
    out.clear();
    for (const std::uint32_t pair : pairsOf(slot))
        out.push_back({m_symbols.text(m_pairs[pair].name), m_symbols.text(m_pairs[pair].value)});
}

Labels LabelIndex::labelsOf(std::uint32_t slot) const
{
    std::vector<Label> labels;
    labels.reserve(m_series[slot].count);
    for (const std::uint32_t pair : pairsOf(slot))
        labels.push_back(
            {std::string(m_symbols.text(m_pairs[pair].name)), std::string(m_symbols.text(m_pairs[pair].value))});
    return Labels(std::move(labels));
}

bool LabelIndex::isBefore(std::uint32_t a, std::uint32_t b) const
{
    const auto left = pairsOf(a);
    const auto right = pairsOf(b);
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (l == left.end() || r == right.end())
        return l == left.end() && r != right.end();
    const Pair &first = m_pairs[*l];
    const Pair &second = m_pairs[*r];
    if (first.name != second.name)
        return m_symbols.text(first.name) < m_symbols.text(second.name);
    return m_symbols.text(first.value) < m_symbols.text(second.value);
}

std::size_t LabelIndex::bytes() const
{
    std::size_t names = bytesOf(m_pairsOfName);
    for (const auto &pairs : m_pairsOfName)
        names += bytesOf(pairs);
    return m_symbols.bytes() + bytesOf(m_pairs) + bytesOf(m_pairTable) + names + m_postingBytes + bytesOf(m_series) +
           bytesOf(m_pairsOfSeries) + bytesOf(m_seriesTable);
}

} // namespace surgedeck::metrics
