// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panel.h"

namespace surgedeck {

class FactsTable;
class FactsTree;
class Platform;
struct DatabaseView;
struct SourceConfig;

/// The heaviest digests and the lock chain of the database that needs a look most: where most sessions wait, then where
/// most are active. GUI thread.
class QueriesPanel final : public Panel
{
    Q_OBJECT
public:
    explicit QueriesPanel(const Platform &platform, QWidget *parent = nullptr);
    void refresh();

private:
    const SourceConfig *mostNeeded() const;
    void show(const SourceConfig &source, const DatabaseView &view);

    const Platform &m_platform;
    FactsTable *m_digests;
    FactsTree *m_locks;
    Panel *m_chain;
};

} // namespace surgedeck
