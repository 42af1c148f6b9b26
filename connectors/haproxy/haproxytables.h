// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArrayList>
#include <QHash>

#include <optional>
#include <vector>

namespace surgedeck {

/// A table as HAProxy prints it: a first line that names the columns, then rows. Columns are found by name: their order
/// and number differ between versions. At most 20,000 rows.
class HaproxyTable
{
public:
    /// `show stat`: "# pxname,svname,...", values separated by commas, quoted where they hold one (RFC 4180).
    static Result<HaproxyTable> parseCsv(const QByteArray &text);
    /// `show servers state`: a version line "1", then "# be_id be_name ...", values separated by blanks.
    static Result<HaproxyTable> parseState(const QByteArray &text);

    std::size_t rowCount() const { return m_rows.size(); }
    bool has(const char *column) const { return m_columns.contains(column); }
    QByteArray text(std::size_t row, const char *column) const; ///< empty when the row or the version has none
    std::optional<qint64> number(std::size_t row, const char *column) const;

private:
    void setColumns(const QByteArrayList &names);

    QHash<QByteArray, qsizetype> m_columns;
    std::vector<QByteArrayList> m_rows;
};

/// `show info`: "Name: value" lines.
QHash<QByteArray, QByteArray> parseHaproxyInfo(const QByteArray &text);

} // namespace surgedeck
