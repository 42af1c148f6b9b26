// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/sourcespanel.h"

#include "app/panels/narrowcolumns.h"
#include "models/items/factstable.h"
#include "models/items/healthrows.h"
#include "models/store/platform.h"
#include "widgets/tableview.h"

#include <algorithm>

namespace surgedeck {

SourcesPanel::SourcesPanel(const Platform &platform, QWidget *parent)
    : Panel(tr("Sources"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(sourceHeads(), this))
{
    setObjectName(QStringLiteral("panel-sources"));
    setKeyHint(QStringLiteral("F"));
    auto *table = new TableView({{CellKind::State, 132}, {CellKind::Text, 88}, {CellKind::Text, 60}, {CellKind::Number, 48},
                                 {CellKind::Number, 76}, {CellKind::Text, 0}}, this);
    table->setModel(m_rows);
    table->setAccessibleName(tr("Sources"));
    new NarrowColumns(table, 600, {1});
    setBody(table);
}

void SourcesPanel::refresh()
{
    const PlatformView &view = m_platform.view();
    m_rows->setRows(sourceRows(view));
    const auto ok = std::count_if(view.sources.begin(), view.sources.end(),
                                  [](const SourceView &source) { return source.state == SourceState::Ok; });
    const auto all = static_cast<int>(view.sources.size());
    setSubtitle(ok == all ? tr("all %1 answer").arg(all) : tr("%1 of %2 answer").arg(ok).arg(all));
    setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
}

} // namespace surgedeck
