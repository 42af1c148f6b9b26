// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/actuator.h"
#include "models/domain/httpaction.h"

namespace surgedeck {

/// Carries out the workspace's own actions: one HTTP call each, never repeated, no redirect followed, its command's id
/// as Idempotency-Key. 2xx is accepted, 4xx refused, everything else after the first byte is unanswered. See Actuator.
class ActionActuator final : public Actuator
{
public:
    ActionActuator(HttpActionParts parts, const Clock &clock);

    Result<Inspection> inspect(const Command &command, std::stop_token stop) override;
    Result<Receipt> execute(const Command &command, const Grant &grant, std::stop_token stop) override;
    Result<Verdict> verify(const Command &command, std::stop_token stop) override;
    Status arm(std::stop_token) override { return ok(); }

private:
    Result<HttpAction> prepared(const Command &command) const;

    HttpActionParts m_parts;
    const Clock &m_clock;
};

} // namespace surgedeck
