// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/observation.h"

#include <QWidget>

namespace surgedeck {

class FactGrid;
class FactsTable;

/// What one Redis says of itself: its figures, and the slow commands without their arguments. GUI thread.
class CachePage final : public QWidget
{
    Q_OBJECT
public:
    explicit CachePage(QWidget *parent = nullptr);
    /// `facts` may be nullptr: not read yet.
    void show(const CacheStats &stats, const ServerFacts *facts);

private:
    FactGrid *m_facts;
    FactsTable *m_slow;
};

} // namespace surgedeck
