// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/sessionactions.h"

#include "models/base/safetext.h"
#include "widgets/guardedbutton.h"
#include "widgets/leaderrow.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr std::size_t cancelling = 0;
constexpr std::size_t mostRows = 6;
constexpr Milliseconds askEvery{1'000};
constexpr Milliseconds tooOld{5'000}; // screens.md calls nothing current that is older
constexpr int widest = 160;
constexpr int guardedLevel = 2;

/// What is not met, in words; empty: everything holds.
QString unmetOf(const Inspection &inspection)
{
    for (const Precondition &precondition : inspection.preconditions)
        if (precondition.holds != true)
            return precondition.name + QStringLiteral(": ") + precondition.value;
    return {};
}

} // namespace

SessionActions::SessionActions(const Parts &parts, QWidget *parent)
    : Panel(tr("Act on a session"), parent, Look::Section)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("section-session-actions"));
    setBody(makeBody());
    setSubject({}, {});
}

QWidget *SessionActions::makeBody()
{
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::padding, size::inner, size::padding, size::gap);
    column->setSpacing(size::inner);
    for (std::size_t i = 0; i < mostRows; ++i) {
        m_rows.push_back(new LeaderRow(body));
        column->addWidget(m_rows.back());
    }
    m_obstacle = new PlainLabel({}, body);
    m_obstacle->setWordWrap(true);
    column->addWidget(m_obstacle);
    m_reason = new QLineEdit(body);
    m_reason->setPlaceholderText(tr("Why, for the record"));
    m_reason->setAccessibleName(tr("Reason for the record"));
    m_reason->setMaxLength(300);
    m_typed = new QLineEdit(body);
    m_typed->setAccessibleName(tr("Number of the session, typed to confirm"));
    m_typed->setMaxLength(40);
    auto *fields = new QHBoxLayout;
    fields->addWidget(m_reason, 2);
    fields->addWidget(m_typed, 1);
    column->addLayout(fields);
    auto *buttons = new QHBoxLayout;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        m_choices[i].button = new GuardedButton(m_parts.clock, body);
        buttons->addWidget(m_choices[i].button);
        connect(m_choices[i].button, &GuardedButton::fired, this, [this, i] { fire(i); });
    }
    column->addLayout(buttons);
    m_effect = new PlainLabel({}, body);
    m_effect->setLook(Text::BodyStrong);
    m_effect->setWordWrap(true);
    m_effect->hide();
    column->addWidget(m_effect);
    column->addStretch(1);
    m_typed->setVisible(m_parts.production);
    connect(m_typed, &QLineEdit::textChanged, this, &SessionActions::refresh);
    return body;
}

