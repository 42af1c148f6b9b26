// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAbstractItemView;
class QHeaderView;
class QModelIndex;
class QString;

namespace surgedeck {

/// How one column of a model looks in a table or a tree.
enum class CellKind
{
    Text,
    State,
    Number,
    Bullet,
    Digest,
    Lock
};

struct Column
{
    CellKind kind = CellKind::Text;
    int width = 0;     ///< at 100 % text; 0: takes what the others leave
    int hideBelow = 0; ///< at 100 % text: not shown in a view that is narrower
};

/// Installs the delegates and, for the present width of the view, the widths. Columns of the model beyond are hidden.
void applyColumns(QAbstractItemView &view, QHeaderView &header, const QList<Column> &columns);
/// The settings of a heading that tables and trees share.
void configureHeader(QHeaderView &header);

/// The visible cells of a row as a sentence: "checkout, 2.19 %, 9.60 s".
QString rowAsText(const QModelIndex &row, const QHeaderView &header);
/// Head and all rows of the model as tab-separated values. A cell that a spreadsheet would run as a formula is
/// disarmed.
QString tableAsTsv(const QAbstractItemView &view, const QHeaderView &header);

} // namespace surgedeck
