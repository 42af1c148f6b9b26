// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/shiftcontrol.h"

#include "app/panels/routesplit.h"
#include "app/traffic/shiftdesk.h"
#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/items/shiftrows.h"
#include "models/items/statewords.h"
#include "widgets/button.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/statechip.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

using traffic::Phase;

constexpr int widestText = 400;
constexpr int longestId = 64, longestCode = 16;
constexpr Milliseconds heldFor{1'500};

QVBoxLayout *bareColumn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins({});
    column->setSpacing(size::gap);
    return column;
}

QString percentOf(const std::optional<double> &share, int decimals)
{
    return share ? fixedNumber(*share, decimals) + QStringLiteral(" %") : QStringLiteral("\u2014");
}

} // namespace

ShiftControl::ShiftControl(const Clock &clock, QWidget *parent)
    : Panel(tr("Control"), parent)
    , m_observed(new PlainLabel)
    , m_desired(new PlainLabel)
    , m_drift(new PlainLabel)
    , m_split(new SplitBar)
    , m_chip(new StateChip)
    , m_reason(new PlainLabel)
    , m_risk(new PlainLabel)
    , m_outcome(new PlainLabel)
    , m_typed(new QLineEdit)
    , m_start(new GuardedButton(clock))
    , m_hold(new Button(tr("Hold")))
    , m_back(new Button(tr("Step back")))
    , m_resume(new GuardedButton(clock))
    , m_abort(new GuardedButton(clock))
    , m_code(new QLineEdit)
    , m_approve(new Button(tr("Approve")))
    , m_note(new PlainLabel)
{
    setObjectName(QStringLiteral("panel-control"));
    header()->addExtra(m_chip);
    m_starting = makeStart();
    m_steering = makeSteering();
    m_approving = makeApproval();
    setBody(makeBody());
    connectButtons();
}

void ShiftControl::connectButtons()
{
    const auto either = [this](const char *usual, const char *choice) {
        Q_EMIT wanted(m_recovering ? QStringLiteral("recover") : QString(QLatin1String(usual)),
                      m_recovering ? QString(QLatin1String(choice)) : QString());
    };
    connect(m_hold, &Button::clicked, this, [either] { either("hold", "hold"); });
    connect(m_back, &Button::clicked, this, [this] { Q_EMIT wanted(QStringLiteral("back"), {}); });
    connect(m_resume, &GuardedButton::fired, this, [either] { either("resume", "resume"); });
    connect(m_abort, &GuardedButton::fired, this, [either] { either("abort", "roll-back"); });
    connect(m_typed, &QLineEdit::textChanged, this, &ShiftControl::lockStart);
    connect(m_start, &GuardedButton::fired, this, [this] { Q_EMIT startWanted(m_typed->text()); });
    const auto approve = [this] {
        if (!m_code->text().isEmpty())
            Q_EMIT approvalWanted(m_code->text());
        m_code->clear();
    };
    connect(m_approve, &Button::clicked, this, approve);
    connect(m_code, &QLineEdit::returnPressed, this, approve);
}

QLayout *ShiftControl::makeFigures()
{
    auto *figures = new QGridLayout;
    figures->setHorizontalSpacing(size::padding);
    figures->setVerticalSpacing(0);
    int column = 0;
    for (const auto &[label, words] : {std::pair{m_observed, tr("Observed on the canary")},
                                       std::pair{m_desired, tr("Set")}, std::pair{m_drift, tr("Drift")}}) {
        auto *head = new PlainLabel(words);
        head->setLook(Text::Small, &Colours::text3);
        label->setLook(label == m_drift ? Text::Value : Text::Big,
                       label == m_observed ? &Colours::text1 : &Colours::text2);
        label->setAccessibleName(words);
        figures->addWidget(head, 0, column);
        figures->addWidget(label, 1, column, Qt::AlignBottom);
        ++column;
    }
    figures->setColumnStretch(2, 1);
    return figures;
}

QWidget *ShiftControl::makeStart()
{
    auto *part = new QWidget(this);
    auto *column = bareColumn(part);
    m_typed->setObjectName(QStringLiteral("shift-typed"));
    m_typed->setMaxLength(longestId);
    m_start->setObjectName(QStringLiteral("shift-start"));
    column->addWidget(m_typed);
    column->addWidget(m_start);
    return part;
}

