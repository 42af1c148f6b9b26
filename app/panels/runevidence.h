// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/trenddata.h"

#include <QWidget>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace surgedeck {

class EvidenceChip;
class RunbookDesk;

/// The live values that the current run rests on, each with its limit, its course since it is watched here, and its
/// age. What is not current is hatched. GUI thread.
class RunEvidence final : public QWidget
{
    Q_OBJECT
public:
    explicit RunEvidence(RunbookDesk &desk, QWidget *parent = nullptr);
    void refresh();
    /// Of a signal that is watched; empty for others.
    TrendData course(const QString &signal) const;

private:
    using Course = std::deque<double>; ///< one a second; NaN: not known
    void note(const QString &signal, std::optional<double> value);

    RunbookDesk &m_desk;
    QString m_run;
    std::optional<WallTime> m_at;
    std::map<QString, Course> m_courses;
    std::vector<EvidenceChip *> m_chips;
};

} // namespace surgedeck
