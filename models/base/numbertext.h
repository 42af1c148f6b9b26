// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace surgedeck {

/// A figure as screens show it: digits with a thin space between thousands and a true minus, and the unit beside them.
struct NumberText
{
    QString number;
    QString unit;
    bool operator==(const NumberText &) const = default;
};

/// "1 234.50", "−0.06". An infinity is "∞"; NaN is "—".
QString fixedNumber(double value, int decimals);
/// All digits below 100 000, three above: "9 420", "641 k", "3.2 M". Here and below, what is too small for the digits
/// and is not nothing shows as "<0.1".
NumberText countText(double value);
/// "412 ms", "1.42 s", "41 s".
NumberText secondsText(double seconds);
/// "97.81 %", "<0.01 %", ">99.99 %": only 100 is 100.
NumberText percentText(double percent);
/// "61.2 MiB".
NumberText bytesText(double bytes);
/// "$5 700", "$52.4 k", "812 CHF": whole units, with the sign of the currencies that have one.
NumberText moneyText(double value, const QString &currency);
/// A value in a unit of the workspace: percent, seconds, ratio, per_minute, per_second, bytes, count, or any other
/// word, which is then shown as it is.
NumberText valueText(double value, const QString &unit);

} // namespace surgedeck
