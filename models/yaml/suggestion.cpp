// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/yaml/suggestion.h"

#include "models/domain/problem.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace surgedeck {

namespace {

// The distance is quadratic, and a hostile file has many words.
constexpr qsizetype longestWord = 40;
constexpr qsizetype mostCandidates = 300;

/// Words that people bring along from other tools. Within one group the candidate that exists is meant.
const std::vector<QStringList> &synonyms()
{
    static const std::vector<QStringList> groups = {
        {QStringLiteral("dsn"), QStringLiteral("url"), QStringLiteral("address"), QStringLiteral("targets"),
         QStringLiteral("uri"), QStringLiteral("host"), QStringLiteral("endpoint"), QStringLiteral("connection")},
        {QStringLiteral("expr"), QStringLiteral("query"), QStringLiteral("expression"), QStringLiteral("promql")},
        {QStringLiteral("name"), QStringLiteral("title"), QStringLiteral("label")},
        {QStringLiteral("objective"), QStringLiteral("target"), QStringLiteral("goal")},
        {QStringLiteral("postgresql"), QStringLiteral("postgres"), QStringLiteral("pg"), QStringLiteral("aurora")},
        {QStringLiteral("mysql"), QStringLiteral("mariadb"), QStringLiteral("percona")},
        {QStringLiteral("redis"), QStringLiteral("valkey"), QStringLiteral("elasticache")},
        {QStringLiteral("prometheus"), QStringLiteral("thanos"), QStringLiteral("mimir"),
         QStringLiteral("victoriametrics")},
        {QStringLiteral("metrics"), QStringLiteral("scrape"), QStringLiteral("openmetrics"),
         QStringLiteral("exporter")},
        {QStringLiteral("elasticsearch"), QStringLiteral("opensearch")},
    };
    return groups;
}

QString folded(const QString &word)
{
    QString plain = word.toLower();
    plain.remove(QLatin1Char('_'));
    plain.remove(QLatin1Char('-'));
    return plain;
}

int farthest(qsizetype length)
{
    return length <= 3 ? 1 : length <= 7 ? 2 : 3;
}

/// 0 is the same word; larger is farther; nothing is farther than farthest() + 1.
int strangeness(const QString &word, const QString &candidate)
{
    const QString a = folded(word);
    const QString b = folded(candidate);
    const qsizetype shorter = std::min(a.size(), b.size());
    if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a)))
        return a.size() == b.size() ? 0 : 1;
    const int limit = farthest(a.size());
    const int distance = editDistance(a, b, limit);
    return distance < shorter ? distance : limit + 1;
}

QString synonym(const QString &word, const QStringList &candidates)
{
    for (const QStringList &group : synonyms())
        if (group.contains(word.toLower()))
            for (const QString &candidate : candidates)
                if (group.contains(candidate))
                    return candidate;
    return {};
}

} // namespace

int editDistance(const QString &a, const QString &b, int limit)
{
    if (std::abs(a.size() - b.size()) > limit)
        return limit + 1;
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::array<std::vector<int>, 3> rows{std::vector<int>(width), std::vector<int>(width), std::vector<int>(width)};
    auto &[beforeLast, last, row] = rows;
    for (std::size_t j = 0; j < width; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < width; ++j) {
            const auto column = static_cast<qsizetype>(j);
            const int change = a[i - 1] == b[column - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[column - 2] && a[i - 2] == b[column - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        // Later rows only add to the least of the last two.
        if (std::min(*std::ranges::min_element(row), *std::ranges::min_element(last)) > limit)
            return limit + 1;
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return std::min(last[width - 1], limit + 1);
}

QString nearest(const QString &word, const QStringList &candidates)
{
    if (word.isEmpty() || word.size() > longestWord)
        return {};
    QString best;
    int least = farthest(folded(word).size()) + 1;
    for (const QString &candidate : candidates.first(std::min(candidates.size(), mostCandidates))) {
        const int distance = candidate.size() > longestWord ? least : strangeness(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best.isEmpty() ? synonym(word, candidates) : best;
}

QString didYouMean(const QString &word, const QStringList &candidates)
{
    const QString meant = nearest(word, candidates);
    return meant.isEmpty() ? QString() : QStringLiteral(": did you mean %1?").arg(inQuotes(meant));
}

} // namespace surgedeck
