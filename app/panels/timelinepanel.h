// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/timelinestrip.h"

namespace surgedeck {

class Platform;

/// The last hour of orders, what was missing to what was expected, and what happened. Without an indicator of orders it
/// shows the first indicator. GUI thread.
class TimelinePanel final : public TimelineStrip
{
    Q_OBJECT
public:
    explicit TimelinePanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const Platform &m_platform;
};

} // namespace surgedeck
