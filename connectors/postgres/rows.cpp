// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/rows.h"

#include <pqxx/result>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace surgedeck::postgres {

namespace {

constexpr std::size_t longestText = 8192;
constexpr qint64 longestMs = 100LL * 365 * 24 * 3600 * 1000;

template <typename Number>
std::optional<Number> parsed(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

Rows::Rows(pqxx::result result)
    : m_result(std::make_shared<const pqxx::result>(std::move(result)))
    , m_count(static_cast<int>(m_result->size()))
    , m_columns(static_cast<int>(m_result->columns()))
{
}

bool Rows::isNull(int row, int column) const
{
    return row >= m_count || column >= m_columns || (*m_result)[row][column].is_null();
}

std::string_view Rows::bytes(int row, int column) const
{
    if (isNull(row, column))
        return {};
    const auto field = (*m_result)[row][column];
    return {field.c_str(), field.size()};
}

QString Rows::text(int row, int column) const
{
    const std::string_view view = bytes(row, column).substr(0, longestText);
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

bool Rows::isTrue(int row, int column) const
{
    return bytes(row, column) == "t";
}

std::optional<qint64> Rows::integer(int row, int column) const
{
    return parsed<qint64>(bytes(row, column));
}

std::optional<double> Rows::number(int row, int column) const
{
    const auto value = parsed<double>(bytes(row, column));
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<Milliseconds> Rows::milliseconds(int row, int column) const
{
    const auto value = integer(row, column);
    return value ? std::optional(Milliseconds(std::clamp<qint64>(*value, 0, longestMs))) : std::nullopt;
}

} // namespace surgedeck::postgres
