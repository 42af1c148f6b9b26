// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metricreader.h"
#include "models/workspace/boardconfig.h"
#include "widgets/panel.h"
#include "widgets/timeaxis.h"

namespace surgedeck {

class ChartView;
class MetricQuestions;
class WatchSession;

/// A panel of a user's own board: the last hour of its expressions, asked again every ten seconds while it is seen. GUI
/// thread.
class BoardChart final : public Panel
{
    Q_OBJECT
public:
    struct Parts
    {
        WatchSession &session;
        MetricQuestions &questions;
        TimeAxis &axis; ///< of the whole board
    };

    BoardChart(const Parts &parts, const BoardPanel &config, QWidget *parent = nullptr);

    void refresh();

private:
    void ask(WallTime now);
    void take(std::size_t series, const Result<Matrix> &answer);
    void showAnswers();

    Parts m_parts;
    const BoardPanel &m_config;
    ChartView *m_chart;
    std::vector<std::optional<Result<Matrix>>> m_answers; ///< of each series
    std::size_t m_missing = 0;                            ///< answers that have not come
    std::optional<WallTime> m_asked, m_answered;
};

} // namespace surgedeck
