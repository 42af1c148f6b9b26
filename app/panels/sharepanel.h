// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class Platform;
class TrendView;
struct RouteConfig;
struct RouteView;

/// The share of the canary over the last hour, as it flowed, with what is set now as its limit line. GUI thread.
class SharePanel final : public Panel
{
    Q_OBJECT
public:
    explicit SharePanel(const Platform &platform, QWidget *parent = nullptr);
    void show(const RouteConfig &config, const RouteView &route);

private:
    const Platform &m_platform;
    TrendView *m_trend;
};

} // namespace surgedeck
