// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/cachepage.h"

#include "models/base/numbertext.h"
#include "models/items/factstable.h"
#include "models/items/replicationwords.h"
#include "models/items/workbenchrows.h"
#include "widgets/factgrid.h"
#include "widgets/tableview.h"
#include "widgets/theme/theme.h"

#include <QVBoxLayout>

namespace surgedeck {

CachePage::CachePage(QWidget *parent)
    : QWidget(parent)
    , m_facts(new FactGrid(4))
    , m_slow(new FactsTable(slowCommandHeads(), this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(size::padding, size::gap, size::padding, 0);
    auto *table = new TableView({{CellKind::Text, 0}, {CellKind::Number, 92}, {CellKind::Number, 72}});
    table->setModel(m_slow);
    table->setAccessibleName(tr("Slow commands"));
    rows->addWidget(m_facts);
    rows->addWidget(table, 1);
}

void CachePage::show(const CacheStats &stats, const ServerFacts *facts)
{
    const auto words = [](const std::optional<NumberText> &text) {
        return text ? text->number + QLatin1Char(' ') + text->unit : QStringLiteral("\u2014");
    };
    const auto count = [&words](const std::optional<double> &value) {
        return words(value ? std::optional(countText(*value)) : std::nullopt);
    };
    const auto bytes = [&words](const std::optional<double> &value) {
        return words(value ? std::optional(bytesText(*value)) : std::nullopt);
    };
    const auto whole = [](const std::optional<int> &value) {
        return value ? QString::number(*value) : QStringLiteral("\u2014");
    };
    const auto orDash = [](const QString &text) { return text.isEmpty() ? QStringLiteral("\u2014") : text; };
    m_facts->setFacts(
        {{tr("Hit ratio"), words(stats.hitRatio ? std::optional(percentText(*stats.hitRatio * 100)) : std::nullopt)},
         {tr("Memory"), tr("%1 of %2").arg(bytes(stats.usedMemoryBytes), bytes(stats.maxMemoryBytes))},
         {tr("Evicted /s"), count(stats.evictedPerSecond)},
         {tr("Commands /s"), count(stats.opsPerSecond)},
         {tr("Clients"), whole(stats.clients)},
         {tr("Blocked"), whole(stats.blockedClients)},
         {tr("Replication"), orDash(facts ? replicationWords(*facts) : QString())},
         {tr("Slowest event"), orDash(latencyWords(stats))}});
    m_slow->setRows(slowCommandRows(stats));
}

} // namespace surgedeck
