// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/stepcard.h"

#include "models/base/safetext.h"
#include "models/items/runrows.h"
#include "models/items/stepahead.h"
#include "widgets/bulletbar.h"
#include "widgets/button.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

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
    , m_hold(nullptr)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("step-card"));
    m_kind->setLook(Text::Small, &Colours::text3);
    m_title->setLook(Text::Value);
    m_title->setWordWrap(true);
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
    m_hold = new BulletBar(tr("Held so far"));
    m_hold->hide();
    m_column->addWidget(m_hold);
    m_column->addWidget(m_state);
    m_column->addStretch(1);
}

void StepCard::show(const runbook::Runbook &runbook, const runbook::State &state, const Around &around)
{
    m_around = around;
    const bool isOver = state.outcome != runbook::Outcome::None;
    if (isOver || state.current < 0) {
        hide();
        return;
    }
    QWidget::show();
    const runbook::StepRun &run = state.steps.at(std::size_t(state.current));
    // The controls of an act stay while it is under way: they are pressed when it begins, and say how it goes.
    const QString pause = run.kind == runbook::StepKind::Act ? QString() : runbook::pauseOf(state, runbook);
    const QString key = QStringLiteral("%1/%2/%3/%4/%5")
                            .arg(state.run, run.id, pause)
                            .arg(state.recovering)
                            .arg(run.started ? run.started->time_since_epoch().count() : 0);
    if (key != std::exchange(m_shown, key)) {
        const QWidget *focused = QApplication::focusWidget();
        const bool had = focused == this || isAncestorOf(focused);
        build(runbook, state);
        // Whoever goes through it by keyboard stays on the step. What is pressed by accident is a look, never an act: a
        // guarded button is held.
        if (had)
            focusControls(this);
    }
    m_kind->setText(stepSentence(runbook, state, m_clock.now()));
    refreshEvidence(runbook, state);
    refreshHold(runbook.steps.at(std::size_t(state.current)), state);
    refreshAct(runbook, state);
    if (m_guarded == nullptr)
        m_state->setText(
            SafeText::of(state.recovering
                             ? tr("The program began anew during this run. Look, then say that it goes on.")
                         : around.howToApprove.isEmpty() ? run.detail
                                                         : around.howToApprove)
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
    m_refused.clear();
    if (m_controls != nullptr) { // it may be one of its buttons that leads here
        m_controls->hide();
        m_controls->setParent(nullptr);
        m_controls->deleteLater();
    }
    m_controls = new QWidget;
    m_rows = new QVBoxLayout(m_controls);
    m_rows->setContentsMargins({});
    m_column->insertWidget(m_column->count() - 1, m_controls);
    if (state.recovering)
        addButton(tr("Go on with this run"), [this] { Q_EMIT told(runbook::Accepted{m_around.person}); })->setPrimary();
    else
        buildControls(step, runbook::pauseOf(state, runbook));
    m_controls->show(); // a layout would show it later, and what is hidden does not take the keyboard
}

Button *StepCard::addButton(const QString &text, std::function<void()> press)
{
    auto *button = new Button(text);
    button->setAutoDefault(true); // Enter presses what has the keyboard
    button->installEventFilter(this);
    connect(button, &Button::clicked, this, [press = std::move(press)] { press(); });
    m_rows->addWidget(button, 0, Qt::AlignLeft);
    return button;
}

bool StepCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->isAutoRepeat())
        return true;
    return QWidget::eventFilter(watched, event);
}

