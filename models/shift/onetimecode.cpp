// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shift/onetimecode.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <algorithm>
#include <optional>

namespace surgedeck {

namespace {

constexpr qint64 stepMs = 30'000;
constexpr quint32 sixDigits = 1'000'000;
constexpr qsizetype leastBytes = 16;
constexpr qsizetype longestText = 256;

bool isSame(const QByteArray &one, const QByteArray &other)
{
    unsigned difference = one.size() == other.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(one.size(), other.size()); ++i)
        difference |= static_cast<unsigned>(one.at(i) ^ other.at(i));
    return difference == 0;
}

} // namespace

Result<QByteArray> oneTimeSecretOf(const QString &base32)
{
    const Error bad{Error::Kind::Config,
                    QStringLiteral("the secret of one-time codes is no base 32 of 128 bits or more")};
    if (base32.size() > longestText)
        return bad;
    static const QByteArray alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray secret;
    quint32 bits = 0;
    int count = 0;
    for (const char letter : base32.toUpper().toLatin1()) {
        if (letter == ' ' || letter == '=' || letter == '-' || letter == '\n')
            continue;
        const qsizetype value = alphabet.indexOf(letter);
        if (value < 0)
            return bad;
        bits = ((bits << 5) | static_cast<quint32>(value)) & 0xffffU;
        count += 5;
        if (count >= 8) {
            count -= 8;
            secret.append(static_cast<char>((bits >> count) & 0xffU));
        }
    }
    return secret.size() >= leastBytes ? Result<QByteArray>(secret) : Result<QByteArray>(bad);
}

QString codeOf(const QByteArray &secret, qint64 step)
{
    QByteArray counter(8, '\0');
    qToBigEndian(step, counter.data());
    const QByteArray digest = QMessageAuthenticationCode::hash(counter, secret, QCryptographicHash::Sha1);
    const auto offset = static_cast<qsizetype>(digest.at(digest.size() - 1) & 0x0f); // RFC 4226, 5.3
    const quint32 number = qFromBigEndian<quint32>(digest.constData() + offset) & 0x7fffffffU;
    return QStringLiteral("%1").arg(number % sixDigits, 6, 10, QLatin1Char('0'));
}

qint64 codeStepAt(WallTime time)
{
    return time.time_since_epoch().count() / stepMs;
}

std::optional<qint64> stepOfCode(const QByteArray &secret, const QString &code, WallTime now)
{
    const QByteArray typed = code.simplified().remove(QLatin1Char(' ')).toLatin1();
    const qint64 middle = codeStepAt(now);
    std::optional<qint64> found;
    for (const qint64 step : {middle - 1, middle, middle + 1})
        if (isSame(codeOf(secret, step).toLatin1(), typed))
            found = step;
    return found;
}

} // namespace surgedeck
