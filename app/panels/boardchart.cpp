// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/boardchart.h"

#include "app/metricquestions.h"
#include "app/panels/chartanswers.h"
#include "app/session.h"
#include "models/base/safetext.h"
#include "widgets/chart/chartview.h"

namespace surgedeck {

namespace {
constexpr Milliseconds span = std::chrono::hours(1);
constexpr Milliseconds step{15'000};
constexpr Milliseconds askEach{10'000};
constexpr Milliseconds tooOld{45'000};
} // namespace

BoardChart::BoardChart(const Parts &parts, const BoardPanel &config, QWidget *parent)
    : Panel(SafeText::of(config.title).singleLine(60), parent)
    , m_parts(parts)
    , m_config(config)
    , m_chart(new ChartView(&parts.axis))
    , m_answers(config.series.size())
{
    m_chart->setTitle(SafeText::of(config.title).singleLine(60));
    setBody(m_chart);
}

void BoardChart::refresh()
{
    const WallTime now = m_parts.session.platform().view().now;
    if (m_missing == 0 && (!m_asked || now - *m_asked >= askEach))
        ask(now);
    if (m_answered && now - *m_answered > tooOld)
        setState({.kind = DataState::Kind::Stale, .age = now - *m_answered, .message = tr("no newer answer")});
}

void BoardChart::ask(WallTime now)
{
    const SourceConfig *fallback = m_parts.session.platform().workspace().defaultMetricSource();
    const QString source = m_config.source.isEmpty() ? (fallback ? fallback->id : QString()) : m_config.source.id;
    m_asked = now;
    m_missing = m_config.series.size();
    for (std::size_t i = 0; i < m_config.series.size(); ++i)
        m_parts.questions.ask(source, {m_config.series[i].expr.text, now - span, now, step}, this,
                              [this, i](const Result<Matrix> &answer) { take(i, answer); });
}

void BoardChart::take(std::size_t series, const Result<Matrix> &answer)
{
    m_answers[series] = answer;
    if (m_missing > 0 && --m_missing == 0)
        showAnswers();
}

/// All at once: a chart whose lines are of different moments compares what can not be compared.
void BoardChart::showAnswers()
{
    std::vector<ChartSeries> lines;
    QString wrong;
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const auto &answer = m_answers[i];
        if (!answer || !*answer) {
            wrong = answer ? answer->error().message : QString();
            continue;
        }
        const BoardSeries &series = m_config.series[i];
        const auto more =
            chartSeriesOf(**answer, {series.name, m_config.unit, series.expr.text, m_config.objective}, step);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    if (lines.empty() && !wrong.isEmpty())
        return setState({.kind = DataState::Kind::Disconnected, .message = SafeText::of(wrong).singleLine(200)});
    m_answered = m_asked;
    m_chart->setSeries(std::move(lines));
    if (wrong.isEmpty())
        setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
    else
        setState({.kind = DataState::Kind::Partial, .message = SafeText::of(wrong).singleLine(200)});
}

} // namespace surgedeck
