// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/texttable.h"

#include "models/base/safetext.h"

#include <QTextStream>

#include <algorithm>

namespace surgedeck {

namespace {
constexpr int widestCell = 100;
}

void TextTable::add(const QStringList &cells)
{
    QStringList safe;
    for (const QString &text : cells)
        safe << SafeText::of(text).singleLine(widestCell);
    m_rows.append(safe);
}

void TextTable::print(QTextStream &out) const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        qsizetype width = m_columns[column].title.size();
        for (const QStringList &row : m_rows)
            width = std::max(width, row.value(column).size());
        widths << width;
    }
    const auto printRow = [&](const QStringList &cells) {
        QString line;
        for (qsizetype column = 0; column < m_columns.size(); ++column) {
            const auto width = static_cast<int>(widths[column]);
            const QString text = cells.value(column);
            line += m_columns[column].align == Align::Right ? text.rightJustified(width) : text.leftJustified(width);
            line += QStringLiteral("  ");
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        out << line << '\n';
    };
    QStringList titles;
    for (const Column &column : m_columns)
        titles << column.title;
    printRow(titles);
    for (const QStringList &row : m_rows)
        printRow(row);
}

QString cell(std::optional<double> value, int decimals)
{
    return value ? QString::number(*value, 'f', decimals) : QStringLiteral("-");
}

} // namespace surgedeck
