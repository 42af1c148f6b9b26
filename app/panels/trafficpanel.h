// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class PlainLabel;
class Platform;
class SplitBar;
class StateChip;
class StepRail;

/// How the first route of the workspace is shared between its two sides: what was set, what flows, and why they may
/// differ. Shows; a shift is started from the traffic view. GUI thread.
class TrafficPanel final : public Panel
{
    Q_OBJECT
public:
    explicit TrafficPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const Platform &m_platform;
    SplitBar *m_split;
    StepRail *m_steps;
    PlainLabel *m_reason;
    StateChip *m_chip;
};

} // namespace surgedeck
