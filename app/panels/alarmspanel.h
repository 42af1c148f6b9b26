// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class Platform;

/// What is out of bounds, worst first. GUI thread.
class AlarmsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit AlarmsPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const Platform &m_platform;
    FactsTable *m_rows;
};

} // namespace surgedeck
