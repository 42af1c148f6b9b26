// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentsheet.h"

#include "app/incidents/incidentwatch.h"
#include "models/base/safetext.h"
#include "widgets/button.h"
#include "widgets/choicerow.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int longestTitle = 200;
constexpr int longestLine = 2'000;

QVBoxLayout *columnOf(QWidget *sheet, const QString &title)
{
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(size::group, size::padding, size::group, size::group + size::shadow);
    column->setSpacing(size::gap);
    auto *label = new PlainLabel(title, sheet);
    label->setLook(Text::Strong);
    column->addWidget(label);
    return column;
}

} // namespace

IncidentSheet::IncidentSheet(IncidentWatch &incidents, const Context &context, QWidget *parent)
    : SheetFrame(tr("Incident"), parent)
    , m_incidents(incidents)
    , m_person(context.person)
    , m_firstAlarm(context.firstAlarm)
    , m_line(new QLineEdit(this))
{
    setObjectName(QStringLiteral("incident-sheet"));
    m_line->setObjectName(QStringLiteral("incident-line"));
    if (m_incidents.current() == nullptr)
        arrangeDeclaration();
    else
        arrangeWork();
    setFocusProxy(m_line);
}

void IncidentSheet::arrangeDeclaration()
{
    QVBoxLayout *column = columnOf(this, tr("Declare an incident"));
    m_line->setMaxLength(longestTitle);
    m_line->setPlaceholderText(tr("What is wrong, in one line"));
    m_line->setAccessibleName(tr("Title of the incident"));
    column->addWidget(m_line);
    m_choice = new ChoiceRow(tr("Severity, the higher one when in doubt"), this);
    for (int severity = 1; severity <= 5; ++severity)
        m_choice->addChoice(QString::number(severity), tr("SEV %1").arg(severity));
    m_choice->setCurrent(QStringLiteral("2"));
    column->addWidget(m_choice);
    auto *button = new Button(tr("Declare and take the lead"), this);
    button->setPrimary();
    connect(button, &QPushButton::clicked, this, &IncidentSheet::declare);
    connect(m_line, &QLineEdit::returnPressed, this, &IncidentSheet::declare);
    column->addWidget(button);
}

void IncidentSheet::arrangeWork()
{
    const Incident &incident = *m_incidents.current();
    QVBoxLayout *column =
        columnOf(this, QStringLiteral("%1: %2").arg(incident.id, SafeText::of(incident.title).singleLine(100)));
    m_line->setMaxLength(longestLine);
    m_line->setPlaceholderText(tr("A note for the timeline"));
    m_line->setAccessibleName(tr("Note"));
    column->addWidget(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, &IncidentSheet::write);
    auto *note = new Button(tr("Write into the timeline"), this, Symbol::Note);
    note->setPrimary();
    connect(note, &QPushButton::clicked, this, &IncidentSheet::write);
    column->addWidget(note);
    m_choice = new ChoiceRow(tr("State"), this);
    for (const IncidentState state : {IncidentState::Investigating, IncidentState::Identified,
                                      IncidentState::Mitigating, IncidentState::Watching, IncidentState::Resolved})
        m_choice->addChoice(toWord(state), toWord(state));
    m_choice->setCurrent(toWord(incident.state));
    connect(m_choice, &ChoiceRow::chosen, this, [this, id = incident.id](const QString &state) {
        m_incidents.add(id, [person = m_person, state](const Incident &same) {
            return stateEvent({same.id, person}, state, std::nullopt);
        });
        Q_EMIT done();
    });
    column->addWidget(m_choice);
    auto *lead = new Button(tr("Take the lead"), this, Symbol::Hand);
    connect(lead, &QPushButton::clicked, this, [this, id = incident.id] {
        m_incidents.add(id, [person = m_person](const Incident &same) {
            return roleEvent({same.id, person}, QStringLiteral("commander"), person);
        });
        Q_EMIT done();
    });
    column->addWidget(lead);
    if (incident.state != IncidentState::Resolved)
        return;
    auto *close = new Button(tr("Close it and seal its file…"), this);
    connect(close, &QPushButton::clicked, this, &IncidentSheet::closingWanted);
    column->addWidget(close);
}

void IncidentSheet::declare()
{
    if (m_line->text().trimmed().isEmpty())
        return;
    m_incidents.declare(m_person, {m_line->text(), m_choice->current().toInt(), m_firstAlarm, m_firstAlarm});
    m_incidents.add({}, [person = m_person](const Incident &incident) {
        return roleEvent({incident.id, person}, QStringLiteral("commander"), person);
    });
    Q_EMIT done();
}

void IncidentSheet::write()
{
    if (m_line->text().trimmed().isEmpty())
        return;
    m_incidents.add({}, [person = m_person, text = m_line->text()](const Incident &incident) {
        return noteEvent({incident.id, person}, {QStringLiteral("note"), text});
    });
    Q_EMIT done();
}

} // namespace surgedeck
