// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/numbertext.h"

#include <QHash>

#include <array>
#include <cmath>

namespace surgedeck {

namespace {

constexpr QChar thinSpace(0x2009);
constexpr QChar minus(0x2212);

struct Scale
{
    double factor;
    const char *unit;
};

/// What was more than nothing never shows as 0: "<0.01".
QString neverZero(double value, int decimals)
{
    const double smallest = std::pow(10.0, -decimals);
    if (value == 0 || std::isnan(value) || std::abs(value) >= smallest / 2)
        return fixedNumber(value, decimals);
    return (value > 0 ? u'<' : u'>') + fixedNumber(value > 0 ? smallest : -smallest, decimals);
}

template <std::size_t N>
NumberText scaled(double value, const std::array<Scale, N> &scales)
{
    // 999.95 k is 1.0 M: what counts is the figure that is shown.
    std::size_t at = 0;
    while (at + 1 < N && std::abs(value) >= scales[at + 1].factor * (at == 0 ? 1 : 0.9995))
        ++at;
    const double shown = value / scales[at].factor;
    return {fixedNumber(shown, std::abs(shown) < 99.95 && at > 0 ? 1 : 0), QLatin1String(scales[at].unit)};
}

} // namespace

QString fixedNumber(double value, int decimals)
{
    if (std::isnan(value))
        return QStringLiteral("\u2014");
    if (std::isinf(value))
        return (value < 0 ? QString(minus) : QString()) + QChar(0x221e);
    QString text = QString::number(std::abs(value), 'f', decimals);
    const bool isZero = text.toDouble() == 0;
    qsizetype point = text.indexOf(QLatin1Char('.'));
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > 0; at -= 3)
        text.insert(at, thinSpace);
    return value < 0 && !isZero ? minus + text : text;
}

NumberText countText(double value)
{
    if (std::abs(value) < 100'000)
        return {neverZero(value, std::abs(value) < 9.95 && value != std::floor(value) ? 1 : 0), {}};
    return scaled(value, std::array{Scale{1, ""}, Scale{1e3, "k"}, Scale{1e6, "M"}, Scale{1e9, "G"}, Scale{1e12, "T"}});
}

NumberText secondsText(double seconds)
{
    const double size = std::abs(seconds);
    if (size < 0.9995)
        return {neverZero(seconds * 1000, size < 0.00995 && seconds != 0 ? 1 : 0), QStringLiteral("ms")};
    return {fixedNumber(seconds, size < 99.995 ? 2 : 0), QStringLiteral("s")};
}

NumberText percentText(double percent)
{
    const QString number = neverZero(percent, 2);
    // 99.996 is not all of it.
    const bool almost = percent < 100 && number == QStringLiteral("100.00");
    return {almost ? QStringLiteral(">99.99") : number, QStringLiteral("%")};
}

NumberText bytesText(double bytes)
{
    return scaled(bytes, std::array{Scale{1, "B"}, Scale{1024, "KiB"}, Scale{1048576, "MiB"}, Scale{1073741824, "GiB"},
                                    Scale{1099511627776, "TiB"}});
}

NumberText moneyText(double value, const QString &currency)
{
    static const QHash<QString, QChar> signs{{QStringLiteral("USD"), u'$'},
                                             {QStringLiteral("EUR"), QChar(0x20ac)},
                                             {QStringLiteral("GBP"), QChar(0xa3)},
                                             {QStringLiteral("JPY"), QChar(0xa5)}};
    const NumberText amount =
        std::abs(value) < 10'000
            ? NumberText{fixedNumber(std::round(value), 0), {}}
            : scaled(value, std::array{Scale{1, ""}, Scale{1e3, "k"}, Scale{1e6, "M"}, Scale{1e9, "G"}});
    const QChar sign = signs.value(currency);
    if (sign.isNull())
        return {amount.number, (amount.unit + QLatin1Char(' ') + currency).trimmed()};
    const bool negative = amount.number.startsWith(minus);
    return {negative ? minus + (sign + amount.number.mid(1)) : sign + amount.number, amount.unit};
}

NumberText valueText(double value, const QString &unit)
{
    if (unit == QLatin1String("percent"))
        return percentText(value);
    if (unit == QLatin1String("ratio"))
        return percentText(value * 100);
    if (unit == QLatin1String("seconds"))
        return secondsText(value);
    if (unit == QLatin1String("bytes"))
        return bytesText(value);
    const NumberText count = countText(value);
    if (unit == QLatin1String("per_minute"))
        return {count.number, count.unit + QStringLiteral("/min")};
    if (unit == QLatin1String("per_second"))
        return {count.number, count.unit + QStringLiteral("/s")};
    if (unit == QLatin1String("count"))
        return count;
    return {count.number, (count.unit + QLatin1Char(' ') + unit).trimmed()};
}

} // namespace surgedeck
