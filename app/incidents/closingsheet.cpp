// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/closingsheet.h"

#include "app/incidents/incidentwatch.h"
#include "models/base/safetext.h"
#include "widgets/guardedbutton.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/sizes.h"

#include <QVBoxLayout>

namespace surgedeck {

namespace {

constexpr int longestTitle = 100;
constexpr int longestPlace = 300;
constexpr int longestReason = 200;

PlainLabel *addText(QVBoxLayout &column, const QString &text)
{
    auto *label = new PlainLabel(text);
    label->setWordWrap(true);
    column.addWidget(label);
    return label;
}

} // namespace

ClosingSheet::ClosingSheet(IncidentWatch &incidents, const Context &context, QWidget *parent)
    : SheetFrame(tr("Close the incident"), parent)
    , m_incidents(incidents)
    , m_context(context)
    , m_id(incidents.current()->id)
    , m_close(new GuardedButton(context.clock, this))
{
    setObjectName(QStringLiteral("closing-sheet"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::group, size::padding, size::group, size::group + size::shadow);
    column->setSpacing(size::gap);
    addText(*column,
            QStringLiteral("%1: %2").arg(m_id, SafeText::of(incidents.current()->title).singleLine(longestTitle)))
        ->setLook(Text::Strong);
    addText(*column, tr("What was seen from ten minutes before it began until five minutes after it was resolved, and "
                        "all that people wrote, goes into one signed file. Afterwards nobody writes into the "
                        "incident; its review goes on beside it."));
    m_close->setAction({tr("close %1 and seal its file").arg(m_id)});
    column->addWidget(m_close);
    m_place = addText(*column, {});
    m_anchor = addText(*column, {});
    setFocusProxy(m_close);
    connect(m_close, &GuardedButton::fired, this, &ClosingSheet::close);
    connect(&m_incidents, &IncidentWatch::changed, this, &ClosingSheet::showLock);
    connect(&m_incidents, &IncidentWatch::closeEnded, this, &ClosingSheet::show);
    showLock();
}

void ClosingSheet::showLock()
{
    const Incident *incident = m_incidents.book().find(m_id);
    if (incident == nullptr || !incident->isOpen())
        return; // what was told when it was closed goes on standing here
    m_close->setLock(incident->state == IncidentState::Resolved
                         ? QString()
                         : tr("%1 is %2: first it has to be resolved, Ctrl I").arg(m_id, toWord(incident->state)));
}

void ClosingSheet::close()
{
    ClosingOrder order;
    order.id = m_id;
    order.by = m_context.person;
    m_incidents.close(m_context.workspace, order);
}

void ClosingSheet::show(const Result<ClosedIncident> &outcome)
{
    if (!outcome)
        return m_close->showRefused(SafeText::of(outcome.error().message).singleLine(longestReason));
    if (outcome->id != m_id)
        return;
    m_close->showDone(tr("%1 is closed and sealed").arg(m_id));
    m_place->setText(SafeText::of(outcome->file).singleLine(longestPlace));
    m_anchor->setText(tr("Anchor, to be kept elsewhere: %1").arg(anchorOf(outcome->seal)));
}

} // namespace surgedeck
