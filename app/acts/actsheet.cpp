// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/acts/actsheet.h"

#include "models/base/safetext.h"
#include "models/domain/actionfacts.h"
#include "widgets/button.h"
#include "widgets/guardedbutton.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/sheethead.h"
#include "widgets/theme/sizes.h"
#include "widgets/typedname.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPointer>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr std::size_t mostRows = 8;
constexpr Milliseconds askEvery{1'000};
constexpr Milliseconds tooOld{5'000};
constexpr Milliseconds oneLook{1};
constexpr int widest = 200;

QString safe(const QString &text)
{
    return SafeText::of(text).singleLine(widest);
}

Milliseconds holdOf(int level)
{
    return level >= 3 ? Milliseconds{3'000} : level == 2 ? Milliseconds{1'500} : Milliseconds{300};
}

Leader leaderOf(const Precondition &precondition)
{
    Leader leader;
    leader.challenge = safe(precondition.name);
    leader.response = safe(precondition.value);
    leader.done = precondition.holds == true;
    leader.health = !precondition.holds ? Health::Unknown : *precondition.holds ? Health::Normal : Health::Degraded;
    return leader;
}

} // namespace

ActSheet::ActSheet(ActPlan plan, const Parts &parts, QWidget *parent)
    : SheetFrame(safe(plan.title), parent)
    , m_plan(std::move(plan))
    , m_parts(parts)
{
    setObjectName(QStringLiteral("act-sheet"));
    arrange();
    setFocusProxy(m_typed->isVisibleTo(this) ? static_cast<QWidget *>(m_typed) : m_reason);
    connect(&m_beat, &QTimer::timeout, this, &ActSheet::refresh);
    m_beat.start(askEvery);
    refresh();
}

void ActSheet::arrange()
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, size::shadow);
    whole->setSpacing(0);
    auto *head = new SheetHead(this);
    const bool irreversible = undoInWords(m_plan.command.action).startsWith(QLatin1String("none"));
    const QString level = tr("LEVEL %1").arg(m_plan.command.level);
    head->setWords(safe(m_plan.title), irreversible ? tr("%1, CANNOT BE UNDONE").arg(level) : level);
    whole->addWidget(head);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(size::group, size::group, size::group, size::group);
    column->setSpacing(size::inner);
    whole->addLayout(column);
    addLabel(*column, tr("What will happen"));
    auto *happens = new PlainLabel(SafeText::of(m_plan.happens).singleLine(600), this);
    happens->setWordWrap(true);
    column->addWidget(happens);
    auto *literal = new PlainLabel(safe(m_plan.literal), this);
    literal->setLook(Text::Mono, &Colours::text2);
    column->addWidget(literal);
    addPreconditions(*column);
    addCost(*column);
    addSecondPerson(*column);
    addTypedName(*column);
    column->addStretch(1);
    addButtons(*column);
}

PlainLabel *ActSheet::addLabel(QVBoxLayout &column, const QString &text)
{
    column.addSpacing(size::gap);
    auto *label = new PlainLabel(text, this);
    label->setLook(Text::Small, &Colours::text2);
    column.addWidget(label);
    return label;
}

void ActSheet::addPreconditions(QVBoxLayout &column)
{
    m_age = addLabel(column, {});
    for (std::size_t i = 0; i < mostRows; ++i) {
        m_rows.push_back(new LeaderRow(this));
        m_rows.back()->hide();
        column.addWidget(m_rows.back());
    }
}

void ActSheet::addCost(QVBoxLayout &column)
{
    addLabel(column, tr("If it goes well, if it does not"));
    const std::pair<QString, QString> rows[] = {{tr("To undo it"), m_plan.undo},
                                                {tr("If nothing is heard of it"), m_plan.ifItFails}};
    for (const auto &[challenge, response] : rows) {
        auto *row = new LeaderRow(this);
        Leader leader;
        leader.challenge = challenge;
        leader.response = safe(response);
        row->setLeader(leader);
        column.addWidget(row);
    }
}

void ActSheet::addSecondPerson(QVBoxLayout &column)
{
    PlainLabel *label = addLabel(column, tr("Second person"));
    m_second = new LeaderRow(this);
    column.addWidget(m_second);
    label->setVisible(bool(m_parts.secondPerson));
    m_second->setVisible(bool(m_parts.secondPerson));
}

void ActSheet::addTypedName(QVBoxLayout &column)
{
    PlainLabel *label = addLabel(column, tr("Type %1").arg(safe(m_plan.lost)));
    m_typed = new TypedName(this);
    m_typed->setExpected(confirmedName(m_plan.command.action));
    m_typed->setAccessibleName(tr("Type %1").arg(safe(m_plan.lost)));
    m_progress = new PlainLabel(m_typed->progress(), this);
    m_progress->setLook(Text::Small, &Colours::text2);
    column.addWidget(m_typed);
    column.addWidget(m_progress);
    for (QWidget *part :
         {static_cast<QWidget *>(label), static_cast<QWidget *>(m_typed), static_cast<QWidget *>(m_progress)})
        part->setVisible(asksForName());
    connect(m_typed, &QLineEdit::textChanged, this, [this] {
        m_progress->setText(m_typed->progress());
        m_button->setLock(lock());
    });
    addLabel(column, tr("Why, for the record"));
    m_reason = new QLineEdit(this);
    m_reason->setMaxLength(300);
    m_reason->setAccessibleName(tr("Reason for the record"));
    column.addWidget(m_reason);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_button->setLock(lock()); });
}

