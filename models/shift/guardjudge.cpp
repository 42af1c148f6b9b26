// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/guardjudge.h"

#include "models/shift/mannwhitney.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck {

namespace {

using traffic::GuardVerdict;

constexpr std::size_t mostValues = 600;
constexpr double significant = 0.02; // one-sided
constexpr double clearEffect = 0.71; // of the pairs; Vargha and Delaney's "large"
constexpr double band = 3.29;        // standard deviations: 99.9 % of a binomial
constexpr double leastBand = 0.02;   // of the share: rates are averages over a window
constexpr Milliseconds shortPatience{3'000};
constexpr Milliseconds firstSamples{60'000}; // a figure of a new step may need as long to appear
constexpr int releaseHolds = 4;              // back within its band for as many holds

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(GuardJudge)
};

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

bool higherIsBetter(const GuardConfig &guard)
{
    using Operator = Comparison::Operator;
    return guard.pass && (guard.pass->op == Operator::Greater || guard.pass->op == Operator::GreaterOrEqual);
}

/// How much worse the canary is, in the guard's own unit.
double excess(const GuardConfig &guard, double stable, double canary)
{
    return higherIsBetter(guard) ? stable - canary : canary - stable;
}

bool isBothSides(const GuardConfig &guard)
{
    return !guard.expr.text.contains(QLatin1String("$side"));
}

void keep(std::vector<double> &values, double value)
{
    if (values.size() >= mostValues)
        values.erase(values.begin(), values.begin() + mostValues / 2);
    values.push_back(value);
}

JudgedGuard say(JudgedGuard judged, GuardWord verdict, const QString &words)
{
    judged.verdict = verdict;
    judged.words = words;
    return judged;
}

QString bandOf(const Comparison &limit)
{
    return QStringLiteral("%1 %2").arg(toWord(limit.op), number(limit.limit));
}

QString fitsBand(const GuardConfig &guard)
{
    return guard.pass ? bandOf(*guard.pass) : QString();
}

} // namespace

QString toWord(GuardWord word)
{
    static constexpr std::array words = {"pass", "fail", "inconclusive", "error", "no_traffic", "not_measured"};
    return QLatin1String(words.at(static_cast<std::size_t>(word)));
}

void GuardJudge::count(const RouteMeasures &measures)
{
    if (m_flow.at && measures.at > *m_flow.at && measures.stablePerSecond && measures.canaryPerSecond) {
        // A pause of ours is no traffic of theirs: at most a few polls are filled in.
        const double seconds = std::min(5.0, toSeconds(measures.at - *m_flow.at));
        m_flow.stable += *measures.stablePerSecond * seconds;
        m_flow.canary += *measures.canaryPerSecond * seconds;
        m_flow.known = true;
    }
    m_flow.at = measures.at;
}

Judgement GuardJudge::judge(const RouteMeasures &measures, const StepInHand &step)
{
    count(measures);
    std::vector<JudgedGuard> judged;
    for (const GuardConfig &guard : m_route.guards)
        judged.push_back(look(guard, measures, step));
    if (measures.stablePerSecond || !m_route.observedCanary.isEmpty())
        judged.push_back(share(measures, step));
    if (step.next && m_route.capacityCanaryPerMinute)
        judged.push_back(capacity(measures, step));
    return together(std::move(judged), measures, step);
}

JudgedGuard GuardJudge::look(const GuardConfig &guard, const RouteMeasures &measures, const StepInHand &step)
{
    JudgedGuard judged;
    judged.id = guard.id;
    const auto found = measures.guards.find(guard.id);
    const MeasuredGuard measured = found == measures.guards.end() ? MeasuredGuard{} : found->second;
    const MeasuredSide &mine = isBothSides(guard) ? measured.stable : measured.canary;
    judged.value = mine.value;
    judged.limit = guard.pass ? std::optional(guard.pass->limit) : std::nullopt;
    if (!isBothSides(guard))
        judged.baseline = measured.stable.value;
    if (!mine.value && !mine.error.isEmpty())
        judged = say(judged, GuardWord::Error, Words::tr("%1 can not be evaluated: %2").arg(guard.id, mine.error));
    else if (!mine.value)
        judged = m_flow.known && m_flow.canary <= 0 && step.percent > 0
                     ? say(judged, GuardWord::NoTraffic, Words::tr("the canary gets no traffic"))
                     : say(judged, GuardWord::NotMeasured, Words::tr("%1 is not measured").arg(guard.id));
    else if (mine.old)
        judged = say(judged, GuardWord::Inconclusive, Words::tr("the figure of %1 is too old").arg(guard.id));
    else
        compare(guard, measured, step, judged);
    overTime(guard, judged, measures.at);
    return judged;
}

void GuardJudge::compare(const GuardConfig &guard, const MeasuredGuard &measured, const StepInHand &step,
                         JudgedGuard &judged)
{
    Memory &memory = m_memory[guard.id];
    const double value = *judged.value;
    const bool hasBaseline = judged.baseline && !measured.stable.old;
    keep(memory.canary, value);
    if (hasBaseline)
        keep(memory.stable, *judged.baseline);
    const double missing = guard.minRequests.value_or(0) - m_flow.canary;
    if (guard.minRequests && (!m_flow.known || missing > 0)) {
        judged = say(judged, GuardWord::Inconclusive,
                     Words::tr("%1 of %2 requests seen on the canary")
                         .arg(m_flow.canary, 0, 'f', 0)
                         .arg(*guard.minRequests, 0, 'f', 0));
        return;
    }
    if (guard.ceiling && guard.ceiling->holds(value)) {
        judged = say(judged, GuardWord::Fail,
                     Words::tr("%1 is beyond its ceiling %2: %3 on the canary, %4 on stable")
                         .arg(guard.id, bandOf(*guard.ceiling), number(value),
                              judged.baseline ? number(*judged.baseline) : Words::tr("not known")));
        judged.atOnce = true;
        judged.canaryWorse = isWorse(guard, measured, memory);
        return;
    }
    const bool outOfBand = guard.pass && !guard.pass->holds(value);
    const bool worse =
        guard.compareWithStable && hasBaseline && excess(guard, *judged.baseline, value) > guard.worseBy.value_or(0);
    // With everything on the canary there is nothing to compare with: the limit alone decides.
    const bool alone = step.percent >= 100 && guard.pass;
    if (guard.compareWithStable && !hasBaseline && !outOfBand && !alone) {
        judged = say(judged, GuardWord::Inconclusive, Words::tr("the stable side of %1 is not measured").arg(guard.id));
        return;
    }
    judged.verdict = outOfBand || worse ? GuardWord::Fail : GuardWord::Pass;
    if (judged.verdict == GuardWord::Pass)
        return;
    judged.canaryWorse = isWorse(guard, measured, memory);
    const QString sides = judged.baseline
                              ? Words::tr("%1 on the canary, %2 on stable").arg(number(value), number(*judged.baseline))
                              : Words::tr("%1 on both sides together").arg(number(value));
    judged.words = outOfBand ? Words::tr("%1 left its band %2: %3").arg(guard.id, fitsBand(guard), sides)
                             : Words::tr("%1 is worse than on stable: %2").arg(guard.id, sides);
}

bool GuardJudge::isWorse(const GuardConfig &guard, const MeasuredGuard &measured, const Memory &memory) const
{
    if (isBothSides(guard) || !measured.stable.value || measured.stable.old || !measured.canary.value)
        return false;
    if (guard.pass && !guard.pass->holds(*measured.stable.value))
        return false; // both sides are bad: the canary is not what is wrong
    if (guard.compareWithStable &&
        excess(guard, *measured.stable.value, *measured.canary.value) <= guard.worseBy.value_or(0))
        return false;
    if (!guard.compareWithStable || guard.unit == QLatin1String("percent"))
        return true; // of a share, the number of requests is what makes it significant
    const bool lower = higherIsBetter(guard);
    const auto ranks = lower ? compareRanks(memory.canary, memory.stable) : compareRanks(memory.stable, memory.canary);
    return !ranks || (ranks->p < significant && ranks->larger >= clearEffect);
}

void GuardJudge::overTime(const GuardConfig &guard, JudgedGuard &judged, WallTime now)
{
    Memory &memory = m_memory[guard.id];
    const auto since = [&](std::optional<WallTime> &start) {
        if (!start)
            start = now;
        judged.held = std::max(Milliseconds(0), now - *start);
    };
    if (judged.verdict == GuardWord::Fail) {
        memory.goodSince = memory.unknownSince = std::nullopt;
        since(memory.badSince);
        memory.failed = memory.failed || judged.atOnce || judged.held >= guard.hold;
        if (!memory.failed)
            judged.verdict = GuardWord::Inconclusive;
    } else if (judged.verdict == GuardWord::Pass) {
        memory.badSince = memory.unknownSince = std::nullopt;
        since(memory.goodSince);
        memory.failed = memory.failed && judged.held < releaseHolds * guard.hold;
        if (memory.failed)
            judged = say(judged, GuardWord::Inconclusive,
                         Words::tr("%1 is back in its band since %2 s").arg(guard.id).arg(judged.held.count() / 1000));
        else
            judged.held = Milliseconds(0);
    } else {
        memory.badSince = memory.goodSince = std::nullopt;
        since(memory.unknownSince);
    }
}

JudgedGuard GuardJudge::share(const RouteMeasures &measures, const StepInHand &step) const
{
    JudgedGuard judged;
    judged.id = QStringLiteral("share");
    judged.limit = step.percent;
    const double total = measures.stablePerSecond.value_or(0) + measures.canaryPerSecond.value_or(0);
    if (!measures.stablePerSecond || !measures.canaryPerSecond)
        return say(judged, GuardWord::NotMeasured, Words::tr("the observed rates are not known"));
    if (total <= 0)
        return say(judged, GuardWord::NoTraffic, Words::tr("no traffic flows"));
    const double share = *measures.canaryPerSecond / total, wanted = step.percent / 100.0;
    judged.value = 100 * share;
    if (*measures.canaryPerSecond <= 0 && measures.provenCanaryPerSecond.value_or(0) > 0)
        return say(judged, GuardWord::Inconclusive,
                   Words::tr("the figure stands still: the balancers' counters see traffic"));
    const double requests = std::max(1.0, m_flow.stable + m_flow.canary);
    const double width = std::max(leastBand, band * std::sqrt(std::max(wanted * (1 - wanted), 0.0025) / requests));
    judged.verdict = std::abs(share - wanted) <= width ? GuardWord::Pass : GuardWord::Inconclusive;
    if (judged.verdict != GuardWord::Pass)
        judged.words =
            Words::tr("%1 % flow to the canary where %2 % are set: sessions that stick to a server, connections "
                      "kept open, few clients, or a figure that is an average over time")
                .arg(100 * share, 0, 'f', 1)
                .arg(step.percent);
    return judged;
}

JudgedGuard GuardJudge::capacity(const RouteMeasures &measures, const StepInHand &step) const
{
    JudgedGuard judged;
    judged.id = QStringLiteral("capacity");
    judged.limit = m_route.capacityCanaryPerMinute;
    if (!measures.stablePerSecond || !measures.canaryPerSecond)
        return say(judged, GuardWord::NotMeasured, Words::tr("the rate of the route is not known"));
    judged.value = 60 * (*measures.stablePerSecond + *measures.canaryPerSecond) * *step.next / 100.0;
    if (*judged.value <= *judged.limit)
        judged.verdict = GuardWord::Pass;
    else // now it fits: it is the next step that would not
        judged = say(judged, step.bakeOver ? GuardWord::Fail : GuardWord::Inconclusive,
                     Words::tr("%1 % would be %2 requests a minute, and the canary is proven for %3")
                         .arg(*step.next)
                         .arg(*judged.value, 0, 'f', 0)
                         .arg(*judged.limit, 0, 'f', 0));
    return judged;
}

bool GuardJudge::provesRoom(const RouteMeasures &measures) const
{
    if (!m_route.capacityStablePerMinute || !measures.stablePerSecond || !measures.canaryPerSecond)
        return false;
    return 60 * (*measures.stablePerSecond + *measures.canaryPerSecond) <= *m_route.capacityStablePerMinute;
}

bool GuardJudge::unknownForTooLong(const JudgedGuard &judged, const StepInHand &step, WallTime now)
{
    const auto config = std::ranges::find(m_route.guards, judged.id, &GuardConfig::id);
    const Milliseconds inStep = now - step.since;
    if (config == m_route.guards.end()) // share and capacity: by the end of the bake, and what a rate needs to follow
        return inStep > step.bake + std::max(step.bake, firstSamples);
    const Memory &memory = m_memory[judged.id];
    if (!memory.unknownSince) // out of its band, or back in it, and not for long enough: it will be decided
        return false;
    const bool tooFew = judged.value && judged.verdict == GuardWord::Inconclusive && config->minRequests &&
                        m_flow.canary < *config->minRequests;
    if (tooFew)
        return inStep > 2 * step.bake + config->hold;
    if (inStep < std::min(step.bake, firstSamples))
        return false;
    return judged.held > std::max(config->hold, shortPatience);
}

void GuardJudge::settleGroups(std::vector<JudgedGuard> &guards) const
{
    std::map<QString, std::vector<JudgedGuard *>> groups;
    for (JudgedGuard &judged : guards)
        if (const auto config = std::ranges::find(m_route.guards, judged.id, &GuardConfig::id);
            config != m_route.guards.end() && !config->group.isEmpty())
            groups[config->group].push_back(&judged);
    for (const auto &group : groups) {
        const auto &members = group.second;
        const auto saying = [&](GuardWord word) {
            return std::ranges::count_if(members, [&](const JudgedGuard *j) { return j->verdict == word; });
        };
        const auto all = std::ssize(members), failing = saying(GuardWord::Fail), passing = saying(GuardWord::Pass);
        const bool fails = 2 * failing > all, passes = failing == 0 && 2 * passing > all;
        for (JudgedGuard *judged : members) {
            judged->settled = fails || passes;
            judged->disagrees = !fails && judged->verdict == GuardWord::Fail;
            if (judged->disagrees)
                *judged = say(*judged, GuardWord::Inconclusive,
                              Words::tr("%1. %2 of the %3 sources of %4 say so, and that is not most of them")
                                  .arg(judged->words)
                                  .arg(failing)
                                  .arg(all)
                                  .arg(group.first));
        }
    }
}

Judgement GuardJudge::together(std::vector<JudgedGuard> guards, const RouteMeasures &measures, const StepInHand &step)
{
    settleGroups(guards);
    Judgement judgement;
    const auto failing = std::ranges::find(guards, GuardWord::Fail, &JudgedGuard::verdict);
    const auto worse = std::ranges::find_if(guards, [&](const JudgedGuard &judged) {
        const auto config = std::ranges::find(m_route.guards, judged.id, &GuardConfig::id);
        return judged.verdict == GuardWord::Fail && judged.canaryWorse && config != m_route.guards.end() &&
               config->onFail == GuardConfig::OnFail::Rollback;
    });
    const auto notPassing =
        std::ranges::find_if(guards, [](const JudgedGuard &j) { return j.verdict != GuardWord::Pass && !j.settled; });
    const auto disagreeing = std::ranges::find_if(guards, &JudgedGuard::disagrees);
    if (worse != guards.end()) {
        const bool room = provesRoom(measures);
        judgement.verdict = room ? GuardVerdict::Worse : GuardVerdict::Hold;
        judgement.words =
            room ? Words::tr("%1. The stable side can carry all.").arg(worse->words)
                 : Words::tr("%1. The stable side is not proven to carry all (capacity: stable), so nothing "
                             "moves by itself.")
                       .arg(worse->words);
    } else if (failing != guards.end()) {
        judgement.verdict = GuardVerdict::Hold;
        judgement.words =
            failing->baseline && !failing->canaryWorse
                ? Words::tr("%1. Both sides fail alike, so moving traffic will not help.").arg(failing->words)
                : failing->words;
    } else if (guards.empty()) {
        judgement.verdict = GuardVerdict::NoData;
        judgement.words = Words::tr("nothing watches this shift: no guard, and the observed rates are not known");
    } else if (disagreeing != guards.end()) {
        judgement.verdict = GuardVerdict::NoData;
        judgement.words = disagreeing->words;
    } else if (notPassing == guards.end()) {
        judgement.verdict = GuardVerdict::Pass;
    } else {
        judgement.words = notPassing->words;
        for (const JudgedGuard &judged : guards)
            if (judged.verdict != GuardWord::Pass && !judged.settled && unknownForTooLong(judged, step, measures.at)) {
                judgement.verdict = GuardVerdict::NoData;
                judgement.words = judged.words;
            }
    }
    judgement.guards = std::move(guards);
    return judgement;
}

} // namespace surgedeck
