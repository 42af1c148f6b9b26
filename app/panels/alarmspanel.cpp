// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/alarmspanel.h"

#include "app/panels/narrowcolumns.h"
#include "models/items/factstable.h"
#include "models/items/healthrows.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"

#include <algorithm>

namespace surgedeck {

AlarmsPanel::AlarmsPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Alarms"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(alarmHeads(), this))
{
    setObjectName(QStringLiteral("panel-alarms"));
    setKeyHint(QStringLiteral("A"));
    auto *table = new TableView({{CellKind::State, 108}, {CellKind::Text, 76}, {CellKind::Text, 0}, {CellKind::Number, 100},
                                 {CellKind::Text, 76}}, this);
    table->setModel(m_rows);
    table->setAccessibleName(tr("Alarms"));
    new NarrowColumns(table, 600, {3});
    setBody(table);
}

void AlarmsPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    m_rows->setRows(alarmRows(view));
    const auto count = [&](AlarmState state) {
        return std::count_if(view.alarms.begin(), view.alarms.end(), [=](const Alarm &alarm) { return alarm.state == state; });
    };
    const auto active = count(AlarmState::Firing) + count(AlarmState::Acknowledged) + count(AlarmState::SourceLost);
    setSubtitle(tr("%1 active · %2 pending").arg(active).arg(count(AlarmState::Pending)));
    if (view.alarms.empty())
        setState({.kind = DataState::Kind::Empty, .message = tr("No active alarms")});
    else
        setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

} // namespace surgedeck
