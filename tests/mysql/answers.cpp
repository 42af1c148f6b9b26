// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mysql/answers.h"

#include <QByteArrayList>

namespace surgedeck::mysql {

Answer answerOf(std::initializer_list<const char *> lines)
{
    return answerOfText(QByteArrayList(lines.begin(), lines.end()).join('\n'));
}

Answer answerOfText(const QByteArray &text)
{
    Answer answer;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        Row row;
        for (const QByteArray &cell : line.split('|')) {
            const QByteArray value = cell.trimmed();
            row.append(value == "NULL" ? std::nullopt : std::optional(value));
        }
        answer.rows.push_back(std::move(row));
    }
    return answer;
}

} // namespace surgedeck::mysql
