// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/stepcard.h"

#include "models/base/safetext.h"
#include "models/items/runrows.h"
#include "widgets/button.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr std::size_t mostEvidence = 9;
constexpr int longestLine = 400;
constexpr int widestButton = 48;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widestButton);
}

} // namespace

StepCard::StepCard(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_kind(new PlainLabel)
    , m_title(new PlainLabel)
    , m_text(new PlainLabel)
    , m_state(new PlainLabel)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("step-card"));
    m_kind->setLook(Text::Small, &Colours::text3);
    m_title->setLook(Text::Strong);
    m_text->setLook(Text::Body, &Colours::text2);
    m_text->setWordWrap(true);
    m_state->setLook(Text::Small, &Colours::text2);
    m_state->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("step-state"));
    m_column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    m_column->setSpacing(size::inner);
    m_column->addWidget(m_kind);
    m_column->addWidget(m_title);
    m_column->addWidget(m_text);
    for (std::size_t i = 0; i < mostEvidence; ++i) {
        m_evidence.push_back(new LeaderRow);
        m_evidence.back()->hide();
        m_column->addWidget(m_evidence.back());
    }
    m_column->addWidget(m_state);
    m_column->addStretch(1);
}

void StepCard::show(const runbook::Runbook &runbook, const runbook::State &state, const QString &person)
{
    m_person = person;
    const bool isOver = state.outcome != runbook::Outcome::None;
    if (isOver || state.current < 0) {
        hide();
        return;
    }
    QWidget::show();
    const runbook::StepRun &run = state.steps.at(std::size_t(state.current));
    const QString key = QStringLiteral("%1/%2/%3/%4/%5")
                            .arg(state.run, run.id, runbook::pauseOf(state, runbook))
                            .arg(state.recovering)
                            .arg(run.started ? run.started->time_since_epoch().count() : 0);
    if (key != std::exchange(m_shown, key))
        build(runbook, state);
    m_kind->setText(stepSentence(runbook, state, m_clock.now()));
    refreshEvidence(run);
    refreshAct(runbook, state);
    if (m_guarded == nullptr)
        m_state->setText(
            SafeText::of(state.recovering
                             ? tr("The program began anew during this run. Look, then say that it goes on.")
                             : run.detail)
                .text());
}

void StepCard::build(const runbook::Runbook &runbook, const runbook::State &state)
{
    const runbook::Step &step = runbook.steps.at(std::size_t(state.current));
    m_title->setText(SafeText::of(step.title).singleLine());
    m_text->setText(SafeText::of(step.text).text());
    m_text->setVisible(!step.text.isEmpty());
    m_guarded = nullptr;
    m_line = nullptr;
    if (m_controls != nullptr) { // it may be one of its buttons that leads here
        m_controls->hide();
        m_controls->setParent(nullptr);
        m_controls->deleteLater();
    }
    m_controls = new QWidget;
    new QVBoxLayout(m_controls);
    m_controls->layout()->setContentsMargins({});
    m_column->insertWidget(m_column->count() - 1, m_controls);
    if (state.recovering)
        addButton(tr("Go on with this run"), [this] { Q_EMIT told(runbook::Accepted{m_person}); })->setPrimary();
    else
        buildControls(step, runbook::pauseOf(state, runbook));
}

Button *StepCard::addButton(const QString &text, std::function<void()> press)
{
    auto *button = new Button(text);
    connect(button, &Button::clicked, this, [press = std::move(press)] { press(); });
    m_controls->layout()->addWidget(button);
    return button;
}

void StepCard::addChoices(const runbook::Step &step)
{
    for (const runbook::Choice &choice : step.choices)
        addButton(safe(choice.answer), [this, answer = choice.answer] {
            Q_EMIT told(runbook::Answered{m_person, answer});
        })->setObjectName(QStringLiteral("answer-") + choice.answer);
}

void StepCard::buildControls(const runbook::Step &step, const QString &pause)
{
    using Kind = runbook::StepKind;
    if (pause == QLatin1String("accept"))
        addButton(step.kind == Kind::Check      ? tr("Accept these values")
                  : step.kind == Kind::Branch   ? tr("Take this way")
                  : step.kind == Kind::Handover ? tr("Hand over and close")
                                                : tr("Noted"),
                  [this] { Q_EMIT told(runbook::Accepted{m_person}); })
            ->setObjectName(QStringLiteral("accept"));
    if (step.kind == Kind::Ask)
        addChoices(step);
    if (step.kind == Kind::Act) {
        m_guarded = new GuardedButton(m_clock);
        m_guarded->setObjectName(QStringLiteral("fire"));
        m_guarded->setAction(
            {safe(step.title).toLower(), Milliseconds{step.act->level == 3 ? 3'000 : 1'500}, tr("the platform")});
        connect(m_guarded, &GuardedButton::fired, this, [this] { Q_EMIT told(runbook::Accepted{m_person}); });
        m_controls->layout()->addWidget(m_guarded);
    }
    m_line = new QLineEdit;
    m_line->setObjectName(QStringLiteral("reason"));
    m_line->setMaxLength(longestLine);
    const bool byHand = pause == QLatin1String("answer") && step.kind != Kind::Ask;
    m_line->setPlaceholderText(byHand ? tr("What you see, or why you skip this") : tr("Why you skip this"));
    m_line->setAccessibleName(m_line->placeholderText());
    m_controls->layout()->addWidget(m_line);
    if (byHand)
        addButton(tr("Answer by hand"), [this] {
            Q_EMIT told(runbook::Answered{m_person, lineText()});
        })->setObjectName(QStringLiteral("answer-by-hand"));
    addButton(step.kind == Kind::Wait ? tr("Go on early, with this reason") : tr("Skip with this reason"), [this] {
        Q_EMIT told(runbook::Skipped{m_person, lineText()});
    })->setObjectName(QStringLiteral("skip"));
}

QString StepCard::lineText() const
{
    return m_line == nullptr ? QString() : m_line->text().trimmed();
}

void StepCard::refreshEvidence(const runbook::StepRun &run)
{
    const std::vector<ReadinessCheck> lines = evidenceLines(run.evidence);
    for (std::size_t i = 0; i < m_evidence.size(); ++i) {
        m_evidence[i]->setVisible(i < lines.size());
        if (i < lines.size())
            m_evidence[i]->setLeader({lines[i].challenge, lines[i].response, lines[i].health, false});
    }
}

void StepCard::refreshAct(const runbook::Runbook &runbook, const runbook::State &state)
{
    if (m_guarded == nullptr)
        return;
    const runbook::StepRun &run = state.steps.at(std::size_t(state.current));
    const runbook::Act &act = *runbook.steps.at(std::size_t(state.current)).act;
    if (state.phase == runbook::ActPhase::None)
        m_guarded->setLock(run.state == runbook::StepState::Ready ? QString()
                           : run.detail.isEmpty()                 ? tr("its evidence is read")
                                                                  : SafeText::of(run.detail).singleLine());
    const QString undo =
        act.undo ? tr("Can be undone: %1.").arg(act.undo->word) : tr("Can not be undone: %1").arg(act.noUndo);
    m_state->setText(
        SafeText::of(tr("Effect: %1 on %2, level %3. %4").arg(act.action.word, state.subject).arg(act.level).arg(undo))
            .text());
}

void StepCard::showRefusal(const QString &why)
{
    if (why.isEmpty())
        return;
    if (m_guarded != nullptr && m_guarded->phase() == GuardedButton::Phase::Sent)
        m_guarded->showRefused(SafeText::of(why).singleLine());
    m_state->setText(SafeText::of(why).text());
}

} // namespace surgedeck
