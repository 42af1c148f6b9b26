// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/cachehistory.h"

#include <QWidget>

#include <array>

namespace surgedeck {

class FactGrid;
class FactsTable;
class TimeAxis;
class TrendView;

/// What one Redis says of itself: its figures, how they went over the last hour, and the slow commands without their
/// arguments. GUI thread.
class CachePage final : public QWidget
{
    Q_OBJECT
public:
    explicit CachePage(QWidget *parent = nullptr);
    /// `facts` may be nullptr: not read yet.
    void show(const CacheStats &stats, const CacheHistory &history, const ServerFacts *facts);

private:
    void showTrends(const CacheHistory &history);

    FactGrid *m_facts;
    TimeAxis *m_axis;
    std::array<TrendView *, std::size_t(CacheHistory::Figure::Figures)> m_trends{};
    FactsTable *m_slow;
};

} // namespace surgedeck
