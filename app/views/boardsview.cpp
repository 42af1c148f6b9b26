// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/boardsview.h"

#include "app/commands/commandregistry.h"
#include "app/mainwindow.h"
#include "app/metricquestions.h"
#include "app/panels/boardchart.h"
#include "app/session.h"
#include "models/base/safetext.h"
#include "widgets/choicerow.h"
#include "widgets/theme/sizes.h"

#include <QGridLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr Milliseconds span = std::chrono::hours(1);

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(40);
}

} // namespace

BoardsView::BoardsView(WatchSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_questions(std::make_unique<MetricQuestions>(MetricQuestions::readersOf(session)))
    , m_boards(new QStackedLayout)
{
    setObjectName(QStringLiteral("view-boards"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    auto *choice = new ChoiceRow(tr("Board"), this);
    column->addWidget(choice);
    column->addLayout(m_boards, 1);
    for (const BoardConfig &board : session.platform().workspace().boards) {
        choice->addChoice(board.id, safe(board.name));
        m_ids.push_back(board.id);
        m_boards->addWidget(makeBoard(board));
    }
    choice->setVisible(m_ids.size() > 1);
    if (!m_ids.empty())
        choice->setCurrent(m_ids.front());
    connect(choice, &ChoiceRow::chosen, this, &BoardsView::showBoard);
}

BoardsView::~BoardsView() = default;

QWidget *BoardsView::makeBoard(const BoardConfig &board)
{
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(size::gap);
    int row = 0, column = 0;
    std::vector<BoardChart *> charts;
    for (const BoardPanel &panel : board.panels) {
        if (column + panel.width > board.columns) {
            ++row;
            column = 0;
        }
        auto *chart = new BoardChart({m_session, *m_questions, m_axis}, panel);
        grid->addWidget(chart, row, column, 1, panel.width);
        charts.push_back(chart);
        column += panel.width;
    }
    for (int i = 0; i < board.columns; ++i)
        grid->setColumnStretch(i, 1);
    m_charts.push_back(std::move(charts));
    return page;
}

void BoardsView::showBoard(const QString &id)
{
    const auto found = std::ranges::find(m_ids, id);
    if (found == m_ids.end())
        return;
    m_boards->setCurrentIndex(static_cast<int>(found - m_ids.begin()));
    refresh();
}

void BoardsView::refresh()
{
    const WallTime now = m_session.platform().view().now;
    m_axis.setLive({now - span, now});
    const int current = m_boards->currentIndex();
    if (current >= 0)
        for (BoardChart *chart : m_charts[static_cast<std::size_t>(current)])
            chart->refresh();
}

View makeBoards(MainWindow &window)
{
    auto *boards = new BoardsView(window.session());
    for (const BoardConfig &board : window.session().platform().workspace().boards) {
        WindowCommand command;
        command.id = QStringLiteral("board-") + board.id;
        command.title = MainWindow::tr("Board: %1").arg(safe(board.name));
        command.section = MainWindow::tr("Views");
        command.run = [&window, boards, id = board.id] {
            window.showView(QStringLiteral("boards"));
            boards->showBoard(id);
        };
        window.commands().add(command);
    }
    return {boards, [boards] { boards->refresh(); }};
}

} // namespace surgedeck
