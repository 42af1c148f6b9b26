// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/numbertext.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <limits>

using namespace surgedeck;

class TestNumberText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void values_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("expected"); // _ stands for a thin space, ~ for a true minus
        const auto row = [](double value, const char *unit, const char *expected) {
            QTest::addRow("%g %s", value, unit) << value << QString::fromLatin1(unit) << QString::fromLatin1(expected);
        };
        row(97.81, "percent", "97.81 %");
        row(0.0219, "ratio", "2.19 %");
        row(9.6, "seconds", "9.60 s");
        row(0.412, "seconds", "412 ms");
        row(0.0021, "seconds", "2.1 ms");
        row(0.042, "seconds", "42 ms");
        row(0, "seconds", "0 ms");
        row(727, "seconds", "727 s");
        row(342, "per_minute", "342 /min");
        row(27940, "", "27_940 ");
        row(9420, "", "9_420 ");
        row(641000, "per_minute", "641 k/min");
        row(3.21e6, "count", "3.2 M");
        row(-0.06, "percent", "~0.06 %");
        row(-0.001, "percent", ">~0.01 %");
        row(0, "percent", "0.00 %");
        row(0.004, "percent", "<0.01 %");
        row(0.005, "percent", "0.01 %");
        row(99.99, "percent", "99.99 %");
        row(99.996, "percent", ">99.99 %");
        row(100, "percent", "100.00 %");
        row(100.001, "percent", "100.00 %");
        row(0.00001, "seconds", "<0.1 ms");
        row(0.9994, "seconds", "999 ms");
        row(0.9996, "seconds", "1.00 s");
        row(99.996, "seconds", "100 s");
        row(0.03, "per_minute", "<0.1 /min");
        row(4.2, "per_second", "4.2 /s");
        row(99999, "count", "99_999 ");
        row(999960, "count", "1.0 M");
        row(1023.9 * 1024, "bytes", "1.0 MiB");
        row(3.5e12, "count", "3.5 T");
        row(1234567.5, "percent", "1_234_567.50 %");
        row(64.0 * 1048576, "bytes", "64.0 MiB");
        row(512, "bytes", "512 B");
        row(16, "users", "16 users");
    }

    void values()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, expected);
        const NumberText text = valueText(value, unit);
        const QString shown = text.number + QLatin1Char(' ') + text.unit;
        QCOMPARE(shown, expected.replace(QLatin1Char('_'), QChar(0x2009)).replace(QLatin1Char('~'), QChar(0x2212)));
    }

    void money_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("expected");
        const auto row = [](double value, const char *currency, const char *expected) {
            QTest::addRow("%g %s", value, currency)
                << value << QString::fromLatin1(currency) << QString::fromUtf8(expected);
        };
        row(5700, "USD", "$5\u2009700 ");
        row(52'400, "USD", "$52.4 k");
        row(-52'400, "EUR", "\u2212\u20ac52.4 k");
        row(812, "CHF", "812 CHF");
        row(1.2e6, "CHF", "1.2 M CHF");
    }

    void money()
    {
        QFETCH(double, value);
        QFETCH(QString, currency);
        QFETCH(QString, expected);
        const NumberText text = moneyText(value, currency);
        QCOMPARE(text.number + QLatin1Char(' ') + text.unit, expected);
    }

    void whatIsNoNumberLooksLikeNone()
    {
        QCOMPARE(fixedNumber(std::numeric_limits<double>::quiet_NaN(), 2), QString(QChar(0x2014)));
        QCOMPARE(fixedNumber(-std::numeric_limits<double>::infinity(), 2), QString(QChar(0x2212)) + QChar(0x221e));
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_numbertext.moc"