QWidget *ShiftControl::makeSteering()
{
    auto *part = new QWidget(this);
    auto *column = bareColumn(part);
    m_hold->setObjectName(QStringLiteral("shift-hold"));
    m_hold->setKeyHint(QStringLiteral("Shift H"));
    m_back->setObjectName(QStringLiteral("shift-back"));
    m_back->setKeyHint(QStringLiteral("Shift B"));
    m_resume->setObjectName(QStringLiteral("shift-resume"));
    m_abort->setObjectName(QStringLiteral("shift-abort"));
    auto *quick = new QHBoxLayout;
    quick->setSpacing(size::gap);
    quick->addWidget(m_hold);
    quick->addWidget(m_back);
    quick->addStretch(1);
    column->addLayout(quick);
    column->addWidget(m_resume);
    column->addWidget(m_abort);
    return part;
}

QWidget *ShiftControl::makeApproval()
{
    auto *part = new QWidget(this);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins({});
    row->setSpacing(size::gap);
    m_code->setObjectName(QStringLiteral("shift-code"));
    m_code->setMaxLength(longestCode);
    m_code->setPlaceholderText(tr("Second person's one-time code"));
    m_code->setAccessibleName(m_code->placeholderText());
    m_approve->setObjectName(QStringLiteral("shift-approve"));
    row->addWidget(m_code, 1);
    row->addWidget(m_approve);
    return part;
}

QWidget *ShiftControl::makeBody()
{
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    column->setSpacing(size::gap);
    for (PlainLabel *label : {m_reason, m_risk, m_outcome, m_note})
        label->setWordWrap(true);
    m_risk->setLook(Text::Small, &Colours::text2);
    m_outcome->setLook(Text::Small, &Colours::text2);
    m_note->setLook(Text::Small, &Colours::text3);
    column->addLayout(makeFigures());
    column->addWidget(m_split);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_reason, m_risk, m_starting, m_steering, m_approving, m_outcome, m_note})
        column->addWidget(part);
    column->addStretch(1);
    return body;
}

void ShiftControl::showFigures(const RouteView &view)
{
    const std::optional<double> observed = view.observed ? std::optional(view.observed->canary) : std::nullopt;
    const std::optional<double> desired = view.desired ? std::optional(view.desired->canary) : std::nullopt;
    m_observed->setText(percentOf(observed, 1));
    m_desired->setText(percentOf(desired, 0));
    const bool both = observed && desired;
    const double drift = both ? *observed - *desired : 0;
    const QString sign = drift >= 0 ? QStringLiteral("+") : QString();
    m_drift->setText(both ? tr("%1 points").arg(sign + fixedNumber(drift, 1)) : QStringLiteral("\u2014"));
}

void ShiftControl::show(const ControlFacts &facts)
{
    setSubtitle(SafeText::of(facts.route.name).singleLine(60));
    m_chip->setState(healthOf(facts.view.state), stateWords(facts.view.state));
    m_split->setSplit(splitOf(facts.route, facts.view));
    showFigures(facts.view);
    const RouteShift *shift = facts.shift;
    QStringList reasons{facts.view.reason};
    for (const JudgedGuard &guard : shift ? shift->guards : std::vector<JudgedGuard>{})
        if (guard.id == QLatin1String("share") && guard.verdict == GuardWord::Inconclusive)
            reasons << guard.words; // why what flows is not what was set
    m_reason->setText(SafeText::of(reasons.join(QStringLiteral(". "))).singleLine(widestText));
    m_risk->setText(SafeText::of(facts.risk).singleLine(widestText));
    m_risk->setVisible(!facts.risk.isEmpty());
    if (m_routeId != facts.route.id)
        m_typed->clear(); // what was typed named another route
    m_routeId = facts.route.id;
    m_typed->setPlaceholderText(tr("Type %1 to unlock").arg(m_routeId));
    m_typed->setAccessibleName(m_typed->placeholderText());
    const std::optional<ShiftRecord> record = shift ? shift->record : std::nullopt;
    const bool underWay = record && isUnderWay(record->state);
    m_recovering = record && record->state.phase == Phase::Recovering;
    m_starting->setVisible(!underWay);
    m_steering->setVisible(underWay);
    m_approving->setVisible(facts.asksForCode && facts.obstacle.isEmpty());
    m_startLock = facts.obstacle.isEmpty() ? facts.startFault : facts.obstacle;
    const auto act = [&](GuardedButton *button, const QString &effect) {
        button->setAction({effect, heldFor, SafeText::of(facts.route.control.source.id).singleLine(40)});
    };
    const int baseline = record ? record->plan.baseline : 0, now = record ? int(record->state.confirmed) : 0;
    act(m_start, facts.startEffect);
    act(m_resume, record && record->nextStep() ? tr("resume from %1 %").arg(now) : tr("resume"));
    act(m_abort, m_recovering ? tr("roll back to %1 %").arg(baseline) : tr("abort to %1 %").arg(baseline));
    lockSteering(facts);
    lockStart();
    QStringList notes;
    if (shift && !shift->runner.isEmpty())
        notes << tr("Run by %1.").arg(SafeText::of(shift->runner).singleLine(60));
    if (underWay)
        notes << tr("One step back takes a few seconds and is undone by going forward again.");
    if (!facts.route.control.backend.isEmpty())
        notes << tr("The balancer has no dead-man's switch: what was set stays until somebody sets it again.");
    m_note->setText(notes.join(QLatin1Char(' ')));
}

