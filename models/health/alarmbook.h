// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/states.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace surgedeck {

struct Alarm
{
    QString id;
    QString name;
    Health severity = Health::Attention; ///< attention, degraded or critical
    AlarmState state = AlarmState::Pending;
    WallTime since{};
    std::optional<double> value;
    QString unit;
    QString runbook;
    QString acknowledgedBy{}; ///< empty: nobody has
    std::optional<WallTime> over{}; ///< since when the condition is gone for good: set once it is resolved
    QString summary{};              ///< a sentence of whoever made the rule; outside text
    std::vector<std::pair<QString, QString>> labels{}; ///< of a rule's alert
};

/// What the book is told of one condition at each evaluation.
struct AlarmInput
{
    QString id;
    QString name;
    Health health = Health::Unknown; ///< as evaluated now, before any hold
    std::optional<double> value;
    QString unit;
    QString runbook;
    Milliseconds hold{15'000};
    Milliseconds clear{60'000};
};

/// The alarms of indicators, services and sources: pending until the condition has lasted `hold`, firing until it has been
/// gone for `clear`, then listed as resolved for a minute. A condition that turns unknown while it fires becomes
/// source_lost: it never resolves by losing its data. Pure; GUI thread.
class AlarmBook
{
public:
    void update(const AlarmInput &input, WallTime now);
    /// Takes an alarm that somebody else has judged: pending, firing or source_lost, with its own `since`. What people
    /// did with it stays.
    void judge(const Alarm &alarm);
    /// Those judged before that are not among `still` are over.
    void endJudged(const std::set<QString> &still, WallTime now);
    /// Worst first, newest first inside a severity; resolved ones last.
    std::vector<Alarm> alarms() const;
    /// Somebody has seen it: it stays until its condition ends. False when it is not firing.
    bool acknowledge(const QString &id, const QString &by);
    Health worst() const;

private:
    struct Entry
    {
        Alarm alarm;
        std::optional<WallTime> goneSince;
        bool judged = false; ///< by somebody else
    };

    static void stillBad(Entry &entry, const AlarmInput &input, WallTime now);
    void gone(std::map<QString, Entry>::iterator entry, const AlarmInput &input, WallTime now);

    std::map<QString, Entry> m_entries;
};

} // namespace surgedeck
