// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/healthpanel.h"

#include "app/panels/datastates.h"
#include "app/panels/narrowcolumns.h"
#include "models/items/factstable.h"
#include "models/items/healthrows.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"

#include <algorithm>

namespace surgedeck {

HealthPanel::HealthPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Platform health"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(serviceHeads(), this))
{
    setObjectName(QStringLiteral("panel-health"));
    setKeyHint(QStringLiteral("H"));
    auto *table = new TableView({{CellKind::State, 0}, {CellKind::Number, 76}, {CellKind::Number, 68}, {CellKind::Number, 72},
                                 {CellKind::Number, 66}, {CellKind::Bullet, 190}}, this);
    table->setModel(m_rows);
    table->setAccessibleName(tr("Platform health"));
    new NarrowColumns(table, 600, {1, 4});
    setBody(table);
}

void HealthPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    m_rows->setRows(serviceRows(view));
    const auto abnormal = std::count_if(view.services.begin(), view.services.end(),
                                        [](const ServiceView &service) { return service.state != Health::Normal; });
    const QString count = tr("%n service(s)", nullptr, static_cast<int>(view.services.size()));
    setSubtitle(abnormal == 0 ? tr("%1 · all normal").arg(count) : tr("%1 · %2 not normal").arg(count).arg(abnormal));
    const SourceConfig *source = m_platform.workspace().defaultMetricSource();
    if (view.services.empty()) {
        setState({.kind = DataState::Kind::Empty, .message = tr("No services in this workspace"), .detail = tr("List them under services:")});
        return;
    }
    setState(dataStateOf(m_platform.sources().view(source ? source->id : QString(), view.now), view.now));
}

} // namespace surgedeck
