// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/observation.h"

#include <QJsonObject>

namespace surgedeck {

/// How the journal writes an observation: the name of its kind and its fields. What is not known is not written, an
/// empty text or list neither; times and durations are integer milliseconds, named so. Compact output of QJsonDocument
/// is the canonical text: keys in order, shortest numbers. What fromJson() reads of what toJson() wrote is equal to it.
struct ObservationJson
{
    QString type; ///< "session_sample", ...; never changes its meaning
    QJsonObject body;
};

ObservationJson toJson(const Observation &observation);

/// nullopt: a kind that this version does not know; whoever holds the text keeps it. Fields that it does not know are
/// passed over. Error: Protocol, where `body` is no JSON object, or with the
/// field that is not as it must be.
Result<std::optional<Observation>> observationFromJson(const QString &type, QByteArrayView body);

} // namespace surgedeck
