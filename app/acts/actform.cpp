// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/actform.h"

#include "models/base/safetext.h"
#include "models/domain/actionfacts.h"
#include "widgets/button.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace surgedeck {

namespace {
constexpr int longestValue = 200;
} // namespace

ActForm::ActForm(Parts parts, QWidget *parent)
    : SheetFrame(parts.title, parent)
    , m_parts(std::move(parts))
    , m_answer(new PlainLabel({}, this))
{
    setObjectName(QStringLiteral("act-form"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::group, size::padding, size::group, size::group + size::shadow);
    column->setSpacing(size::gap);
    auto *title = new PlainLabel(m_parts.title, this);
    title->setLook(Text::Strong);
    column->addWidget(title);
    for (const Field &field : m_parts.fields) {
        auto *label = new PlainLabel(SafeText::of(field.label).singleLine(longestValue), this);
        label->setLook(Text::Small, &Colours::text2);
        auto *line = new QLineEdit(field.preset, this);
        line->setMaxLength(longestValue);
        line->setAccessibleName(field.label);
        column->addWidget(label);
        column->addWidget(line);
        m_lines.emplace_back(field.id, line);
        connect(line, &QLineEdit::returnPressed, this, &ActForm::goOn);
    }
    m_answer->setWordWrap(true);
    column->addWidget(m_answer);
    auto *buttons = new QHBoxLayout;
    auto *dry = new Button(tr("Dry run"), this, Symbol::Eye);
    auto *next = new Button(tr("Go on"), this);
    next->setPrimary();
    buttons->addWidget(dry);
    buttons->addStretch(1);
    buttons->addWidget(next);
    column->addLayout(buttons);
    connect(dry, &QPushButton::clicked, this, &ActForm::rehearse);
    connect(next, &QPushButton::clicked, this, &ActForm::goOn);
    if (!m_lines.empty())
        setFocusProxy(m_lines.front().second);
}

Result<ActPlan> ActForm::plan() const
{
    Values values;
    for (const auto &[id, line] : m_lines)
        values.insert(id, line->text().trimmed());
    return m_parts.plan(values);
}

void ActForm::say(const QString &words)
{
    m_answer->setText(SafeText::of(words).singleLine(2 * longestValue));
}

void ActForm::goOn()
{
    const auto made = plan();
    if (!made)
        return say(made.error().message);
    Q_EMIT planned(*made);
}

void ActForm::rehearse()
{
    const auto made = plan();
    if (!made)
        return say(made.error().message);
    if (!m_parts.road)
        return say(tr("This window only shows."));
    say(tr("looking, nothing is changed"));
    m_rehearsal = {};
    m_rehearsal.command = made->command;
    m_rehearsal.command.rehearsal = true;
    m_rehearsal.command.reason = tr("dry run");
    m_rehearsal.approval.person = made->command.actor;
    sendRehearsal();
}

void ActForm::sendRehearsal()
{
    m_rehearsal.command.id.clear();
    m_parts.road->send(m_rehearsal, [self = QPointer(this)](const CommandOutcome &outcome) {
        if (!self)
            return;
        self->say(outcome.detail);
        if (sweepGoesOn(self->m_rehearsal.command.action, outcome.receipt))
            self->sendRehearsal();
    });
}

} // namespace surgedeck
