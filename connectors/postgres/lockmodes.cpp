// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/lockmodes.h"

#include <array>
#include <utility>

namespace surgedeck::postgres {

namespace {

constexpr unsigned bit(LockMode mode)
{
    return 1U << static_cast<unsigned>(mode);
}

constexpr unsigned accessExclusive = bit(LockMode::AccessExclusive);
constexpr unsigned exclusive = accessExclusive | bit(LockMode::Exclusive);
constexpr unsigned shares = bit(LockMode::Share) | bit(LockMode::ShareRowExclusive);
constexpr unsigned shareUpdate = bit(LockMode::ShareUpdateExclusive);
constexpr unsigned rowExclusive = bit(LockMode::RowExclusive);

/// What each mode conflicts with, in the order of LockMode.
constexpr std::array<unsigned, 9> conflictsOf = {
    0,
    accessExclusive,
    exclusive,
    exclusive | shares,
    exclusive | shares | shareUpdate,
    exclusive | shareUpdate | rowExclusive | bit(LockMode::ShareRowExclusive),
    exclusive | shares | shareUpdate | rowExclusive,
    exclusive | shares | shareUpdate | rowExclusive | bit(LockMode::RowShare),
    exclusive | shares | shareUpdate | rowExclusive | bit(LockMode::RowShare) | bit(LockMode::AccessShare),
};

} // namespace

LockMode lockModeOf(QStringView word)
{
    static constexpr std::pair<QStringView, LockMode> words[] = {
        {u"AccessShareLock", LockMode::AccessShare},
        {u"RowShareLock", LockMode::RowShare},
        {u"RowExclusiveLock", LockMode::RowExclusive},
        {u"ShareUpdateExclusiveLock", LockMode::ShareUpdateExclusive},
        {u"ShareLock", LockMode::Share},
        {u"ShareRowExclusiveLock", LockMode::ShareRowExclusive},
        {u"ExclusiveLock", LockMode::Exclusive},
        {u"AccessExclusiveLock", LockMode::AccessExclusive},
    };
    for (const auto &[name, mode] : words)
        if (name == word)
            return mode;
    return LockMode::None;
}

bool conflicts(LockMode held, LockMode wanted)
{
    return (conflictsOf.at(static_cast<std::size_t>(held)) & bit(wanted)) != 0;
}

} // namespace surgedeck::postgres
