// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/store/labelindex.h"

#include <algorithm>

namespace surgedeck::metrics {

/// Up to 32 matchers against the index. Each is asked once for each different value of its label, never for each
/// series.
class LabelQuery
{
public:
    static constexpr std::size_t mostMatchers = 32;

    LabelQuery(const LabelIndex &index, std::span<const Matcher> matchers)
        : m_index(index)
        , m_verdicts(index.m_pairs.size())
    {
        for (std::size_t i = 0; i < matchers.size(); ++i)
            ask(matchers[i], std::uint32_t{1} << i);
    }

    bool accepts(std::uint32_t slot) const
    {
        if (!m_index.has(slot))
            return false;
        std::uint32_t present = 0;
        std::uint32_t rejected = 0;
        for (const std::uint32_t pair : m_index.pairsOf(slot)) {
            present |= m_verdicts[pair].present;
            rejected |= m_verdicts[pair].rejected;
        }
        return rejected == 0 && (m_needed & ~present) == 0;
    }

    // Every series that may be accepted, and few that are not: those of the matcher that fewest series satisfy.
    std::vector<std::uint32_t> candidates() const
    {
        std::vector<std::uint32_t> slots;
        if (!m_hasSource) {
            slots.resize(m_index.m_series.size());
            for (std::uint32_t slot = 0; slot < slots.size(); ++slot)
                slots[slot] = slot;
            return slots;
        }
        for (const std::uint32_t pair : m_source) {
            const auto &more = m_index.m_pairs[pair].slots;
            slots.insert(slots.end(), more.begin(), more.end());
        }
        return slots;
    }

private:
    struct Verdict
    {
        std::uint32_t present = 0;  // matchers that ask for this label name
        std::uint32_t rejected = 0; // those that do not want this value
    };

    void ask(const Matcher &matcher, std::uint32_t bit)
    {
        const bool needsLabel = !matcher.matchesEmpty();
        if (needsLabel)
            m_needed |= bit;
        std::vector<std::uint32_t> accepted;
        std::size_t size = 0;
        const auto name = m_index.m_symbols.find(matcher.name());
        if (name && *name < m_index.m_pairsOfName.size()) {
            const auto wanted = m_index.m_symbols.find(matcher.value());
            for (const std::uint32_t pair : m_index.m_pairsOfName[*name]) {
                m_verdicts[pair].present |= bit;
                if (isAccepted(matcher, wanted, m_index.m_pairs[pair].value)) {
                    accepted.push_back(pair);
                    size += m_index.m_pairs[pair].slots.size();
                } else {
                    m_verdicts[pair].rejected |= bit;
                }
            }
        }
        if (needsLabel && (!m_hasSource || size < m_sourceSize)) {
            m_hasSource = true;
            m_source = std::move(accepted);
            m_sourceSize = size;
        }
    }

    // `wanted`: the number of the matcher's own text, where it has one.
    bool isAccepted(const Matcher &matcher, std::optional<std::uint32_t> wanted, std::uint32_t value) const
    {
        switch (matcher.type()) {
        case MatchType::Equal:
            return wanted == value;
        case MatchType::NotEqual:
            return wanted != value;
        default:
            return matcher.matches(m_index.m_symbols.text(value));
        }
    }

    const LabelIndex &m_index;
    std::vector<Verdict> m_verdicts; // by pair
    std::uint32_t m_needed = 0;      // matchers that a series without the label does not satisfy
    std::vector<std::uint32_t> m_source;
    std::size_t m_sourceSize = 0;
    bool m_hasSource = false;
};

std::vector<std::uint32_t> LabelIndex::select(std::span<const Matcher> matchers) const
{
    std::vector<std::uint32_t> slots;
    bool first = true;
    do {
        const auto part = matchers.first(std::min(matchers.size(), LabelQuery::mostMatchers));
        matchers = matchers.subspan(part.size());
        const LabelQuery query(*this, part);
        if (first)
            slots = query.candidates();
        first = false;
        std::erase_if(slots, [&](std::uint32_t slot) { return !query.accepts(slot); });
    } while (!matchers.empty());
    if (m_dead > 0) { // a slot that was given away twice may stand twice in a posting
        std::sort(slots.begin(), slots.end());
        slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    }
    return slots;
}

} // namespace surgedeck::metrics
