// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/runbook/reading.h"

#include "models/base/numbertext.h"
#include "models/base/safetext.h"
#include "models/report/jsontext.h"

#include <QCoreApplication>

#include <cmath>

namespace surgedeck::runbook {

namespace {

constexpr qsizetype widestValue = 120;

struct ReadingWords
{
    Q_DECLARE_TR_FUNCTIONS(RunbookReading)
};

constexpr auto key(const char *name)
{
    return QLatin1String(name);
}

std::optional<double> numberAt(const QJsonObject &object, const char *name)
{
    const QJsonValue value = object.value(key(name));
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

bool isYesOrNo(const Reading &reading)
{
    return reading.unit == QLatin1String("yes/no");
}

QString yesOrNo(bool isSo)
{
    return isSo ? ReadingWords::tr("yes") : ReadingWords::tr("no");
}

QString numberWords(const Reading &reading)
{
    const NumberText number = valueText(*reading.value, reading.unit);
    return number.unit.isEmpty() ? number.number : number.number + QLatin1Char(' ') + number.unit;
}

} // namespace

Truth together(const Readings &readings)
{
    Truth all = Truth::Holds;
    for (const Reading &reading : readings) {
        if (reading.truth == Truth::Fails)
            return Truth::Fails;
        if (reading.truth == Truth::Unknown)
            all = Truth::Unknown;
    }
    return all;
}

QString valueWords(const Reading &reading)
{
    if (!reading.text.isEmpty())
        return SafeText::of(reading.text).singleLine(widestValue);
    if (!reading.value)
        return reading.why.isEmpty()
                   ? ReadingWords::tr("unknown")
                   : ReadingWords::tr("unknown: %1").arg(SafeText::of(reading.why).singleLine(widestValue));
    const QString words = isYesOrNo(reading) ? yesOrNo(*reading.value != 0) : numberWords(reading);
    return reading.truth == Truth::Unknown && !reading.why.isEmpty()
               ? ReadingWords::tr("%1 before, now unknown: %2")
                     .arg(words, SafeText::of(reading.why).singleLine(widestValue))
               : words;
}

QString limitWords(const Reading &reading)
{
    const auto isLimit = [&](const char *limit) { return reading.limit == QLatin1String(limit); };
    if (isYesOrNo(reading) && (isLimit("== 1") || isLimit(">= 1") || isLimit("!= 0")))
        return yesOrNo(true);
    if (isYesOrNo(reading) && (isLimit("== 0") || isLimit("< 1") || isLimit("!= 1")))
        return yesOrNo(false);
    QString words = reading.limit;
    for (const auto &[written, shown] :
         {std::pair(">=", u"≥"), std::pair("<=", u"≤"), std::pair("==", u"="), std::pair("!=", u"≠")})
        words.replace(QLatin1String(written), QString::fromUtf16(shown));
    return words;
}

QString sentenceOf(const Reading &reading)
{
    const QString words = reading.title + QStringLiteral(": ") + valueWords(reading);
    return reading.limit.isEmpty() ? words : ReadingWords::tr("%1, needs %2").arg(words, reading.limit);
}

QString toWord(Truth truth)
{
    switch (truth) {
    case Truth::Holds:
        return QStringLiteral("holds");
    case Truth::Fails:
        return QStringLiteral("fails");
    case Truth::Shown:
        return QStringLiteral("shown");
    case Truth::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

std::optional<Truth> truthOf(const QString &word)
{
    for (const Truth truth : {Truth::Holds, Truth::Fails, Truth::Unknown, Truth::Shown})
        if (toWord(truth) == word)
            return truth;
    return std::nullopt;
}

QJsonObject toJson(const Reading &reading)
{
    return {{key("signal"), reading.signal},           {key("title"), reading.title},
            {key("value"), jsonNumber(reading.value)}, {key("text"), jsonText(reading.text)},
            {key("unit"), jsonText(reading.unit)},     {key("limit"), jsonText(reading.limit)},
            {key("source"), jsonText(reading.source)}, {key("age_s"), jsonSeconds(reading.age)},
            {key("truth"), toWord(reading.truth)},     {key("why"), jsonText(reading.why)}};
}

Reading readingOf(const QJsonObject &object)
{
    Reading reading;
    reading.signal = object.value(key("signal")).toString();
    reading.title = object.value(key("title")).toString();
    reading.value = numberAt(object, "value");
    reading.text = object.value(key("text")).toString();
    reading.unit = object.value(key("unit")).toString();
    reading.limit = object.value(key("limit")).toString();
    reading.source = object.value(key("source")).toString();
    if (const auto seconds = numberAt(object, "age_s"))
        reading.age = Milliseconds(std::llround(*seconds * 1000));
    reading.truth = truthOf(object.value(key("truth")).toString()).value_or(Truth::Unknown);
    reading.why = object.value(key("why")).toString();
    return reading;
}

} // namespace surgedeck::runbook