void SessionActions::setSubject(const QString &source, const QString &session)
{
    if (source == m_source && session == m_session && !session.isEmpty())
        return;
    m_source = source;
    m_session = session;
    const QString name = SafeText::of(session).singleLine(widest);
    m_actedAt.reset();
    showEffect({});
    m_typed->clear();
    m_typed->setPlaceholderText(tr("Type %1").arg(name));
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        Choice &choice = m_choices[i];
        choice.seen.reset();
        choice.sent = false;
        choice.button->reset();
        choice.button->setAction(
            {i == cancelling ? tr("cancel its query") : tr("end %1").arg(name), Milliseconds{1'500}, source});
    }
    setSubtitle(session.isEmpty() ? QString() : QStringLiteral("%1 \u00b7 %2").arg(source, name));
    refresh();
}

void SessionActions::showEffect(const QString &words)
{
    m_effect->setText(words);
    m_effect->setVisible(!words.isEmpty());
}

Action SessionActions::actionOf(std::size_t choice, const QString &identity) const
{
    return choice == cancelling ? Action(CancelStatement{m_session, identity})
                                : Action(EndSession{m_session, identity});
}

void SessionActions::refresh()
{
    const QString obstacle = !m_parts.road ? tr("This window only shows.") : m_parts.road->obstacle(m_source);
    const bool idle = m_session.isEmpty();
    setState({.kind = idle ? DataState::Kind::Empty : DataState::Kind::Live,
              .age = Milliseconds{0},
              .message = idle ? tr("Choose a session") : QString(),
              .detail = idle ? tr("in the lock tree or in the list of sessions") : QString()});
    if (idle)
        return;
    m_obstacle->setText(obstacle);
    m_obstacle->setVisible(!obstacle.isEmpty());
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        Choice &choice = m_choices[i];
        if (choice.sent)
            continue;
        choice.button->setLock(obstacle.isEmpty() ? lockOf(choice) : obstacle);
        const bool due = !choice.seen || m_parts.clock.monotonic() - choice.seenAt >= askEvery;
        if (obstacle.isEmpty() && due && !choice.asking)
            inspect(i);
    }
    showPreconditions();
}

QString SessionActions::lockOf(const Choice &choice) const
{
    if (!choice.seen)
        return tr("reading how it is now");
    if (!*choice.seen)
        return SafeText::of(choice.seen->error().message).singleLine(widest);
    if (m_parts.clock.monotonic() - choice.seenAt > tooOld)
        return tr("not read for more than 5 s");
    if (const QString unmet = unmetOf(**choice.seen); !unmet.isEmpty())
        return SafeText::of(unmet).singleLine(widest);
    if (m_parts.production && m_typed->text() != m_session)
        return tr("type the number of the session");
    return {};
}

void SessionActions::inspect(std::size_t which)
{
    m_choices[which].asking = true;
    Command command;
    command.source = m_source;
    command.action = actionOf(which, {});
    command.actor = m_parts.person;
    m_parts.road->inspect(command, [self = QPointer(this), which, session = m_session](Result<Inspection> seen) {
        if (self)
            self->take(which, session, std::move(seen));
    });
}

void SessionActions::take(std::size_t which, const QString &session, Result<Inspection> inspection)
{
    Choice &choice = m_choices[which];
    choice.asking = false;
    if (session != m_session || choice.sent)
        return;
    const auto identity = [](const std::optional<Result<Inspection>> &seen) {
        return seen && *seen ? (*seen)->identity : QString();
    };
    const QString before = identity(choice.seen);
    choice.seen = std::move(inspection);
    choice.seenAt = m_parts.clock.monotonic();
    if (!before.isEmpty() && before != identity(choice.seen))
        choice.button->preconditionsChanged();
    refresh();
}

void SessionActions::showPreconditions()
{
    const Choice &end = m_choices.back();
    const bool known = end.seen && *end.seen;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool shown = known && i < (*end.seen)->preconditions.size();
        m_rows[i]->setVisible(shown);
        if (!shown)
            continue;
        const Precondition &precondition = (*end.seen)->preconditions[i];
        Leader leader;
        leader.challenge = precondition.name;
        leader.response = SafeText::of(precondition.value).singleLine(widest);
        leader.done = precondition.holds == true;
        leader.health = !precondition.holds ? Health::Unknown : *precondition.holds ? Health::Normal : Health::Degraded;
        m_rows[i]->setLeader(leader);
    }
}

void SessionActions::fire(std::size_t which)
{
    Choice &choice = m_choices[which];
    if (!m_parts.road || !choice.seen || !*choice.seen)
        return;
    choice.sent = true;
    CommandOrder order;
    order.command.source = m_source;
    order.command.action = actionOf(which, (*choice.seen)->identity);
    order.command.actor = order.approval.person = m_parts.person;
    order.command.reason =
        m_reason->text().trimmed().isEmpty() ? tr("from the queries view") : m_reason->text().trimmed();
    order.command.level = guardedLevel;
    if (m_parts.production) {
        order.approval.expectedName = m_session;
        order.approval.typedName = m_typed->text();
    }
    m_parts.road->send(order, [self = QPointer(this), which](const CommandOutcome &outcome) {
        if (self)
            self->showOutcome(which, outcome);
    });
}

void SessionActions::showOutcome(std::size_t which, const CommandOutcome &outcome)
{
    const QString words = SafeText::of(outcome.detail).singleLine(widest);
    GuardedButton *button = m_choices[which].button;
    if (outcome.state == CommandOutcome::State::Confirmed)
        button->showDone(words);
    else
        button->showRefused(outcome.state == CommandOutcome::State::Refused ? tr("refused: %1").arg(words) : words);
    if (outcome.state != CommandOutcome::State::Refused)
        m_actedAt = outcome.begun;
    Q_EMIT commandEnded(outcome);
}

} // namespace surgedeck
