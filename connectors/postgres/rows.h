// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

#include <memory>
#include <optional>
#include <string_view>

namespace pqxx {
class result;
}

namespace surgedeck::postgres {

/// The answer to one statement. Cells are read as what the reader expects; what is null, missing or not of that form is
/// empty: a peer that answers strangely makes facts unknown and nothing worse.
class Rows
{
public:
    explicit Rows(pqxx::result result);

    int count() const { return m_count; }
    bool isNull(int row, int column) const;
    std::string_view bytes(int row, int column) const;
    /// At most 8192 bytes; bytes that are no UTF-8 become U+FFFD.
    QString text(int row, int column) const;
    bool isTrue(int row, int column) const;
    std::optional<qint64> integer(int row, int column) const;
    std::optional<double> number(int row, int column) const;
    /// A duration; one below 0, from clocks that moved, is 0.
    std::optional<Milliseconds> milliseconds(int row, int column) const;

private:
    std::shared_ptr<const pqxx::result> m_result;
    int m_count;
    int m_columns;
};

} // namespace surgedeck::postgres
