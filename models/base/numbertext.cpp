// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/numbertext.h"

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

template <std::size_t N>
NumberText scaled(double value, const std::array<Scale, N> &scales)
{
    std::size_t at = 0;
    while (at + 1 < N && std::abs(value) >= scales[at + 1].factor)
        ++at;
    const double shown = value / scales[at].factor;
    return {fixedNumber(shown, std::abs(shown) < 100 && at > 0 ? 1 : 0), QLatin1String(scales[at].unit)};
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
        return {fixedNumber(value, std::abs(value) < 10 && value != std::floor(value) ? 1 : 0), {}};
    return scaled(value, std::array{Scale{1, ""}, Scale{1e3, "k"}, Scale{1e6, "M"}, Scale{1e9, "G"}});
}

NumberText secondsText(double seconds)
{
    if (std::abs(seconds) < 0.0995)
        return {fixedNumber(seconds * 1000, std::abs(seconds) < 0.00995 && seconds != 0 ? 1 : 0), QStringLiteral("ms")};
    if (std::abs(seconds) < 0.9995)
        return {fixedNumber(seconds * 1000, 0), QStringLiteral("ms")};
    return {fixedNumber(seconds, std::abs(seconds) < 100 ? 2 : 0), QStringLiteral("s")};
}

NumberText percentText(double percent)
{
    return {fixedNumber(percent, 2), QStringLiteral("%")};
}

NumberText bytesText(double bytes)
{
    return scaled(bytes, std::array{Scale{1, "B"}, Scale{1024, "KiB"}, Scale{1048576, "MiB"}, Scale{1073741824, "GiB"}});
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
