// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wallcontent.h"

#include "models/base/timetext.h"
#include "models/items/clocktext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds courseSpan = std::chrono::hours(1);
constexpr double ahead = 1.0 / 12; ///< of the span: room for what comes

struct WallWords
{
    Q_DECLARE_TR_FUNCTIONS(Wall)
};

QString agoText(Milliseconds age)
{
    return WallWords::tr("%1 ago").arg(durationWords(std::max(Milliseconds{0}, age)));
}

QString ageOf(const std::optional<Milliseconds> &age)
{
    return age ? agoText(*age) : QString();
}

WallHero heroOf(const HealthFacts &facts, WallTime now)
{
    WallHero hero{facts.state, facts.headline, facts.detail, {}, {}, {}, false};
    if (facts.nextUpdate) {
        hero.nextLabel = WallWords::tr("Next update");
        hero.nextTime = minuteText(*facts.nextUpdate);
        hero.nextWords = nextUpdateWords(facts, now);
        hero.nextIsLate = *facts.nextUpdate <= now;
    }
    return hero;
}

WallCard cardOf(const HealthCard &card)
{
    WallCard wall{card.state,      card.name,   ageOf(card.age), card.figure,      card.figureUnit,
                  card.targetText, card.remark, card.bar,        !card.barIsBudget};
    if (!card.barText.isEmpty())
        wall.remark = card.remark.isEmpty() ? card.barText : card.barText + QStringLiteral(" · ") + card.remark;
    if (card.state == Health::Unknown && card.value && card.age) {
        wall.remark = WallWords::tr("last known, %1").arg(agoText(*card.age));
        wall.age.clear(); // it is said
    }
    return wall;
}

WallCourse courseOf(const HealthFacts &facts, WallTime now)
{
    WallCourse course;
    course.title = facts.course.name.isEmpty() ? WallWords::tr("Orders, last hour")
                                               : WallWords::tr("%1, last hour").arg(facts.course.name);
    course.missing = WallWords::tr("Orders we are missing");
    course.target = WallWords::tr("target");
    const Milliseconds rest = std::chrono::duration_cast<Milliseconds>(courseSpan * ahead);
    course.range = {now - courseSpan, now + rest};
    course.points = facts.course.points;
    course.expected = facts.course.expected;
    if (course.expected.empty() && facts.course.target)
        course.expected = {{course.range.from, *facts.course.target}, {course.range.to, *facts.course.target}};
    else if (!course.expected.empty() && !facts.blind) // what is expected now is expected until somebody says otherwise
        course.expected.push_back({course.range.to, course.expected.back().value});
    if (!course.points.empty())
        course.age = agoText(now - course.points.back().time);
    const auto money = std::ranges::find(facts.cards, QStringLiteral("revenue_at_risk"), &HealthCard::id);
    course.health = money == facts.cards.end() ? facts.state : money->state;
    if (course.health == Health::Unknown && !facts.blind)
        course.health = facts.state;
    return course;
}

/// The last thing that has happened is what goes on, while anything is wrong.
std::vector<WallRow> doingOf(const HealthFacts &facts, WallTime now)
{
    std::vector<WallRow> rows;
    std::size_t last = 0;
    for (const HealthStep &step : facts.doing) {
        rows.push_back({std::nullopt, minuteText(step.time), {}, step.text, false});
        if (step.time <= now)
            last = rows.size();
    }
    if (last > 0 && facts.state > Health::Attention)
        rows[last - 1].now = true;
    if (facts.nextUpdate && *facts.nextUpdate > now)
        rows.push_back({std::nullopt,
                        minuteText(*facts.nextUpdate),
                        {},
                        WallWords::tr("Next update, sooner if it changes"),
                        false});
    if (rows.empty())
        rows.push_back({std::nullopt, {}, {}, WallWords::tr("Nothing to report"), false});
    return rows;
}

} // namespace

WallFacts wallFacts(const HealthFacts &facts, WallTime now)
{
    WallFacts wall;
    wall.title = facts.workspace.isEmpty() ? WallWords::tr("Health") : WallWords::tr("%1 health").arg(facts.workspace);
    wall.occasion = facts.occasion;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count());
    wall.clock = QLocale().toString(local, QStringLiteral("dddd d MMMM yyyy, HH:mm:ss"));
    wall.updated = WallWords::tr("updated %1").arg(agoText(now - facts.time));
    wall.hero = heroOf(facts, now);
    for (const HealthCard &card : facts.cards)
        wall.cards.push_back(cardOf(card));
    wall.course = courseOf(facts, now);
    wall.affectedTitle =
        facts.state == Health::Normal ? WallWords::tr("Customer journey") : WallWords::tr("What is affected");
    for (const AffectedPart &part : facts.affected)
        wall.affected.push_back({part.state, {}, part.name, part.words, false});
    wall.doingTitle = facts.state == Health::Normal ? WallWords::tr("Today") : WallWords::tr("What we are doing");
    wall.doing = doingOf(facts, now);
    wall.footLeft = WallWords::tr("Read only. Estimates are marked as such; the finance close replaces them.");
    wall.footRight = WallWords::tr("Questions: ask the incident lead, not the on-call engineer");
    return wall;
}

} // namespace surgedeck
