// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/source.h"

namespace surgedeck {

/// RabbitMQ's management API (rabbitmq.com/management.html: /api/overview and /api/queues): the queues
/// with most messages, 200 at most, and totals. Reads no message. Error of the parser: Protocol.
Result<ServerGauges> parseRabbitMq(const QByteArray &overview, const QByteArray &queues);
Result<SourcePtr> createRabbitMqSource(const SourceSettings &settings, const Clock &clock);

} // namespace surgedeck
