// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panels/digesttable.h"

#include "app/panels/orderhold.h"
#include "models/domain/roles.h"

namespace surgedeck {

namespace {

constexpr Milliseconds orderKept{5'000};

/// A column that this kind of server never fills would only take room.
QList<Column> columnsFor(const DigestsTold &told)
{
    constexpr int never = 1'000'000;
    return {{CellKind::Digest, 0},
            {CellKind::Bullet, 112},
            {CellKind::Number, 58},
            {CellKind::Number, 62},
            {CellKind::Number, 62},
            {CellKind::Number, 66, 700},
            {CellKind::Number, 74},
            {CellKind::Number, 70, told.p95 ? 820 : never},
            {CellKind::Number, 82, told.rowsRead ? 900 : never},
            {CellKind::Number, 58, 820},
            {CellKind::Number, 72},
            {CellKind::Number, 90, 980}};
}

} // namespace

DigestTable::DigestTable(QWidget *parent)
    : TableView(columnsFor({}), parent)
    , m_rows(new FactsTable(workbenchHeads(), this))
{
    setModel(m_rows);
    setAccessibleName(tr("Query digests"));
    connect(new OrderHold(this, m_rows), &OrderHold::changed, this, [this] { m_orderHeld = hasFocus() || underMouse(); });
}

void DigestTable::showDigests(const DatabaseView &view, SqlDialect dialect, const WorkbenchFilter &filter, WorkbenchContext context)
{
    const bool due = context.now - m_ordered >= orderKept;
    if (due)
        m_ordered = context.now;
    if (!m_cells || m_cells->dialect() != dialect)
        m_cells = std::make_shared<StatementCells>(dialect);
    m_rows->setOrderHeld(m_orderHeld || !due);
    m_rows->setRowsToMake(workbenchRows(view, m_cells, filter, std::move(context)));
    if (const DigestsTold told = whatDigestsTell(view); told != m_told) {
        m_told = told;
        setColumns(columnsFor(told));
    }
}

QString DigestTable::selected() const
{
    return currentIndex().siblingAtColumn(0).data(IdRole).toString();
}

} // namespace surgedeck
