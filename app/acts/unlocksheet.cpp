// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/unlocksheet.h"

#include "models/base/safetext.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"
#include "widgets/typedname.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

/// With its choices, before what follows it is made: that is the order in which Tab goes.
ChoiceRow *lengths(QWidget *parent)
{
    auto *row = new ChoiceRow(UnlockSheet::tr("For how long"), parent);
    for (const int minutes : {15, 60, 240})
        row->addChoice(QString::number(minutes), UnlockSheet::tr("%1 min").arg(minutes));
    row->setCurrent(QStringLiteral("60"));
    return row;
}

} // namespace

UnlockSheet::UnlockSheet(Unlocking &unlocking, Context context, QWidget *parent)
    : SheetFrame(tr("Unlock acting"), parent)
    , m_unlocking(unlocking)
    , m_context(std::move(context))
    , m_minutes(lengths(this))
    , m_reason(new QLineEdit(this))
    , m_typed(new TypedName(this))
    , m_answer(new PlainLabel({}, this))
{
    setObjectName(QStringLiteral("unlock-sheet"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::group, size::padding, size::group, size::group + size::shadow);
    column->setSpacing(size::gap);
    auto *title = new PlainLabel(tr("Unlock acting"), this);
    title->setLook(Text::Strong);
    column->addWidget(title);
    const QString incident = SafeText::of(m_context.incident).singleLine(40);
    auto *what = new PlainLabel(
        incident.isEmpty()
            ? tr("The acting credentials are read now and forgotten when the time is over.")
            : tr("The acting credentials are read now and forgotten when the time, or %1, is over.").arg(incident),
        this);
    what->setWordWrap(true);
    column->addWidget(what);
    column->addWidget(m_minutes);
    m_reason->setPlaceholderText(tr("Why, for the record"));
    m_reason->setAccessibleName(tr("Reason for the record"));
    m_reason->setMaxLength(300);
    column->addWidget(m_reason);
    m_typed->setExpected(m_context.workspace);
    m_typed->setAccessibleName(tr("Name of the workspace, typed to confirm"));
    m_typed->setVisible(m_context.production);
    column->addWidget(m_typed);
    m_answer->setWordWrap(true);
    column->addWidget(m_answer);
    addButtons(*column);
    setFocusProxy(m_reason);
    connect(m_reason, &QLineEdit::returnPressed, this, [this] { unlock(std::min(m_context.most, Role::Responder)); });
}

void UnlockSheet::addButtons(QVBoxLayout &column)
{
    auto *row = new QHBoxLayout;
    auto *responder = new Button(tr("Act as responder"), this, Symbol::Hand);
    auto *commander = new Button(tr("Act as commander"), this, Symbol::Hand);
    responder->setEnabled(m_context.most >= Role::Responder);
    commander->setEnabled(m_context.most >= Role::Commander);
    connect(responder, &QPushButton::clicked, this, [this] { unlock(Role::Responder); });
    connect(commander, &QPushButton::clicked, this, [this] { unlock(Role::Commander); });
    row->addWidget(responder);
    row->addWidget(commander);
    row->addStretch(1);
    column.addLayout(row);
}

void UnlockSheet::unlock(Role role)
{
    if (m_reason->text().trimmed().isEmpty())
        return m_answer->setText(tr("say why"));
    if (m_context.production && !m_typed->matches())
        return m_answer->setText(tr("type %1").arg(SafeText::of(m_context.workspace).singleLine(60)));
    const Status unlocked = m_unlocking.unlock({role, std::chrono::minutes(m_minutes->current().toInt()),
                                                m_context.person, m_reason->text().simplified(), m_context.incident});
    if (!unlocked)
        return m_answer->setText(SafeText::of(unlocked.error().message).singleLine(200));
    Q_EMIT done();
}

} // namespace surgedeck
