// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/record.h"
#include "models/store/platformview.h"
#include "models/store/sourcestore.h"

namespace surgedeck {

/// Folds what sources say about alerts of rules (RuleAlerts), and hands them to the book of alarms. What fires while
/// its source can not be asked, or while no evaluation comes, is lost and not over. GUI thread.
class RuleAlarms
{
public:
    void fold(const Record &record);
    void apply(AlarmBook &book, const SourceStore &sources, WallTime now) const;
    RulesView view() const;

private:
    std::map<QString, RuleAlerts> m_alerts; ///< by source
};

} // namespace surgedeck
