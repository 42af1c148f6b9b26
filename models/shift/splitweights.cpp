// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/splitweights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace surgedeck {

namespace {

constexpr double mostError = 0.5; // points

const WeightOfServer *find(const std::vector<WeightOfServer> &weights, const QString &server)
{
    const auto found = std::ranges::find(weights, server, &WeightOfServer::server);
    return found == weights.end() ? nullptr : &*found;
}

int sumOf(const std::vector<ServerPart> &side)
{
    return std::accumulate(side.begin(), side.end(), 0, [](int sum, const ServerPart &p) { return sum + p.part; });
}

/// Divides the parts by what they have in common; all 0 becomes all 1.
void reduce(std::vector<ServerPart> &side)
{
    int common = 0;
    for (const ServerPart &part : side)
        common = std::gcd(common, part.part);
    for (ServerPart &part : side)
        part.part = common == 0 ? 1 : part.part / common;
}

Result<std::vector<ServerPart>> sideOf(const QStringList &servers, const std::vector<WeightOfServer> &weights)
{
    std::vector<ServerPart> side;
    for (const QString &server : servers) {
        const WeightOfServer *known = find(weights, server);
        if (!known)
            return Error{Error::Kind::Config, QStringLiteral("the router has no server %1").arg(server)};
        side.push_back({server, std::max(0, known->initial)});
    }
    if (side.empty())
        return Error{Error::Kind::Config, QStringLiteral("a side of the route has no server")};
    reduce(side);
    return side;
}

int largest(const std::vector<ServerPart> &side)
{
    return std::ranges::max_element(side, {}, &ServerPart::part)->part;
}

/// The smallest factor with which `share` can be divided among the parts without a rest.
int factorFor(const std::vector<ServerPart> &side, int share)
{
    const int sum = sumOf(side);
    return share == 0 ? 1 : sum / std::gcd(sum, share);
}

void append(std::vector<ServerWeight> &weights, const std::vector<ServerPart> &side, double perPart)
{
    for (const ServerPart &part : side) {
        const double exact = part.part * perPart;
        weights.push_back({part.server, exact > 0 ? std::max(1, static_cast<int>(std::lround(exact))) : 0});
    }
}

double shareOf(const std::vector<ServerWeight> &weights, std::size_t stable)
{
    double sides[2] = {0, 0};
    for (std::size_t i = 0; i < weights.size(); ++i)
        sides[i < stable ? 0 : 1] += weights[i].weight;
    return 100.0 * sides[1] / (sides[0] + sides[1]);
}

} // namespace

Result<SplitShape> shapeOf(const QStringList &stable, const QStringList &canary,
                           const std::vector<WeightOfServer> &weights)
{
    SURGEDECK_TRY(stableSide, sideOf(stable, weights));
    SURGEDECK_TRY(canarySide, sideOf(canary, weights));
    return SplitShape{stableSide, canarySide};
}

Result<std::vector<ServerWeight>> weightsFor(const SplitShape &shape, int percent)
{
    if (percent < 0 || percent > 100)
        return Error{Error::Kind::Refused, QStringLiteral("%1 is no percentage").arg(percent)};
    const int rest = 100 - percent;
    const double stableSum = sumOf(shape.stable), canarySum = sumOf(shape.canary);
    const int factor = std::lcm(factorFor(shape.stable, rest), factorFor(shape.canary, percent));
    const double widest =
        std::max(rest / stableSum * largest(shape.stable), percent / canarySum * largest(shape.canary));
    // Exact while it fits; else as large as the range allows, which is as near as it gets.
    const double scale = factor * widest <= shape.mostWeight ? factor : shape.mostWeight / widest;
    std::vector<ServerWeight> weights;
    append(weights, shape.stable, rest * scale / stableSum);
    append(weights, shape.canary, percent * scale / canarySum);
    if (std::abs(shareOf(weights, shape.stable.size()) - percent) > mostError)
        return Error{Error::Kind::Refused,
                     QStringLiteral("%1 % can not be said with weights from 0 to %2 on these servers")
                         .arg(percent)
                         .arg(shape.mostWeight)};
    return weights;
}

std::optional<int> percentOf(const SplitShape &shape, const std::vector<WeightOfServer> &weights)
{
    double sides[2] = {0, 0};
    for (int side = 0; side < 2; ++side)
        for (const ServerPart &part : side == 0 ? shape.stable : shape.canary) {
            const WeightOfServer *known = find(weights, part.server);
            if (!known)
                return std::nullopt;
            sides[side] += known->weight;
        }
    const double sum = sides[0] + sides[1];
    if (sum <= 0)
        return std::nullopt;
    if (sides[1] <= 0)
        return 0;
    if (sides[0] <= 0)
        return 100;
    return std::clamp(static_cast<int>(std::lround(100 * sides[1] / sum)), 1, 99);
}

} // namespace surgedeck
