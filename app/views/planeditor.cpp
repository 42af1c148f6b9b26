// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/planeditor.h"

#include "models/base/safetext.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int longestSteps = 400, longestBake = 20;
constexpr int widestText = 200;

/// "10m", as a person would type it.
QString bakeText(Milliseconds bake)
{
    const qint64 seconds = bake.count() / 1'000;
    if (bake.count() % 1'000 != 0)
        return QStringLiteral("%1ms").arg(bake.count());
    return seconds > 0 && seconds % 60 == 0 ? QStringLiteral("%1m").arg(seconds / 60)
                                            : QStringLiteral("%1s").arg(seconds);
}

} // namespace

PlanEditor::PlanEditor(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_steps(new QLineEdit)
    , m_bake(new QLineEdit)
    , m_note(new PlainLabel)
    , m_change(new GuardedButton(clock))
{
    m_steps->setObjectName(QStringLiteral("plan-steps"));
    m_steps->setMaxLength(longestSteps);
    m_steps->setAccessibleName(tr("Steps, percent on the canary"));
    m_steps->setPlaceholderText(tr("1, 5, 10, 25"));
    m_bake->setObjectName(QStringLiteral("plan-bake"));
    m_bake->setMaxLength(longestBake);
    m_bake->setAccessibleName(tr("How long each step is watched"));
    m_bake->setPlaceholderText(tr("10m"));
    m_change->setObjectName(QStringLiteral("plan-change"));
    m_change->setAction({tr("change the steps not taken"), Milliseconds(1'500), {}});
    m_note->setLook(Text::Small, &Colours::text3);
    m_note->setWordWrap(true);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(size::gap);
    fields->addWidget(m_steps, 4);
    fields->addWidget(m_bake, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::padding, size::gap, size::padding, size::gap);
    column->setSpacing(size::gap);
    column->addLayout(fields);
    column->addWidget(m_change);
    column->addWidget(m_note);
    for (QLineEdit *line : {m_steps, m_bake})
        connect(line, &QLineEdit::textChanged, this, [this] {
            look();
            Q_EMIT changed();
        });
    connect(m_change, &GuardedButton::fired, this, [this] {
        if (const auto typed = plan())
            Q_EMIT wanted(*typed);
    });
}

void PlanEditor::show(const QString &key, const PlanEdit &plan)
{
    if (key == m_key && plan == m_shown)
        return;
    m_key = key;
    m_shown = plan;
    QStringList steps;
    for (const int step : plan.steps)
        steps << QString::number(step);
    m_steps->setText(steps.join(QStringLiteral(", ")));
    m_bake->setText(bakeText(plan.bake));
    look();
}

void PlanEditor::setLock(const std::optional<QString> &why)
{
    if (why == m_lock)
        return;
    m_lock = why;
    look();
}

Result<PlanEdit> PlanEditor::plan() const
{
    return planEditOf(QStringLiteral("%1 bake %2").arg(m_steps->text(), m_bake->text()));
}

void PlanEditor::look()
{
    const auto typed = plan();
    m_change->setVisible(m_lock.has_value());
    const QString wrong = typed ? QString() : SafeText::of(typed.error().message).singleLine(widestText);
    const bool same = typed && *typed == m_shown;
    if (m_lock) {
        const QString otherwise = !wrong.isEmpty() ? wrong : same ? tr("nothing was changed") : QString();
        const QString lock = m_lock->isEmpty() ? otherwise : *m_lock;
        if (m_change->lock() != lock)
            m_change->setLock(lock);
    }
    const QString rule = m_lock ? tr("Edits apply to steps that were not taken.")
                                : tr("A step advances only when every guard has held for the whole time.");
    m_note->setText(wrong.isEmpty() ? rule : wrong);
}

void PlanEditor::showOutcome(const QString &refusal)
{
    refusal.isEmpty() ? m_change->showDone(tr("asked"))
                      : m_change->showRefused(SafeText::of(refusal).singleLine(widestText));
}

} // namespace surgedeck
