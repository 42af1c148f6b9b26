// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metrics/exposition/characters.h"
#include "models/metrics/exposition/numbers.h"
#include "models/metrics/sample.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace surgedeck::metrics;

namespace {

std::uint64_t bitsOf(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

std::string shown(std::string_view text)
{
    const std::optional<double> value = numberOf(text);
    char digits[40] = "none";
    if (value)
        std::snprintf(digits, sizeof digits, "%.17g", *value);
    return digits;
}

} // namespace

class TestNumbers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { surgedeck::failOnAnyWarning(); }

    void textIsANumberOrNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        const std::pair<const char *, const char *> rows[] = {
            {"1", "1"},
            {"+1", "1"},
            {"-0", "-0"},
            {"007", "7"},
            {"1.", "1"},
            {".5", "0.5"},
            {"1e3", "1000"},
            {"1E+3", "1000"},
            {"1.5e-3", "0.0015"},
            {"nan", "nan"},
            {"NaN", "nan"},
            {"Inf", "inf"},
            {"-inf", "-inf"},
            {"+Infinity", "inf"},
            {"1e-400", "0"},
            {"0e99999999999", "0"},
            {"4.9e-324", "4.9406564584124654e-324"},
            {"1.7976931348623157e308", "1.7976931348623157e+308"},
            {"9007199254740993", "9007199254740992"},
            {"1e23", "9.9999999999999992e+22"},
            {"0000000000000000000000000000000000000001.2e-1", "0.12"},
            {"", "none"},
            {".", "none"},
            {"+", "none"},
            {"1e", "none"},
            {"1e+", "none"},
            {"e3", "none"},
            {"+nan", "none"},
            {"-nan", "none"},
            {"infin", "none"},
            {"0x10", "none"},
            {"0x1p3", "none"},
            {"1_0", "none"},
            {"1e999", "none"},
            {"-1e999", "none"},
            {"1.7976931348623159e308", "none"},
            {"1 ", "none"},
            {" 1", "none"},
            {"1,5", "none"},
            {"--1", "none"},
        };
        for (const auto &[text, value] : rows)
            QTest::newRow(*text ? text : "empty") << QByteArray(text) << QByteArray(value);
    }

    void textIsANumberOrNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, value);
        QCOMPARE(shown(text.toStdString()), value.toStdString());
    }

    void nanIsTheOrdinaryOne() { QCOMPARE(bitsOf(*numberOf("NaN")), ordinaryNanBits); }

    /// Against the C library, whose strtod rounds correctly.
    void everyWayToWriteANumberReadsTheSame()
    {
        std::mt19937_64 random(6);
        const char *const formats[] = {"%.17g", "%.15g", "%.6g", "%.3f", "%.19g", "%.0f", "%e"};
        for (int i = 0; i < 300'000; ++i) {
            double value = std::bit_cast<double>(random());
            if (i % 3 == 0)
                value = static_cast<double>(random() % 1'000'000'000) / static_cast<double>(1 + random() % 1000);
            if (!std::isfinite(value))
                continue;
            char text[400];
            std::snprintf(text, sizeof text, formats[random() % std::size(formats)], value);
            const double expected = std::strtod(text, nullptr);
            const std::optional<double> read = numberOf(text);
            if (std::isfinite(expected))
                QVERIFY2(read && bitsOf(*read) == bitsOf(expected), text);
            else
                QVERIFY2(!read, text);
        }
    }

    void whatFollowsANumberIsLeft()
    {
        const std::string text = "12.5 7";
        double value = 0;
        const char *end = readNumber(text.data(), text.data() + text.size(), value);
        QCOMPARE(end - text.data(), 4);
        QCOMPARE(value, 12.5);
    }

    void integers()
    {
        QCOMPARE(integerOf("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(integerOf("+7"), 7);
        for (const char *text : {"", "+", "-", "+-1", "1.0", "9223372036854775808", "1 ", "0x1", "1_0"})
            QVERIFY2(!integerOf(text), text);
    }

    void milliseconds()
    {
        QCOMPARE(millisecondsOf(1.5), 1500);
        QCOMPARE(millisecondsOf(-0.0019), -1);
        QCOMPARE(millisecondsOf(1520879607.789), 1520879607789);
        QCOMPARE(millisecondsOf(1e300), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(millisecondsOf(-1e300), std::numeric_limits<std::int64_t>::min());
    }

    void utf8_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("end");
        const auto row = [](const char *name, const QByteArray &text, int end) { QTest::newRow(name) << text << end; };
        row("empty", "", 0);
        row("ASCII with NUL", QByteArray("a\0b", 3), 3);
        row("two, three, four bytes", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 9);
        row("highest", "\xf4\x8f\xbf\xbf", 4);
        row("beyond", "a\xf4\x90\x80\x80", 1);
        row("surrogate", "\xed\xa0\x80", 0);
        row("before surrogates", "\xed\x9f\xbf", 3);
        row("overlong two", "\xc0\x80", 0);
        row("overlong three", "\xe0\x9f\xbf", 0);
        row("overlong four", "\xf0\x8f\xbf\xbf", 0);
        row("cut", "ab\xe2\x82", 2);
        row("continuation alone", "a\x80", 1);
        row("ff", "\xff", 0);
    }

    void utf8()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, end);
        QCOMPARE(static_cast<int>(utf8End(text.toStdString())), end);
    }

    void plainTextEndsAtTheFirstSpecialByte()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 20'000; ++round) {
            std::string text(random() % 40, 'x');
            for (char &c : text)
                c = "abcdefgh!#\x01\x7f"[random() % 12];
            for (std::uint64_t i = random() % 3; i > 0 && !text.empty(); --i)
                text[random() % text.size()] = "\"\\\n\x80\xff\xa2"[random() % 6];
            std::size_t expected = 0;
            while (expected < text.size() && text[expected] != '"' && text[expected] != '\\' &&
                   text[expected] != '\n' && static_cast<unsigned char>(text[expected]) < 0x80)
                ++expected;
            QCOMPARE(static_cast<std::size_t>(plainEnd(text.data(), text.data() + text.size()) - text.data()),
                     expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestNumbers)
#include "tst_numbers.moc"
