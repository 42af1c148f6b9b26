// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace surgedeck::runbook {

/// Whether a condition is so. What is not known, or too old to be the present, satisfies nothing and refutes nothing.
enum class Truth
{
    Holds,
    Fails,
    Unknown,
    Shown ///< it has no limit: it is only looked at
};

/// A signal as it is now, against a limit.
struct Reading
{
    QString signal;
    QString title;
    std::optional<double> value;
    QString text;   ///< of a text signal
    QString unit;   ///< "yes/no": 1 or 0, shown as words
    QString limit;  ///< ">= 3"; empty: none
    QString source; ///< where it was seen; empty: the platform as a whole
    std::optional<Milliseconds> age;
    Truth truth = Truth::Unknown;
    QString why; ///< it is unknown

    bool operator==(const Reading &) const = default;
};

using Readings = std::vector<Reading>;

/// Holds when all hold, Fails when one fails, else Unknown. Nothing to look at holds.
Truth together(const Readings &readings);

/// "3 584", "97 %", "unknown: the source is stale": for people, one line, safe to show.
QString valueWords(const Reading &reading);
/// The limit as it stands in a window: "≥ 3", "yes"; empty: none.
QString limitWords(const Reading &reading);
/// "Sessions that wait for a lock: 63, needs >= 3".
QString sentenceOf(const Reading &reading);

QString toWord(Truth truth);
std::optional<Truth> truthOf(const QString &word);
/// `{signal, title, value, text, unit, limit, source, age_s, truth, why}`, and back.
QJsonObject toJson(const Reading &reading);
Reading readingOf(const QJsonObject &object);

} // namespace surgedeck::runbook
