// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/workbenchrows.h"
#include "widgets/tableview.h"

namespace surgedeck {

/// The digests of one database by their share of its time. Rows keep their places for some seconds, and for as long as the
/// pointer or the keyboard is in the table; columns that this server never fills take no room. GUI thread.
class DigestTable final : public TableView
{
    Q_OBJECT
public:
    explicit DigestTable(QWidget *parent = nullptr);

    void showDigests(const DatabaseView &view, SqlDialect dialect, const WorkbenchFilter &filter, WorkbenchContext context);
    int count() const { return m_rows->rowCount(); }
    QString selected() const; ///< its id

private:
    FactsTable *m_rows;
    std::shared_ptr<StatementCells> m_cells; ///< of the dialect that is shown
    DigestsTold m_told;
    bool m_orderHeld = false;
    WallTime m_ordered{};
};

} // namespace surgedeck
