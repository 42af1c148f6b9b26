// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/views.h"
#include "widgets/timeaxis.h"

#include <QWidget>

#include <memory>

class QStackedLayout;

namespace surgedeck {

class BoardChart;
class MetricQuestions;
class WatchSession;
struct BoardConfig;

/// The boards that the workspace brings, one at a time, and which of them is chosen. Only what is seen asks its
/// sources.
class BoardsView : public QWidget
{
    Q_OBJECT
public:
    explicit BoardsView(WatchSession &session, QWidget *parent = nullptr);
    ~BoardsView() override;

    void refresh();
    void showBoard(const QString &id);

private:
    QWidget *makeBoard(const BoardConfig &board);

    WatchSession &m_session;
    std::unique_ptr<MetricQuestions> m_questions;
    TimeAxis m_axis;
    QStackedLayout *m_boards;
    std::vector<QString> m_ids;
    std::vector<std::vector<BoardChart *>> m_charts; ///< of each board
};

View makeBoards(MainWindow &window);

} // namespace surgedeck