void ActSheet::addButtons(QVBoxLayout &column)
{
    m_button = new GuardedButton(m_parts.clock, this);
    m_button->setAction({m_plan.effect, holdOf(m_plan.command.level), m_plan.command.source});
    connect(m_button, &GuardedButton::fired, this, &ActSheet::fire);
    m_leave = new Button(tr("Do not %1").arg(m_plan.effect), this);
    m_leave->setKeyHint(tr("Esc"));
    connect(m_leave, &QPushButton::clicked, this, &ActSheet::left);
    auto *row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addStretch(1);
    row->addWidget(m_leave);
    column.addLayout(row);
    // From the text to the way out, and only then to the action.
    setTabOrder(m_typed, m_reason);
    setTabOrder(m_reason, m_leave);
    setTabOrder(m_leave, m_button);
}

void ActSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    SheetFrame::keyPressEvent(event);
}

void ActSheet::refresh()
{
    if (m_sent)
        return;
    const bool may = m_parts.road && m_parts.road->obstacle(m_plan.command.source).isEmpty();
    const bool due = !m_seen || m_parts.clock.monotonic() - m_seenAt >= askEvery;
    if (may && due && !m_asking)
        inspect();
    if (may && m_parts.secondPerson)
        m_person = m_parts.secondPerson(m_plan.command);
    Leader second;
    second.challenge = m_person.isEmpty() ? safe(m_parts.howToAgree) : safe(m_person);
    second.response = m_person.isEmpty() ? tr("nobody yet") : tr("agreed, for 5 minutes");
    second.done = !m_person.isEmpty();
    second.health = m_person.isEmpty() ? Health::Unknown : Health::Normal;
    m_second->setLeader(second);
    showPreconditions();
    m_button->setLock(lock());
}

QString ActSheet::lock() const
{
    if (!m_parts.road)
        return tr("This window only shows.");
    if (const QString obstacle = m_parts.road->obstacle(m_plan.command.source); !obstacle.isEmpty())
        return safe(obstacle);
    if (m_plan.command.level >= 3 && m_parts.road->role() != Role::Commander)
        return tr("this needs a commander");
    if (!m_seen)
        return tr("reading how it is now");
    if (!*m_seen)
        return safe(m_seen->error().message);
    if (m_parts.clock.monotonic() - m_seenAt > tooOld)
        return tr("not read for more than 5 s");
    for (const Precondition &precondition : (*m_seen)->preconditions)
        if (precondition.holds != true)
            return safe(precondition.name + QStringLiteral(": ") + precondition.value);
    if (m_parts.secondPerson && m_person.isEmpty())
        return tr("a second person has to agree");
    if (asksForName() && !m_typed->matches())
        return tr("type %1").arg(safe(m_plan.lost));
    if (m_reason->text().trimmed().isEmpty())
        return tr("say why");
    return {};
}

void ActSheet::inspect()
{
    m_asking = true;
    m_parts.road->inspect(m_plan.command, [self = QPointer(this)](Result<Inspection> seen) {
        if (self)
            self->take(std::move(seen));
    });
}

void ActSheet::take(Result<Inspection> seen)
{
    m_asking = false;
    if (m_sent)
        return;
    const bool changed = m_seen && *m_seen && seen && (*m_seen)->identity != seen->identity;
    m_seen = std::move(seen);
    m_seenAt = m_parts.clock.monotonic();
    if (changed)
        m_button->preconditionsChanged();
    showPreconditions();
    m_button->setLock(lock());
}

void ActSheet::showPreconditions()
{
    const bool known = m_seen && *m_seen;
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(m_parts.clock.monotonic() - m_seenAt);
    m_age->setText(known ? tr("Must be true, checked live · %1 s").arg(age.count()) : tr("Must be true, not read yet"));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool shown = known && i < (*m_seen)->preconditions.size();
        m_rows[i]->setVisible(shown);
        if (shown)
            m_rows[i]->setLeader(leaderOf((*m_seen)->preconditions[i]));
    }
}

void ActSheet::fire()
{
    if (m_sent || !m_parts.road || !m_seen || !*m_seen || !lock().isEmpty())
        return;
    m_sent = true;
    m_order.command = m_plan.command;
    setIdentity(m_order.command.action, (*m_seen)->identity);
    m_order.command.reason = m_reason->text().simplified();
    m_order.approval.person = m_order.command.actor;
    if (asksForName()) {
        m_order.approval.expectedName = m_typed->expected();
        m_order.approval.typedName = m_typed->text();
    }
    m_order.approval.secondPersonNeeded = bool(m_parts.secondPerson);
    if (!m_person.isEmpty())
        m_order.approval.secondPerson = m_person;
    if (isSweep(m_order.command.action))
        m_order.verifyWithin = oneLook;
    for (QLineEdit *line : {static_cast<QLineEdit *>(m_typed), m_reason})
        line->setReadOnly(true);
    sendNext();
}

/// A sweep is sent portion by portion: whoever closes the sheet stops it after the one that is under way.
void ActSheet::sendNext()
{
    m_order.command.id.clear();
    m_parts.road->send(m_order, [self = QPointer(this)](const CommandOutcome &outcome) {
        if (!self)
            return;
        if (!sweepGoesOn(self->m_order.command.action, outcome.receipt))
            return self->showOutcome(outcome);
        self->m_age->setText(safe(outcome.receipt->detail));
        self->m_leave->setText(tr("Stop"));
        self->sendNext();
    });
}

void ActSheet::showOutcome(const CommandOutcome &outcome)
{
    const QString words = safe(outcome.detail);
    if (outcome.state == CommandOutcome::State::Confirmed)
        m_button->showDone(words);
    else
        m_button->showRefused(outcome.state == CommandOutcome::State::Refused ? tr("refused: %1").arg(words) : words);
    m_leave->setText(tr("Close"));
    Q_EMIT ended(outcome);
}

} // namespace surgedeck