void StepCard::addChoices(const runbook::Step &step)
{
    for (const runbook::Choice &choice : step.choices)
        addButton(safe(choice.answer), [this, answer = choice.answer] {
            Q_EMIT told(runbook::Answered{m_around.person, answer});
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
                  [this] { Q_EMIT told(runbook::Accepted{m_around.person}); })
            ->setObjectName(QStringLiteral("accept"));
    if (step.kind == Kind::Ask)
        addChoices(step);
    if (step.kind == Kind::Act) {
        m_guarded = new GuardedButton(m_clock);
        m_guarded->setObjectName(QStringLiteral("fire"));
        m_guarded->setAction(
            {safe(step.title).toLower(), Milliseconds{step.act->level == 3 ? 3'000 : 1'500}, tr("the platform")});
        connect(m_guarded, &GuardedButton::fired, this, [this] { Q_EMIT told(runbook::Accepted{m_around.person}); });
        m_rows->addWidget(m_guarded, 0, Qt::AlignLeft);
    }
    m_line = new QLineEdit;
    m_line->setObjectName(QStringLiteral("reason"));
    m_line->setMaxLength(longestLine);
    const bool byHand = pause == QLatin1String("answer") && step.kind != Kind::Ask;
    m_line->setPlaceholderText(byHand ? tr("What you see, or why you skip this") : tr("Why you skip this"));
    m_line->setAccessibleName(m_line->placeholderText());
    std::vector<Button *> beside;
    if (byHand) {
        beside.push_back(addButton(tr("Answer by hand"), [this] {
            Q_EMIT told(runbook::Answered{m_around.person, lineText()});
        }));
        beside.back()->setObjectName(QStringLiteral("answer-by-hand"));
    }
    beside.push_back(
        addButton(step.kind == Kind::Wait ? tr("Go on early, with this reason") : tr("Skip with this reason"), [this] {
            Q_EMIT told(runbook::Skipped{m_around.person, lineText()});
        }));
    beside.back()->setObjectName(QStringLiteral("skip"));
    auto *row = new QHBoxLayout; // what is written, and what it is written for
    row->addWidget(m_line, 1);
    for (Button *button : beside)
        row->addWidget(button);
    m_rows->addLayout(row);
}

QString StepCard::lineText() const
{
    return m_line == nullptr ? QString() : m_line->text().trimmed();
}

void StepCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    focusControls(this);
}

void StepCard::focusControls(QWidget *otherwise)
{
    QWidget *first = m_controls == nullptr ? nullptr : m_controls->findChild<GuardedButton *>();
    if (first == nullptr && m_controls != nullptr)
        first = m_controls->findChild<Button *>(QStringLiteral("accept"));
    for (auto *button : m_controls == nullptr ? QList<Button *>() : m_controls->findChildren<Button *>())
        if (first == nullptr && button->objectName() != QStringLiteral("skip"))
            first = button;
    (first != nullptr ? first : otherwise)->setFocus(Qt::ShortcutFocusReason);
}

/// How long the condition of a wait has held, of how long it has to.
void StepCard::refreshHold(const runbook::Step &step, const runbook::State &state)
{
    const bool isWait = step.kind == runbook::StepKind::Wait && step.hold.value.count() > 0;
    m_hold->setVisible(isWait);
    if (!isWait)
        return;
    const Milliseconds held = state.holdSince ? m_clock.now() - *state.holdSince : Milliseconds{0};
    m_hold->setValue({std::clamp(double(held.count()) / double(step.hold.value.count()), 0.0, 1.0)});
}

void StepCard::refreshEvidence(const runbook::Runbook &runbook, const runbook::State &state)
{
    const runbook::StepRun &run = state.steps.at(std::size_t(state.current));
    std::vector<ReadinessCheck> lines = evidenceLines(run.evidence);
    for (const ReadinessCheck &way : wayLines(runbook, state))
        lines.push_back(way);
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
    const bool wasSent =
        m_guarded->phase() == GuardedButton::Phase::Sent || m_guarded->phase() == GuardedButton::Phase::NoAnswer;
    if (state.phase != runbook::ActPhase::None) {
        m_refused.clear();
    } else {
        if (wasSent) { // it was laid down before anything was sent
            m_refused = SafeText::of(run.detail).singleLine();
            m_guarded->reset();
        }
        m_guarded->setLock(!m_around.obstacle.isEmpty()             ? m_around.obstacle
                           : run.state == runbook::StepState::Ready ? QString()
                           : run.detail.isEmpty()                   ? tr("its evidence is read")
                                                                    : SafeText::of(run.detail).singleLine());
    }
    const QString effect = effectWords(act, state.subject);
    const QString inTheWay = m_around.obstacle.isEmpty() ? m_refused : m_around.obstacle;
    m_state->setText(inTheWay.isEmpty() ? effect : inTheWay + QLatin1Char('\n') + effect);
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
