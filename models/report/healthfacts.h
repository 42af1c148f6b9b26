// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/platform.h"

#include <QJsonObject>

namespace surgedeck {

/// One figure for people who run a business, not a platform.
struct HealthCard
{
    QString id;
    QString name; ///< in customers' words
    std::optional<double> value;
    QString unit;
    std::optional<double> target;
    QString valueText;  ///< "97.81 %", or a dash
    QString targetText; ///< "target ≥ 99.95 %"
    QString remark;     ///< of an estimate: that it is one, and its formula
    Health state = Health::Unknown;
    std::optional<Milliseconds> age;
};

struct AffectedPart
{
    QString name; ///< in customers' words: "Paying"
    Health state = Health::Unknown;
    QString words; ///< "2.2 in 100 fail"
};

struct HealthStep
{
    WallTime time{};
    QString text;
};

/// How the shop is, in sentences with the numbers of the cockpit. Its state is that of the cockpit, always: what is
/// worse there is never better here, and what cannot be seen is said to be unseen.
struct HealthFacts
{
    WallTime time{};
    QString workspace;
    QString headline;
    QString detail;
    Health state = Health::Unknown;
    std::vector<HealthCard> cards;
    std::vector<AffectedPart> affected;
    std::vector<HealthStep> doing;
    std::optional<WallTime> nextUpdate; ///< promised by a person; nullopt: nobody did
};

HealthFacts healthFacts(const Platform &platform);

/// The document of `surgedeck health -o json`.
QJsonObject healthDocument(const HealthFacts &facts);

} // namespace surgedeck
