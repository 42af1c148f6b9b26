// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traffic/beginshift.h"

#include <QCoreApplication>

namespace surgedeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BeginShift)
};

} // namespace

bool isWaiting(const ShiftRecord &record, const PlanEdit &plan)
{
    if (record.state.phase != traffic::Phase::Planned && record.state.phase != traffic::Phase::Approved)
        return false;
    std::vector<int> steps = plan.steps;
    std::erase_if(steps, [&](int step) { return step <= record.plan.baseline; });
    return record.plan.steps == steps && record.plan.bake == plan.bake;
}

Status beginShift(ShiftEngine &engine, RouteActuator &router, const BeginShift &wanted, std::stop_token stop)
{
    SURGEDECK_CHECK(router.arm(stop));
    if (!isWaiting(engine.record(), wanted.plan))
        SURGEDECK_CHECK(engine.plan(wanted.plan.steps, wanted.plan.bake, stop));
    const bool approved =
        engine.record().state.phase == traffic::Phase::Approved && engine.record().approval.person == wanted.person;
    if (!approved) // before, when a second person was missing
        SURGEDECK_CHECK(engine.approve(wanted.person, wanted.typed, stop));
    const ShiftPlan &plan = engine.record().plan;
    const auto forTwo = stepForTwo(plan.steps, plan.baseline);
    const bool needsTwo = forTwo && engine.record().approval.secondPerson.isEmpty();
    if (needsTwo && !wanted.alone)
        return Error{
            Error::Kind::Refused,
            Words::tr("the step to %1 % is larger than 25 points: a second person has to approve plan %2 within "
                      "ten minutes (surgedeck traffic approve); one person is enough in a sev1 towards the "
                      "healthier side, and there: %3")
                .arg(*forTwo)
                .arg(plan.hash(), wanted.alone.error().message)};
    if (needsTwo)
        SURGEDECK_CHECK(engine.goAlone(*wanted.alone, wanted.person));
    return engine.wish(ShiftEngine::Wish::Start, wanted.person, stop);
}

} // namespace surgedeck
