// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/pinspanel.h"

#include "models/base/safetext.h"
#include "models/items/clocktext.h"
#include "models/items/factstable.h"
#include "widgets/tableview.h"

#include <algorithm>

namespace surgedeck {

namespace {

constexpr int timeWidth = 72, whoWidth = 96;
constexpr qsizetype widestText = 200, widestName = 40;

CellFacts cellOf(const QString &text, qsizetype widest)
{
    CellFacts cell;
    cell.text = SafeText::of(text).singleLine(widest);
    cell.tip = cell.text;
    return cell;
}

RowFacts rowOf(const PinnedMoment &pin, std::size_t at)
{
    RowFacts row;
    row.id = QString::number(at);
    row.cells = {cellOf(clockText(pin.at), widestName), cellOf(pin.text, widestText), cellOf(pin.who, widestName)};
    return row;
}

} // namespace

PinsPanel::PinsPanel(QWidget *parent)
    : Panel(tr("Pinned moments"), parent)
    , m_rows(new FactsTable({{tr("Time"), false}, {tr("What"), false}, {tr("Who"), false}}, this))
    , m_table(new TableView({{CellKind::Text, timeWidth}, {CellKind::Text, 0}, {CellKind::Text, whoWidth}}))
{
    setObjectName(QStringLiteral("panel-pins"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Pinned moments"));
    setBody(m_table);
    const auto go = [this](const QModelIndex &index) {
        if (index.isValid() && std::size_t(index.row()) < m_pins.size())
            Q_EMIT momentWanted(m_pins[std::size_t(index.row())].at);
    };
    connect(m_table, &QAbstractItemView::clicked, this, go);
    connect(m_table, &QAbstractItemView::activated, this, go);
}

void PinsPanel::setPins(std::vector<PinnedMoment> pins)
{
    m_pins = std::move(pins);
    std::ranges::stable_sort(m_pins, {}, &PinnedMoment::at);
    std::vector<RowFacts> rows;
    for (std::size_t i = 0; i < m_pins.size(); ++i)
        rows.push_back(rowOf(m_pins[i], i));
    m_rows->setRows(std::move(rows));
    if (m_pins.empty())
        setState({.kind = DataState::Kind::Empty,
                  .message = tr("No moment is pinned"),
                  .detail = tr("P pins the one that is shown")});
    else
        setState({.kind = DataState::Kind::Live});
}

void PinsPanel::setMoment(WallTime at)
{
    const auto later = std::ranges::upper_bound(m_pins, at, {}, &PinnedMoment::at);
    if (later == m_pins.begin())
        return m_table->clearSelection();
    const int row = int(later - m_pins.begin()) - 1;
    if (m_table->currentIndex().row() != row)
        m_table->selectRow(row);
}

} // namespace surgedeck
