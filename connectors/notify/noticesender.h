// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <stop_token>

namespace surgedeck {

/// Where notices go over HTTP, with its secrets: lives in memory only.
struct NoticeTarget
{
    enum class Kind
    {
        PagerDuty,
        Webhook
    };
    Kind kind = Kind::Webhook;
    QString url;        ///< the whole address; empty for PagerDuty: the one of its documents
    QString routingKey; ///< PagerDuty
};

/// How one attempt ended.
struct NoticeOutcome
{
    enum class Kind
    {
        Sent,
        Again,  ///< it did not arrive, and may later
        Failed, ///< it was refused, and would be again
        Unclear ///< it may have arrived: a target that does not know it again would tell it twice
    };
    Kind kind = Kind::Again;
    QString reason{};
};

/// Posts one body as JSON, within 8 s. Answers are taken as PagerDuty's and Slack's documents say: 2xx arrived; 429 and
/// 5xx may be tried again after a while; other statuses would be refused again. Blocks. A reason holds no secret.
NoticeOutcome sendNotice(const NoticeTarget &target, QJsonObject body, std::stop_token stop);

/// Who PagerDuty says is on call now: names, in order of the escalation level. `apiUrl` empty: the one of its
/// documents. Blocks, 8 s at most. Error: Auth, Unreachable, Timeout, Protocol.
Result<QStringList> peopleOnCall(const QString &apiUrl, const QString &token, std::stop_token stop);

} // namespace surgedeck
