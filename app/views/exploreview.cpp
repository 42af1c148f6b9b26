// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/exploreview.h"

#include "app/commands/commandregistry.h"
#include "app/exploreterms.h"
#include "app/mainwindow.h"
#include "app/metricquestions.h"
#include "app/panels/chartanswers.h"
#include "app/session.h"
#include "models/base/safetext.h"
#include "widgets/chart/chartview.h"
#include "widgets/choicerow.h"
#include "widgets/panel.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>

namespace surgedeck {

namespace {
constexpr Milliseconds span = std::chrono::hours(1);
constexpr Milliseconds step{15'000};
constexpr int longestExpression = 8'192;
constexpr int mostCompletions = 200;
} // namespace

ExploreView::ExploreView(WatchSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_questions(std::make_unique<MetricQuestions>(MetricQuestions::readersOf(session)))
    , m_line(new QLineEdit(this))
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(m_words, this))
    , m_sources(new ChoiceRow(tr("Source"), this))
    , m_panel(new Panel(tr("Explore"), this))
    , m_chart(new ChartView(&m_axis))
{
    setObjectName(QStringLiteral("view-explore"));
    m_line->setMaxLength(longestExpression);
    m_line->setFont(theme::font(Text::Mono));
    m_line->setFixedHeight(theme::grown(size::control, {Text::Mono}));
    m_line->setAccessibleName(tr("PromQL expression"));
    m_line->setPlaceholderText(tr("sum(rate(requests_total[1m])) — Enter shows the last hour, Ctrl Space completes"));
    m_line->installEventFilter(this);
    m_completer->setWidget(m_line);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    for (const SourceConfig &source : session.platform().workspace().sources)
        if (source.evaluatesExpressions())
            m_sources->addChoice(source.id, SafeText::of(source.id).singleLine(40));
    if (const SourceConfig *first = session.platform().workspace().defaultMetricSource())
        m_sources->setCurrent(first->id);
    m_panel->setObjectName(QStringLiteral("panel-explore"));
    m_panel->setBody(m_chart);
    m_panel->setState({.kind = DataState::Kind::Empty, .message = tr("Nothing was asked yet")});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::gap, size::gap, size::gap, size::gap);
    column->setSpacing(size::gap);
    column->addWidget(m_line);
    column->addWidget(m_sources);
    column->addWidget(m_panel, 1);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, &ExploreView::run);
    connect(m_line, &QLineEdit::textEdited, this, &ExploreView::complete);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ExploreView::insertCompletion);
}

ExploreView::~ExploreView() = default;

void ExploreView::setExpression(const QString &expression)
{
    m_line->setText(expression);
    run();
}

QStringList ExploreView::completions() const
{
    const WordAtCursor at = wordAt(m_line->text(), m_line->cursorPosition());
    const std::shared_ptr<metrics::SharedSamples> samples = m_session.samples();
    const ExploreTerms terms = exploreTerms(m_session.platform().workspace(), samples.get());
    QStringList fitting;
    const QStringList all = at.inBraces ? terms.labels : terms.functions + terms.metrics;
    for (const QString &term : all)
        if (fitting.size() < mostCompletions && term.startsWith(at.word, Qt::CaseInsensitive) && term != at.word)
            fitting << term;
    return fitting;
}

void ExploreView::complete()
{
    const WordAtCursor at = wordAt(m_line->text(), m_line->cursorPosition());
    if (at.word.isEmpty() && !at.inBraces) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(completions());
    m_completer->setCompletionPrefix(at.word);
    if (m_completer->completionCount() == 0)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void ExploreView::insertCompletion(const QString &word)
{
    const WordAtCursor at = wordAt(m_line->text(), m_line->cursorPosition());
    QString text = m_line->text();
    text.replace(at.begin, at.word.size(), word);
    m_line->setText(text);
    m_line->setCursorPosition(at.begin + static_cast<int>(word.size()));
}

bool ExploreView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            complete();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ExploreView::run()
{
    m_expression = m_line->text().trimmed();
    if (m_expression.isEmpty())
        return;
    const WallTime now = m_session.platform().view().now;
    m_panel->setState({.kind = DataState::Kind::Loading, .age = Milliseconds{0}});
    m_questions->ask(m_sources->current(), {m_expression, now - span, now, step}, this,
                     [this, asked = m_expression](const Result<Matrix> &answer) {
                         if (asked == m_expression) // an older question is nobody's any more
                             showAnswer(answer);
                     });
}

void ExploreView::showAnswer(const Result<Matrix> &answer)
{
    if (!answer) {
        m_panel->setState(
            {.kind = DataState::Kind::Disconnected, .message = SafeText::of(answer.error().message).singleLine(300)});
        return;
    }
    if (answer->empty()) {
        m_panel->setState({.kind = DataState::Kind::Empty, .message = tr("No series")});
        return;
    }
    m_chart->setTitle(SafeText::of(m_expression).singleLine(80));
    m_chart->setSeries(chartSeriesOf(*answer, {{}, {}, m_expression, std::nullopt}, step));
    m_panel->setSubtitle(tr("%n series", nullptr, static_cast<int>(answer->size())));
    m_panel->setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

void ExploreView::refresh()
{
    const WallTime now = m_session.platform().view().now;
    m_axis.setLive({now - span, now});
}

View makeExplore(MainWindow &window)
{
    auto *explore = new ExploreView(window.session());
    return {explore, [explore] { explore->refresh(); }};
}

} // namespace surgedeck