void ShiftControl::lockStart()
{
    const QString why = !m_startLock.isEmpty()         ? SafeText::of(m_startLock).singleLine(widestText)
                        : m_typed->text() != m_routeId ? tr("type %1 first").arg(m_routeId)
                                                       : QString();
    if (m_start->lock() != why)
        m_start->setLock(why);
}

void ShiftControl::lockSteering(const ControlFacts &facts)
{
    const RouteShift *shift = facts.shift;
    const bool underWay = shift && shift->record && isUnderWay(shift->record->state);
    const Phase phase = underWay ? shift->record->state.phase : Phase::Idle;
    const auto reason = [&](bool possible, const QString &otherwise) {
        return !facts.obstacle.isEmpty() ? facts.obstacle : possible ? QString() : otherwise;
    };
    const QString none = tr("no shift is under way");
    m_hold->setEnabled(facts.obstacle.isEmpty() && underWay && phase != Phase::Held);
    m_back->setEnabled(facts.obstacle.isEmpty() && underWay && (phase == Phase::Held || phase == Phase::Baking) &&
                       shift->record->state.step >= 0);
    const auto setLock = [](GuardedButton *button, const QString &why) {
        if (button->lock() != why)
            button->setLock(why);
    };
    QString failing;
    for (const JudgedGuard &guard : shift ? shift->guards : std::vector<JudgedGuard>{})
        if (guard.verdict != GuardWord::Pass && !guard.settled && guard.id != QLatin1String("share") &&
            guard.id != QLatin1String("capacity") && failing.isEmpty())
            failing = tr("unlocks when %1 is in its band").arg(guard.id);
    const bool resumable = m_recovering || (phase == Phase::Held && shift && failing.isEmpty());
    setLock(m_resume, reason(resumable, phase == Phase::Held ? failing : underWay ? tr("nothing is held") : none));
    setLock(m_abort, reason(underWay, none));
}

void ShiftControl::pressBack()
{
    if (m_back->isVisible())
        m_back->click(); // nothing, where it is not enabled
}

void ShiftControl::leadToResume()
{
    if (m_resume->isVisible())
        m_resume->setFocus(Qt::ShortcutFocusReason);
}

void ShiftControl::leadToStart()
{
    if (m_typed->isVisible())
        m_typed->setFocus(Qt::ShortcutFocusReason);
}

void ShiftControl::showOutcome(const QString &kind, const QString &refusal)
{
    const bool taken = refusal.isEmpty();
    m_outcome->setText(taken ? tr("%1: asked").arg(kind) : SafeText::of(refusal).singleLine(widestText));
    for (GuardedButton *button : {m_resume, m_abort, m_start})
        if (button->phase() == GuardedButton::Phase::Sent || button->phase() == GuardedButton::Phase::NoAnswer)
            taken ? button->showDone(tr("asked")) : button->showRefused(SafeText::of(refusal).singleLine(80));
    if (taken && kind == QLatin1String("start"))
        m_typed->clear();
}

} // namespace surgedeck
