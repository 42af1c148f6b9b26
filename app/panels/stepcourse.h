// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timeaxis.h"

#include <QWidget>

namespace surgedeck {

class RunDriver;
class RunEvidence;
class TrendView;

/// The course of what the current step waits for: its first value with a limit, since it is watched. Hidden for a step
/// that has none. GUI thread.
class StepCourse final : public QWidget
{
    Q_OBJECT
public:
    explicit StepCourse(QWidget *parent = nullptr);
    /// `evidence` has the course.
    void refresh(const RunDriver &run, const RunEvidence &evidence);

private:
    TimeAxis m_axis;
    TrendView *m_trend;
};

} // namespace surgedeck
