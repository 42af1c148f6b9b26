// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/alertwords.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace surgedeck {

namespace {

struct Word
{
    const char *text;
    Health means;
};
constexpr std::array words{
    Word{"critical", Health::Critical}, Word{"page", Health::Critical},       Word{"emergency", Health::Critical},
    Word{"degraded", Health::Degraded}, Word{"error", Health::Degraded},      Word{"major", Health::Degraded},
    Word{"warning", Health::Degraded},  Word{"attention", Health::Attention}, Word{"info", Health::Attention},
    Word{"minor", Health::Attention},   Word{"notice", Health::Attention}};

} // namespace

Health severityOf(const QString &word)
{
    const auto found =
        std::ranges::find_if(words, [&](const Word &known) { return word == QLatin1String(known.text); });
    return found == words.end() ? Health::Degraded : found->means;
}

QString alertId(const QString &prefix, const QString &name, const std::vector<std::pair<QString, QString>> &labels)
{
    QByteArray rest;
    for (const auto &[label, value] : labels)
        if (label != QLatin1String("alertname") && label != QLatin1String("severity"))
            rest += label.toUtf8() + '\0' + value.toUtf8() + '\0';
    const QString id = prefix + QLatin1Char('/') + name;
    if (rest.isEmpty())
        return id;
    const QByteArray hash = QCryptographicHash::hash(rest, QCryptographicHash::Sha256).toHex().left(8);
    return id + QLatin1Char('/') + QString::fromLatin1(hash);
}

} // namespace surgedeck
