// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <optional>

class QTextStream;

namespace surgedeck {

/// A table of plain text for a terminal: columns as wide as their widest cell, numbers to the right. Cells are shown on one
/// line and at most 100 columns wide; control characters can not reach the terminal.
class TextTable
{
public:
    enum class Align { Left, Right };
    struct Column
    {
        QString title;
        Align align = Align::Left;
    };

    explicit TextTable(QList<Column> columns) : m_columns(std::move(columns)) {}
    void add(const QStringList &cells);
    void print(QTextStream &out) const;

private:
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

/// "-" for what is not known.
QString cell(std::optional<double> value, int decimals);

} // namespace surgedeck
