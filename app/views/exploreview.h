// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/views.h"
#include "models/domain/metricreader.h"
#include "widgets/timeaxis.h"

#include <QWidget>

#include <memory>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace surgedeck {

class ChartView;
class ChoiceRow;
class MetricQuestions;
class Panel;
class WatchSession;

/// Any expression over the last hour, as a chart: typed with completion of functions, metrics and labels, run by Enter.
/// Names come from what is scraped here, and from the expressions of the workspace where a server has the samples.
class ExploreView : public QWidget
{
    Q_OBJECT
public:
    explicit ExploreView(WatchSession &session, QWidget *parent = nullptr);
    ~ExploreView() override;

    void refresh();
    void run();
    void setExpression(const QString &expression);
    /// What would complete the word before the cursor.
    QStringList completions() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void complete();
    void insertCompletion(const QString &word);
    void showAnswer(const Result<Matrix> &answer);

    WatchSession &m_session;
    std::unique_ptr<MetricQuestions> m_questions;
    TimeAxis m_axis;
    QLineEdit *m_line;
    QStringListModel *m_words;
    QCompleter *m_completer;
    ChoiceRow *m_sources;
    Panel *m_panel;
    ChartView *m_chart;
    QString m_expression; ///< that the chart shows
};

View makeExplore(MainWindow &window);

} // namespace surgedeck
