// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/pollcontext.h"

#include <QStringList>

namespace surgedeck::mysql {

Result<std::optional<Answer>> PollContext::tryQuery(const QString &statement, Error *refusal) const
{
    auto answer = query(statement);
    if (answer)
        return std::optional(std::move(*answer));
    if (!session.isOpen())
        return answer.error();
    if (refusal)
        *refusal = answer.error();
    return std::optional<Answer>();
}

QString idList(const std::vector<quint64> &ids)
{
    QStringList words;
    for (const quint64 id : ids)
        words << QString::number(id);
    return words.isEmpty() ? QStringLiteral("0") : words.join(QStringLiteral(", "));
}

} // namespace surgedeck::mysql
