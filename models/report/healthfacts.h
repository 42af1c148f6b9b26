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
    QString figure{};           ///< "97.81": the large part of valueText
    QString figureUnit{};       ///< "%": the rest of it
    std::optional<double> bar{}; ///< 0 to 1: the share of the target that is there, or of a budget that is left
    bool barIsBudget = false;    ///< what is missing of the bar is spent, not missing now
    QString barText{};           ///< "24 % of the budget is left"
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

/// Orders per minute, and what was expected of them, oldest first.
struct HealthCourse
{
    QString name; ///< in customers' words
    std::vector<MetricPoint> points, expected;
    std::optional<double> target; ///< where nothing is expected at a moment
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
    QString occasion{};                 ///< the planned event that is on, or comes within a day
    HealthCourse course{};              ///< empty without an indicator of orders
    bool blind = false;                 ///< no source answers, or nobody publishes any more: nothing here is current
};

HealthFacts healthFacts(const Platform &platform);

/// The same facts when they are looked at later: ages grow, and what is older than `current` is told as blind. For
/// facts that somebody else has published.
HealthFacts agedTo(HealthFacts facts, WallTime now, Milliseconds current);

/// "12 min", "due 4 min ago": what to say of the next update at this time; empty: nobody promised one.
QString nextUpdateWords(const HealthFacts &facts, WallTime now);

/// Reads a document of `surgedeck health -o json` back. Error: Protocol, with what is not as it must be. Bounded: lists
/// of at most 100 entries, a course of at most 2,000 points.
Result<HealthFacts> healthFactsFrom(const QJsonObject &document);

/// The document of `surgedeck health -o json`.
QJsonObject healthDocument(const HealthFacts &facts);

} // namespace surgedeck
