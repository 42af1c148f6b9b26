// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class Platform;

/// Every source with its state, the age of its newest sample, what watching it costs, and what is wrong. GUI thread.
class SourcesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit SourcesPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const Platform &m_platform;
    FactsTable *m_rows;
};

} // namespace surgedeck
