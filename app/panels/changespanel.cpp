// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/changespanel.h"

#include "models/base/timetext.h"
#include "models/items/changerows.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "widgets/tableview.h"

namespace surgedeck {

namespace {
constexpr int withPerson = 480;
}

ChangesPanel::ChangesPanel(const Platform &platform, QWidget *parent)
    : DetailPanel(tr("What changed"), parent)
    , m_platform(platform)
    , m_rows(new FactsTable(changeHeads(), this))
{
    setObjectName(QStringLiteral("detail-changes"));
    auto *table = new TableView({{CellKind::Text, 104},
                                 {CellKind::Text, 132, withPerson},
                                 {CellKind::Text, 82},
                                 {CellKind::Text, 0},
                                 {CellKind::Text, 92, withPerson}});
    table->setModel(m_rows);
    table->setAccessibleName(tr("What changed"));
    setBody(table);
}

void ChangesPanel::refresh()
{
    const WallTime now = m_platform.view().now;
    const auto changes = whatChanged(m_platform);
    const auto deviation = firstDeviation(m_platform.view());
    m_rows->setRows(changeRows(changes, deviation, now));
    const QString count = tr("%n in the last 24 h", nullptr, int(changes.size()));
    setSubtitle(deviation ? tr("%1 \u00b7 first deviation %2").arg(count, clockText(*deviation)) : count);
    if (!changes.empty()) {
        setState({.kind = DataState::Kind::Live, .age = Milliseconds{0}});
        return;
    }
    setState({.kind = DataState::Kind::Empty,
              .age = Milliseconds{0},
              .message = tr("No change was seen or told"),
              .detail = tr("Weights and servers are watched; scripts and people tell theirs with: surgedeck change add")});
}

} // namespace surgedeck
