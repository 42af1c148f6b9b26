// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/shiftcontrol.h"

#include "app/traffic/shiftdesk.h"
#include "models/base/safetext.h"
#include "models/items/shiftrows.h"
#include "models/items/statewords.h"
#include "widgets/button.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/splitbar.h"
#include "widgets/statechip.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

using traffic::Phase;

constexpr int widestText = 400;

Split splitOf(const RouteConfig &route, const RouteView &view)
{
    Split split;
    split.canary = SafeText::of(route.control.canary.join(QStringLiteral(" + "))).singleLine(60);
    split.stable = SafeText::of(route.control.stable.join(QStringLiteral(" + "))).singleLine(60);
    if (view.observed)
        split.observed = view.observed->canary;
    if (view.desired)
        split.desired = view.desired->canary;
    split.health = healthOf(view.state);
    return split;
}

} // namespace

ShiftControl::ShiftControl(const Clock &clock, QWidget *parent)
    : Panel(tr("Control"), parent)
    , m_split(new SplitBar)
    , m_chip(new StateChip)
    , m_reason(new PlainLabel)
    , m_outcome(new PlainLabel)
    , m_hold(new Button(tr("Hold")))
    , m_back(new Button(tr("Step back")))
    , m_resume(new GuardedButton(clock))
    , m_abort(new GuardedButton(clock))
    , m_note(new PlainLabel)
{
    setObjectName(QStringLiteral("panel-control"));
    header()->addExtra(m_chip);
    setBody(makeBody(clock));
    connect(m_hold, &Button::clicked, this, [this] {
        Q_EMIT wanted(m_recovering ? QStringLiteral("recover") : QStringLiteral("hold"),
                      m_recovering ? QStringLiteral("hold") : QString());
    });
    connect(m_back, &Button::clicked, this, [this] { Q_EMIT wanted(QStringLiteral("back"), {}); });
    connect(m_resume, &GuardedButton::fired, this, [this] {
        Q_EMIT wanted(m_recovering ? QStringLiteral("recover") : QStringLiteral("resume"),
                      m_recovering ? QStringLiteral("resume") : QString());
    });
    connect(m_abort, &GuardedButton::fired, this, [this] {
        Q_EMIT wanted(m_recovering ? QStringLiteral("recover") : QStringLiteral("abort"),
                      m_recovering ? QStringLiteral("roll-back") : QString());
    });
}

QWidget *ShiftControl::makeBody(const Clock &)
{
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    column->setSpacing(size::gap);
    m_reason->setWordWrap(true);
    m_outcome->setWordWrap(true);
    m_note->setWordWrap(true);
    m_outcome->setLook(Text::Small, &Colours::text2);
    m_note->setLook(Text::Small, &Colours::text3);
    m_hold->setObjectName(QStringLiteral("shift-hold"));
    m_back->setObjectName(QStringLiteral("shift-back"));
    m_resume->setObjectName(QStringLiteral("shift-resume"));
    m_abort->setObjectName(QStringLiteral("shift-abort"));
    column->addWidget(m_split);
    column->addWidget(m_reason);
    auto *quick = new QHBoxLayout;
    quick->setSpacing(size::gap);
    quick->addWidget(m_hold);
    quick->addWidget(m_back);
    quick->addStretch(1);
    column->addLayout(quick);
    column->addWidget(m_resume);
    column->addWidget(m_abort);
    column->addWidget(m_outcome);
    column->addWidget(m_note);
    column->addStretch(1);
    return body;
}

void ShiftControl::show(const RouteConfig &route, const RouteView &view, const RouteShift *shift,
                        const QString &obstacle)
{
    setSubtitle(SafeText::of(route.name).singleLine(60));
    m_chip->setState(healthOf(view.state), stateWords(view.state));
    m_split->setSplit(splitOf(route, view));
    QStringList reasons{view.reason};
    for (const JudgedGuard &guard : shift ? shift->guards : std::vector<JudgedGuard>{})
        if (guard.id == QLatin1String("share") && guard.verdict == GuardWord::Inconclusive)
            reasons << guard.words; // why what flows is not what was set
    m_reason->setText(SafeText::of(reasons.join(QStringLiteral(". "))).singleLine(widestText));
    const std::optional<ShiftRecord> record = shift ? shift->record : std::nullopt;
    m_recovering = record && record->state.phase == Phase::Recovering;
    const int baseline = record ? record->plan.baseline : 0;
    const int now = record ? int(record->state.confirmed) : 0;
    const auto act = [&](GuardedButton *button, const QString &effect) {
        button->setAction({effect, Milliseconds(1'500), SafeText::of(route.control.source.id).singleLine(40)});
    };
    act(m_resume, record && record->nextStep() ? tr("resume from %1 %").arg(now) : tr("resume"));
    act(m_abort, m_recovering ? tr("roll back to %1 %").arg(baseline) : tr("abort to %1 %").arg(baseline));
    lock(shift, obstacle);
    QStringList notes;
    if (shift && !shift->runner.isEmpty())
        notes << tr("Run by %1.").arg(SafeText::of(shift->runner).singleLine(60));
    if (!record || !isUnderWay(record->state))
        notes << tr("A shift is begun on the command line: surgedeck traffic start WORKSPACE %1.").arg(route.id);
    if (!route.control.backend.isEmpty())
        notes << tr("The balancer has no dead-man's switch: what was set stays until somebody sets it again.");
    m_note->setText(notes.join(QLatin1Char(' ')));
}

void ShiftControl::lock(const RouteShift *shift, const QString &obstacle)
{
    const bool underWay = shift && shift->record && isUnderWay(shift->record->state);
    const Phase phase = underWay ? shift->record->state.phase : Phase::Idle;
    const auto reason = [&](bool possible, const QString &otherwise) {
        return !obstacle.isEmpty() ? obstacle : possible ? QString() : otherwise;
    };
    const QString none = tr("no shift is under way");
    m_hold->setEnabled(obstacle.isEmpty() && underWay && phase != Phase::Held);
    m_back->setEnabled(obstacle.isEmpty() && underWay && (phase == Phase::Held || phase == Phase::Baking) &&
                       shift->record->state.step >= 0);
    const auto setLock = [](GuardedButton *button, const QString &why) {
        if (button->lock() != why)
            button->setLock(why);
    };
    bool passing = shift != nullptr;
    for (const JudgedGuard &guard : shift ? shift->guards : std::vector<JudgedGuard>{})
        passing = passing && (guard.verdict == GuardWord::Pass || guard.id == QLatin1String("share") ||
                              guard.id == QLatin1String("capacity"));
    const bool resumable = m_recovering || (phase == Phase::Held && passing);
    setLock(m_resume, reason(resumable, phase == Phase::Held ? tr("the guards do not pass")
                                        : underWay           ? tr("nothing is held")
                                                             : none));
    setLock(m_abort, reason(underWay, none));
}

void ShiftControl::showOutcome(const QString &kind, const QString &refusal)
{
    const bool taken = refusal.isEmpty();
    m_outcome->setText(taken ? tr("%1: asked").arg(kind) : SafeText::of(refusal).singleLine(widestText));
    for (GuardedButton *button : {m_resume, m_abort})
        if (button->phase() == GuardedButton::Phase::Sent || button->phase() == GuardedButton::Phase::NoAnswer)
            taken ? button->showDone(tr("asked")) : button->showRefused(SafeText::of(refusal).singleLine(80));
}

} // namespace surgedeck
