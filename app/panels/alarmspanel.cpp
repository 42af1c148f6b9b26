// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/alarmspanel.h"

#include "app/panels/orderhold.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"
#include "widgets/theme/motion.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int runbookColumn = 4;
constexpr int withDuration = 560; // narrower: for how long, and the limit, leave the row
constexpr int withTime = 400;     // narrower still: since when does, too

qsizetype countOf(const PlatformView &view, AlarmState state)
{
    return std::count_if(view.alarms.begin(), view.alarms.end(), [=](const Alarm &alarm) { return alarm.state == state; });
}

} // namespace

AlarmsPanel::AlarmsPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Alarms"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(alarmHeads(), this))
    , m_table(new TableView({{CellKind::State, 104},
                             {CellKind::Text, 68, withTime},
                             {CellKind::Text, 0},
                             {CellKind::Number, 92, withDuration},
                             {CellKind::Text, 52}}))
{
    setObjectName(QStringLiteral("panel-alarms"));
    setKeyHint(QStringLiteral("A"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Alarms"));
    m_table->horizontalHeader()->hide(); // the words say what they are
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 2 * size::hair, 0, 0);
    rows->addWidget(m_table);
    setBody(body);
    body->setFocusProxy(m_table);
    new OrderHold(m_table, m_rows);
    m_table->installEventFilter(this);
    connect(m_table, &TableView::activated, this, [this](const QModelIndex &index) {
        const QString id = index.data(IdRole).toString();
        if (id == moreAlarmsId())
            changeList();
        else
            acknowledge(id);
    });
    connect(m_table, &TableView::clicked, this, [this](const QModelIndex &index) {
        if (const QString runbook = index.data().toString(); index.column() == runbookColumn && !runbook.isEmpty())
            Q_EMIT runbookWanted(runbook);
    });
}

/// "5 active · 1 in last 10 min, peak 5 of 10", and what is not in the list.
QString AlarmsPanel::headline() const
{
    const PlatformView &view = m_platform.view();
    const AlarmHistory &history = m_platform.alarmHistory();
    const auto active = std::count_if(view.alarms.begin(), view.alarms.end(), isActive);
    QStringList parts{tr("%1 active").arg(active)};
    const int recent = history.raisedWithin(AlarmHistory::rateSpan, view.now);
    if (const auto flood = history.flood())
        parts << tr("flood since %1, %2 raised").arg(minuteText(flood->since)).arg(flood->raised);
    else
        parts << tr("%1 in last 10 min, peak %2 of %3").arg(recent).arg(history.peakRate()).arg(AlarmHistory::floodBegins);
    if (const auto pending = countOf(view, AlarmState::Pending); pending > 0)
        parts << tr("%1 pending").arg(pending);
    if (const auto silenced = countOf(view, AlarmState::Silenced); silenced > 0)
        parts << tr("%1 silenced").arg(silenced);
    qsizetype grouped = 0;
    for (const auto &[id, consequences] : m_consequences)
        grouped += consequences.size();
    if (grouped > 0)
        parts << tr("%n consequential grouped", nullptr, int(grouped));
    if (m_rows->movedRows() > 0)
        parts << tr("%1 rows moved").arg(m_rows->movedRows());
    return parts.join(QStringLiteral(" \u00b7 "));
}

void AlarmsPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    const bool narrow = width() < theme::scaled(withDuration);
    const bool flood = m_platform.alarmHistory().flood().has_value();
    const AlarmLook look{m_list, narrow ? AlarmText::WithoutLimit : AlarmText::Full,
                         flood ? AlarmGrouping::Always : AlarmGrouping::WhenFull,
                         theme::motion() == Motion::Full ? AlarmBeat::Alternating : AlarmBeat::Steady};
    m_consequences.clear();
    for (const AlarmRow &shown : shownAlarms(view, m_platform.workspace(), m_platform.alarmFlow(), look).rows)
        for (const Alarm &alarm : shown.consequences)
            m_consequences[shown.alarm.id] << alarm.id;
    m_rows->setRows(alarmRows(view, m_platform.workspace(), look, m_platform.alarmFlow()));
    setSubtitle(headline());
    if (m_rows->rowCount() > 0) {
        setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
        return;
    }
    const AlarmHistory &history = m_platform.alarmHistory();
    const WallTime began = history.watchedSince().value_or(view.now);
    const auto raised = history.episodes().size();
    DataState calm{.kind = DataState::Kind::Empty, .age = Milliseconds{0}, .message = tr("No active alarms")};
    calm.detail = view.now - began >= AlarmHistory::span ? tr("%1 in the last 24 h").arg(raised)
                                                         : tr("%1 since %2, when watching began").arg(raised).arg(dayText(began, view.now));
    setState(calm);
}

void AlarmsPanel::changeList()
{
    m_list = m_list == AlarmList::Short ? AlarmList::Whole : AlarmList::Short;
    refresh();
}

/// Who takes an alarm takes what follows from it.
void AlarmsPanel::acknowledge(const QString &id)
{
    const auto group = m_consequences.find(id);
    const QStringList consequences = group == m_consequences.end() ? QStringList() : group->second;
    Q_EMIT acknowledgeWanted(id);
    for (const QString &consequence : consequences)
        Q_EMIT acknowledgeWanted(consequence);
}

void AlarmsPanel::acknowledgeAll()
{
    QStringList ids;
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (m_rows->id(row) != moreAlarmsId())
            ids << m_rows->id(row);
    for (const QString &id : ids)
        acknowledge(id);
}

bool AlarmsPanel::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const QString id = m_table->currentIndex().data(IdRole).toString();
    if (!enter || key->modifiers() != Qt::ShiftModifier || id.isEmpty() || id == moreAlarmsId())
        return false;
    Q_EMIT silenceWanted(id);
    return true;
}

} // namespace surgedeck
