// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/states.h"
#include "models/shift/splitweights.h"
#include "models/traffic/shiftstate.h"

#include <QJsonObject>

namespace surgedeck {

/// What somebody wants to do with a route, as it was checked and confirmed. Does not change while it runs, but for
/// steps that were not taken.
struct ShiftPlan
{
    QString id; ///< UUID: the keys of its writes are made from it
    std::vector<int> steps;
    Milliseconds bake{0};
    int baseline = 0;
    std::vector<ServerWeight>
        baselineWeights; ///< as they were found: going back to the baseline restores exactly these
    SplitShape shape;
    QString madeBy;
    WallTime madeAt{};

    /// Twelve digits that name exactly this plan: an approval is for these.
    QString hash() const;
};

/// Who confirmed a plan, and how.
struct ShiftApproval
{
    QString person;
    QString typed; ///< the route's id, as it was typed
    WallTime at{};
    QString secondPerson; ///< who approved it from a console of their own; empty: nobody
    WallTime secondAt{};
    QString proof{}; ///< of the second person: "one-time code"; empty: the name is claimed
    QString alone{}; ///< why one person is enough: an incident, and what is worse on the stable side; empty: it is not

    static constexpr Milliseconds lasts{10 * 60'000}; ///< until it is used
};

/// Everything that is remembered of the shift of one route: what is on disk, and from which the machine goes on.
struct ShiftRecord
{
    traffic::State state;
    ShiftPlan plan;
    ShiftApproval approval;
    QString reason;          ///< in words; survives a restart of what is held
    QStringList generations; ///< of the router, in the order they were first seen: their numbers are the machine's
    WallTime since{};        ///< of the phase

    /// The router's generation as the machine counts them: equal only when nothing changed.
    traffic::Generation numberOf(const QString &generation);
    QString generationOf(traffic::Generation number) const;
    /// The key of a write: the same for the same write after a crash.
    QString keyOf(traffic::IntentId intent) const;
    std::optional<int> nextStep() const;
};

QJsonObject toJson(const ShiftRecord &record);
/// Error: Protocol, when it is not what toJson() makes.
Result<ShiftRecord> shiftRecordOf(const QJsonObject &object);

/// The word of documents for a state of the machine.
RouteState routeStateOf(const traffic::State &state);
/// Whether there is a shift: a plan that was begun and not ended.
bool isUnderWay(const traffic::State &state);
/// A second person approves: a plan that waits to be started, or the next step of a shift that waits for it. Error:
/// Refused: the same person, or nothing that waits.
Result<ShiftRecord> approvedBySecond(ShiftRecord record, const QString &person, WallTime now);
/// Why the machine is where it is, in words; empty when there is nothing to say.
QString wordsOf(const traffic::State &state);

} // namespace surgedeck
