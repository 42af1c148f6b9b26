// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"
#include "widgets/timerange.h"

namespace surgedeck {

// What the stakeholders' page shows. Plain values, every text ready to be read; nothing is computed on the page.

struct WallHero
{
    Health health = Health::Unknown;
    QString sentence, line;
    QString nextLabel, nextTime, nextWords; ///< empty: nobody promised an update
    bool nextIsLate = false;
    bool operator==(const WallHero &) const = default;
};

struct WallCard
{
    Health health = Health::Unknown;
    QString name, age;
    QString figure, unit; ///< "97.81", "%"
    QString target, remark;
    std::optional<double> bar{}; ///< 0 to 1
    bool gapIsMissing = false;   ///< the empty part of the bar is missing now: it takes the colour of the state
    bool operator==(const WallCard &) const = default;
};

struct WallRow
{
    std::optional<Health> health; ///< nullopt: a time stands in front, not a state
    QString time;
    QString name; ///< in customers' words; empty in a row with a time
    QString words;
    bool now = false; ///< what goes on at this moment
    bool operator==(const WallRow &) const = default;
};

/// Orders over time, with what was expected; what is missing is filled while `health` is not normal.
struct WallCourse
{
    QString title, age;
    QString missing; ///< the words beside the filled area
    QString target;  ///< the word at the line of what is expected
    Health health = Health::Unknown;
    TimeRange range;
    std::vector<MetricPoint> points, expected;
    bool operator==(const WallCourse &) const = default;
};

struct WallFacts
{
    QString title, occasion; ///< "Shop health", "Black Friday 2026"
    QString clock, updated;
    WallHero hero;
    std::vector<WallCard> cards;
    WallCourse course;
    QString affectedTitle, doingTitle;
    std::vector<WallRow> affected, doing;
    QString footLeft, footRight;
    bool operator==(const WallFacts &) const = default;
};

} // namespace surgedeck
