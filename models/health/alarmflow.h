// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/alarmbook.h"

#include <deque>

namespace surgedeck {

/// How many alarms come, and which of them come again and again. Fed with the alarms of each evaluation. EEMUA 191:
/// more than 10 in 10 minutes is a flood, which ends below 5; four transitions in 15 minutes are flapping (ours). Pure.
class AlarmFlow
{
public:
    void update(const std::vector<Alarm> &alarms, WallTime now);

    int active() const { return m_active; }
    int raisedLately() const { return static_cast<int>(m_raised.size()); } ///< within 10 minutes
    int peak() const { return m_peak; }                                    ///< of raisedLately(), since the start
    std::optional<WallTime> floodSince() const { return m_floodSince; }
    int raisedInFlood() const { return m_raisedInFlood; }
    /// Transitions within 15 minutes when there are at least 4; 0 for an alarm that does not flap.
    int flaps(const QString &alarmId) const;

private:
    std::map<QString, bool> m_on; ///< whether the alarm was raised at the last evaluation
    std::map<QString, std::deque<WallTime>> m_transitions;
    std::deque<WallTime> m_raised;
    std::optional<WallTime> m_floodSince;
    int m_active = 0;
    int m_peak = 0;
    int m_raisedInFlood = 0;
};

/// One row of the list: an alarm, and those that follow from it.
struct AlarmRow
{
    Alarm alarm;
    int flaps = 0;                   ///< > 0: it flaps, and so often it changed
    std::vector<Alarm> consequences; ///< grouped under it
};

struct AlarmRows
{
    std::vector<AlarmRow> rows; ///< in the order of the alarms
    int beyond = 0;             ///< rows that did not fit: never dropped, the whole list shows them
};

/// Which alarms follow from which: id of the consequence to id of its cause.
using AlarmCauses = std::map<QString, QString>;

/// Groups alarms under their causes, as far as these are raised too, and shows at most `most` rows. Chains end at the
/// first cause of all; a circle of causes groups nothing.
AlarmRows groupedAlarms(const std::vector<Alarm> &alarms, const AlarmCauses &causes, const AlarmFlow &flow,
                        std::size_t most);

} // namespace surgedeck
