// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/workbenchrows.h"

#include <QStringList>

#include <algorithm>

namespace surgedeck {

namespace {

constexpr std::size_t mostWords = 32;

struct FilterWord
{
    QString text;
    bool excludes = false;
};

/// stock -cart "by sku" -"for update"
std::vector<FilterWord> wordsOf(const QString &text)
{
    std::vector<FilterWord> words;
    qsizetype at = 0;
    while (at < text.size() && words.size() < mostWords) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        FilterWord word;
        word.excludes = text[at] == u'-' && at + 1 < text.size();
        at += word.excludes ? 1 : 0;
        const bool quoted = text[at] == u'"';
        at += quoted ? 1 : 0;
        const qsizetype begin = at;
        while (at < text.size() && (quoted ? text[at] != u'"' : !text[at].isSpace()))
            ++at;
        word.text = text.sliced(begin, at - begin);
        at += quoted && at < text.size() ? 1 : 0;
        if (!word.text.isEmpty())
            words.push_back(word);
    }
    return words;
}

bool matches(const QString &filter, const QString &text)
{
    const auto words = wordsOf(filter);
    return std::all_of(words.begin(), words.end(), [&text](const FilterWord &word) {
        return text.contains(word.text, Qt::CaseInsensitive) != word.excludes;
    });
}

} // namespace

bool WorkbenchFilter::keeps(const DigestRow &row, const QString &summary) const
{
    return words.isEmpty() || matches(words, row.text + u'\n' + summary + u'\n' + row.id);
}

bool WorkbenchFilter::keeps(const Session &session) const
{
    return words.isEmpty() || matches(words, QStringList{session.id, session.user, session.application, session.client,
                                                         session.database, session.state, session.wait, session.text}
                                                 .join(u'\n'));
}

} // namespace surgedeck
