// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace surgedeck::mysql {

/// One row of an answer, as the text protocol gives it. A column that is absent or NULL reads as empty or nullopt.
class Row
{
public:
    void append(std::optional<QByteArray> cell) { m_cells.push_back(std::move(cell)); }

    bool isNull(std::size_t column) const { return column >= m_cells.size() || !m_cells[column]; }
    const QByteArray &bytes(std::size_t column) const;
    QString text(std::size_t column) const; ///< bytes that are no UTF-8 become U+FFFD
    std::optional<double> number(std::size_t column) const;
    std::optional<quint64> unsignedNumber(std::size_t column) const;

private:
    std::vector<std::optional<QByteArray>> m_cells;
};

/// Columns by name, for statements whose columns differ from server to server (SHOW REPLICA STATUS).
struct Answer
{
    std::vector<QByteArray> columns;
    std::vector<Row> rows;

    QString text(const Row &row, const char *column) const;
    std::optional<double> number(const Row &row, const char *column) const;

private:
    std::size_t indexOf(const char *column) const; ///< past the end when there is no such column
};

} // namespace surgedeck::mysql
