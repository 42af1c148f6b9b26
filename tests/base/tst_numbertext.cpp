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
        row(-0.001, "percent", "0.00 %");
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

    void whatIsNoNumberLooksLikeNone()
    {
        QCOMPARE(fixedNumber(std::numeric_limits<double>::quiet_NaN(), 2), QString(QChar(0x2014)));
        QCOMPARE(fixedNumber(-std::numeric_limits<double>::infinity(), 2), QString(QChar(0x2212)) + QChar(0x221e));
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_numbertext.moc"
