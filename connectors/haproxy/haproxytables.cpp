// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/haproxy/haproxytables.h"

namespace surgedeck {

namespace {

constexpr std::size_t mostRows = 20'000;
constexpr int mostFields = 500;

Error noTable(const char *command)
{
    return {Error::Kind::Protocol, QStringLiteral("the answer to '%1' is no table").arg(QLatin1String(command))};
}

/// Takes one record off `text` from `at` on.
QByteArrayList takeRecord(const QByteArray &text, qsizetype &at)
{
    QByteArrayList fields(1);
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text.at(at);
        if (c == '"' && quoted && at + 1 < text.size() && text.at(at + 1) == '"')
            fields.last() += text.at(++at);
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted && fields.size() < mostFields)
            fields << QByteArray();
        else if (c == '\n' && !quoted)
            break;
        else
            fields.last() += c;
    }
    ++at;
    return fields;
}

} // namespace

Result<HaproxyTable> HaproxyTable::parseCsv(const QByteArray &text)
{
    if (!text.startsWith("# "))
        return noTable("show stat");
    HaproxyTable table;
    qsizetype at = 2;
    table.setColumns(takeRecord(text, at));
    if (!table.has("pxname") || !table.has("svname"))
        return noTable("show stat");
    while (at < text.size() && table.m_rows.size() < mostRows)
        table.m_rows.push_back(takeRecord(text, at));
    return table;
}

Result<HaproxyTable> HaproxyTable::parseState(const QByteArray &text)
{
    const QByteArrayList lines = text.split('\n');
    if (lines.size() < 2 || lines.at(0).trimmed() != "1" || !lines.at(1).startsWith("# "))
        return noTable("show servers state");
    HaproxyTable table;
    table.setColumns(lines.at(1).mid(2).split(' '));
    if (!table.has("be_name") || !table.has("srv_name"))
        return noTable("show servers state");
    for (qsizetype i = 2; i < lines.size() && table.m_rows.size() < mostRows; ++i) {
        if (!lines.at(i).isEmpty())
            table.m_rows.push_back(lines.at(i).split(' '));
    }
    return table;
}

QByteArray HaproxyTable::text(std::size_t row, const char *column) const
{
    const auto found = m_columns.constFind(column);
    return found == m_columns.cend() ? QByteArray() : m_rows.at(row).value(*found);
}

std::optional<qint64> HaproxyTable::number(std::size_t row, const char *column) const
{
    bool isNumber = false;
    const qint64 value = text(row, column).toLongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

void HaproxyTable::setColumns(const QByteArrayList &names)
{
    for (qsizetype i = 0; i < names.size(); ++i)
        m_columns.insert(names.at(i).trimmed(), i);
}

QHash<QByteArray, QByteArray> parseHaproxyInfo(const QByteArray &text)
{
    QHash<QByteArray, QByteArray> info;
    for (const QByteArray &line : text.split('\n')) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && info.size() < mostFields)
            info.insert(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    }
    return info;
}

} // namespace surgedeck
