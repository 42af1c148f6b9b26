// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/palettesearch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace surgedeck {

namespace {

// What a way of fitting is worth. Only the order matters, and that two weak words never beat one that is whole.
constexpr double whole = 1.0;
constexpr double beginning = 0.9;
constexpr double initials = 0.75;
constexpr double inside = 0.6;
constexpr double letters = 0.45;
constexpr double slip = 0.35;

constexpr double elsewhere = 0.7; ///< of the worth, when it stands beside the title
constexpr double contextBonus = 0.2;
constexpr double recentBonus = 0.15;
constexpr double refusedMalus = 0.1;
constexpr double groupStep = 0.25; ///< a group moves up only for a clearly better entry

QString folded(const QString &text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_D).toCaseFolded())
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c.isLetterOrNumber() ? c : QLatin1Char(' ');
    return plain;
}

QStringList wordsOf(const QString &text)
{
    return folded(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool lettersInOrder(const QString &part, const QString &word)
{
    if (part.size() < 2 || part.front() != word.front())
        return false;
    qsizetype at = 0;
    for (const QChar c : word)
        if (at < part.size() && part.at(at) == c)
            ++at;
    return at == part.size();
}

/// One letter wrong, missing, too many, or two swapped, against the beginning of the word.
bool oneSlip(const QString &part, const QString &word)
{
    if (part.size() < 4 || word.size() + 1 < part.size() || part.front() != word.front())
        return false;
    qsizetype at = 0;
    while (at < part.size() && at < word.size() && part.at(at) == word.at(at))
        ++at;
    const auto rest = [&](qsizetype inPart, qsizetype inWord) {
        return QStringView(word).mid(std::min(at + inWord, word.size())).startsWith(QStringView(part).mid(at + inPart));
    };
    const bool swapped = at + 1 < part.size() && at + 1 < word.size() && part.at(at) == word.at(at + 1) &&
                         part.at(at + 1) == word.at(at) && rest(2, 2);
    return at >= part.size() || rest(1, 1) || rest(1, 0) || rest(0, 1) || swapped;
}

double wordFit(const QString &part, const QString &word)
{
    if (word == part)
        return whole;
    if (word.startsWith(part))
        return beginning;
    if (part.size() > 1 && word.contains(part))
        return inside;
    if (lettersInOrder(part, word))
        return letters;
    return oneSlip(part, word) ? slip : 0;
}

bool areInitials(const QString &part, const QStringList &words)
{
    if (part.size() < 2)
        return false;
    QString all;
    for (const QString &word : words)
        all += word.front();
    return all.contains(part);
}

double partFit(const QString &part, const QStringList &words)
{
    double best = areInitials(part, words) ? initials : 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const double early = 0.02 * double(std::min<qsizetype>(i, 4));
        best = std::max(best, wordFit(part, words.at(i)) - early);
    }
    return best;
}

double itemFit(const QStringList &parts, const PaletteItem &item)
{
    const QStringList title = wordsOf(item.entry.title);
    const QStringList beside = wordsOf(item.entry.detail + QLatin1Char(' ') + item.words);
    double sum = 0;
    for (const QString &part : parts) {
        const double fit = std::max(partFit(part, title), elsewhere * partFit(part, beside));
        if (fit <= 0)
            return 0;
        sum += fit;
    }
    return parts.isEmpty() ? whole : sum / double(parts.size());
}

struct Found
{
    std::size_t index;
    double worth;
};

double bonusOf(const PaletteItem &item, const QStringList &recent)
{
    const auto age = recent.indexOf(item.entry.id);
    double bonus = item.inContext ? contextBonus : 0;
    if (age >= 0)
        bonus += recentBonus * (1 - double(age) / double(recent.size()));
    return item.entry.refusal.isEmpty() ? bonus : bonus - refusedMalus;
}

} // namespace

double fitOf(const QString &query, const QString &text)
{
    PaletteItem item;
    item.entry.title = text;
    return itemFit(wordsOf(query), item);
}

std::vector<std::size_t> searchPalette(const QString &query, const std::vector<PaletteItem> &items,
                                       const QStringList &recent)
{
    const QStringList parts = wordsOf(query);
    std::array<std::vector<Found>, 3> groups;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const PaletteItem &item = items[i];
        const bool offered =
            item.listing == Listing::Always || (item.listing == Listing::WhenSought && !parts.isEmpty());
        const double fit = offered ? itemFit(parts, item) : 0;
        if (fit > 0)
            groups.at(static_cast<std::size_t>(item.group)).push_back({i, fit + bonusOf(item, recent)});
    }
    std::array<std::size_t, 3> order{0, 1, 2};
    for (auto &group : groups)
        std::stable_sort(group.begin(), group.end(), [](const Found &a, const Found &b) { return a.worth > b.worth; });
    const auto rank = [&](std::size_t group) {
        return groups[group].empty() || parts.isEmpty() ? 0 : std::floor(groups[group].front().worth / groupStep);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
    std::vector<std::size_t> result;
    for (const std::size_t group : order)
        for (const Found &found : groups[group])
            result.push_back(found.index);
    return result;
}

} // namespace surgedeck
