// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panels/detailpanel.h"

namespace surgedeck {

class FactsTable;
class Platform;

/// What was changed, with the first deviation among it: what stands shortly before that is worth the first look. GUI
/// thread.
class ChangesPanel final : public DetailPanel
{
    Q_OBJECT
public:
    explicit ChangesPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh() override;

private:
    const Platform &m_platform;
    FactsTable *m_rows;
};

} // namespace surgedeck
