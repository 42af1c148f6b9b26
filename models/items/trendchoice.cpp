// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/trendchoice.h"

#include <algorithm>

namespace surgedeck {

namespace {

bool contains(const std::vector<std::size_t> &all, std::size_t one)
{
    return std::find(all.begin(), all.end(), one) != all.end();
}

void fill(std::vector<std::size_t> &chosen, std::size_t count, std::size_t most)
{
    std::erase_if(chosen, [&](std::size_t at) { return at >= count; });
    for (std::size_t at = 0; at < count && chosen.size() < most; ++at)
        if (!contains(chosen, at))
            chosen.push_back(at);
    if (chosen.size() > most)
        chosen.resize(most);
}

/// Of those shown the one that matters least; of equals the last.
std::vector<std::size_t>::iterator leastOf(std::vector<std::size_t> &chosen, const std::vector<Health> &states)
{
    auto least = chosen.begin();
    for (auto at = chosen.begin(); at != chosen.end(); ++at)
        if (states[*at] <= states[*least])
            least = at;
    return least;
}

} // namespace

std::vector<std::size_t> chooseTrends(const std::vector<Health> &states, std::vector<std::size_t> current,
                                      std::size_t most)
{
    fill(current, states.size(), most);
    std::sort(current.begin(), current.end());
    for (std::size_t at = 0; at < states.size(); ++at) {
        if (contains(current, at) || states[at] <= Health::Unknown || current.empty())
            continue;
        const auto least = leastOf(current, states);
        if (states[*least] < states[at])
            *least = at;
        std::sort(current.begin(), current.end());
    }
    return current;
}

} // namespace surgedeck
