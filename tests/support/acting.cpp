// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/acting.h"

#include <QTest>

namespace surgedeck {

namespace {

Receipt refusal(const Error &error)
{
    return {Receipt::State::Refused, error.message, {}, {}};
}

Approval approvalOf(const Command &command)
{
    Approval approval;
    approval.person = command.actor;
    approval.role = Role::Responder;
    return approval;
}

} // namespace

Command ActingHand::commandOf(const Action &action) const
{
    Command command;
    command.id = QStringLiteral("the-test's");
    command.source = QStringLiteral("db");
    command.action = action;
    command.actor = QStringLiteral("test");
    command.reason = QStringLiteral("a test");
    command.level = 2;
    return command;
}

Result<Inspection> ActingHand::inspect(const Action &action)
{
    return m_actuator.inspect(commandOf(action), {});
}

Receipt ActingHand::execute(Action action)
{
    const auto inspection = inspect(action);
    if (!inspection)
        return refusal(inspection.error());
    if (identityOf(action).isEmpty())
        setIdentity(action, inspection->identity);
    const Command command = commandOf(action);
    Approval approval = approvalOf(command);
    approval.preconditions = inspection->preconditions;
    const auto grant = Grant::authorize(command, approval, m_clock.now());
    return grant ? executeBlindly(action) : refusal(grant.error());
}

Receipt ActingHand::executeBlindly(const Action &action)
{
    const Command command = commandOf(action);
    const auto grant = Grant::authorize(command, approvalOf(command), m_clock.now());
    const auto receipt = m_actuator.execute(command, *grant, {});
    return receipt ? *receipt : refusal(receipt.error());
}

Verdict ActingHand::verify(const Action &action)
{
    Verdict verdict;
    (void)QTest::qWaitFor(
        [&] {
            const auto seen = m_actuator.verify(commandOf(action), {});
            verdict = seen ? *seen : Verdict{Verdict::State::Unknown, seen.error().message};
            return verdict.state == Verdict::State::Done;
        },
        10'000);
    return verdict;
}

QString ActingHand::carryOut(Action action)
{
    if (identityOf(action).isEmpty())
        if (const auto inspection = inspect(action))
            setIdentity(action, inspection->identity);
    const Receipt receipt = execute(action);
    if (receipt.state != Receipt::State::Accepted)
        return toWord(receipt.state) + QStringLiteral(": ") + receipt.detail;
    return QStringLiteral("accepted, ") + toWord(verify(action).state);
}

} // namespace surgedeck
