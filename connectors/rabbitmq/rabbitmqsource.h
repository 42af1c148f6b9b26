// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck {

/// What RabbitMQ's management API tells (rabbitmq.com/management.html).
struct RabbitMqAnswers
{
    QByteArray overview; ///< /api/overview
    QByteArray queues;   ///< /api/queues
    QByteArray bindings; ///< /api/bindings
    WallTime now{};      ///< when they were asked for
};

/// The queues with most messages, 200 at most, and totals. A queue that a dead-letter exchange of another one leads to
/// holds dead letters. The age of the oldest message is known where its publisher gave it a timestamp, to the accuracy
/// of both clocks. Reads no message. Error: Protocol.
Result<ServerGauges> parseRabbitMq(const RabbitMqAnswers &answers);
Result<SourcePtr> createRabbitMqSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck
