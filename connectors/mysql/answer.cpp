// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/answer.h"

#include <algorithm>
#include <cmath>

namespace surgedeck::mysql {

const QByteArray &Row::bytes(std::size_t column) const
{
    static const QByteArray none;
    return isNull(column) ? none : *m_cells[column];
}

QString Row::text(std::size_t column) const
{
    return QString::fromUtf8(bytes(column));
}

std::optional<double> Row::number(std::size_t column) const
{
    bool valid = false;
    const double value = bytes(column).toDouble(&valid);
    return valid && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<quint64> Row::unsignedNumber(std::size_t column) const
{
    bool valid = false;
    const quint64 value = bytes(column).toULongLong(&valid);
    return valid ? std::optional(value) : std::nullopt;
}

std::size_t Answer::indexOf(const char *column) const
{
    const auto found = std::find(columns.begin(), columns.end(), QByteArray(column));
    return static_cast<std::size_t>(found - columns.begin());
}

QString Answer::text(const Row &row, const char *column) const
{
    return row.text(indexOf(column));
}

std::optional<double> Answer::number(const Row &row, const char *column) const
{
    return row.number(indexOf(column));
}

} // namespace surgedeck::mysql
