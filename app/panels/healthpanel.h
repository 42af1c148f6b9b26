// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class Platform;

/// The services of the workspace, one row each. GUI thread.
class HealthPanel final : public Panel
{
    Q_OBJECT
public:
    explicit HealthPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const Platform &m_platform;
    FactsTable *m_rows;
};

} // namespace surgedeck
