// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

class TestTimeText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("ms"); // -1: an error
        const auto row = [](const char *text, qlonglong ms) { QTest::newRow(text) << QString::fromLatin1(text) << ms; };
        row("0", 0);
        row("250ms", 250);
        row("5s", 5'000);
        row("10m", 600'000);
        row("1h30m", 5'400'000);
        row("30d", 2'592'000'000);
        row("1y", 31'536'000'000);
        row("1s500ms", 1'500);
        row("", -1);
        row("5", -1);
        row("s", -1);
        row("5 s", -1);
        row("-5s", -1);
        row("5s1m", -1);
        row("5s5s", -1);
        row("1.5s", -1);
        row("5sec", -1);
        row("999999999999y", -1);
    }

    void durations()
    {
        QFETCH(QString, text);
        QFETCH(qlonglong, ms);
        const auto parsed = parseDuration(text);
        QCOMPARE(parsed ? parsed->count() : -1, ms);
        if (!parsed)
            QVERIFY(parsed.error().kind == Error::Kind::Config && parsed.error().message.contains(text));
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // what it is in UTC, or a part of what is wrong with it
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("2026-09-21T16:13:20.123+02:00", "2026-09-21T14:13:20.123Z");
        row("2026-09-21T14:13:20Z", "2026-09-21T14:13:20.000Z");
        row("2026-09-21t14:13:20.5z", "2026-09-21T14:13:20.500Z");
        row("2026-09-21 14:13:20.999999999Z", "2026-09-21T14:13:20.999Z");
        row("2026-01-01T00:30:00-05:30", "2026-01-01T06:00:00.000Z");
        row("2024-02-29T23:59:59+00:00", "2024-02-29T23:59:59.000Z");
        row("2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z");
        row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
        row("2026-09-21T14:13:20", "time zone is missing");
        row("2026-09-21", "form");
        row("yesterday", "form");
        row("", "form");
        row("2026-09-21T14:13:20Zx", "form");
        row("2026-09-21T14:13:20.Z", "form");
        row("2026-13-01T00:00:00Z", "no such day");
        row("2026-02-29T00:00:00Z", "no such day");
        row("2026-09-21T24:00:00Z", "no such time");
        row("2026-09-21T14:13:20+24:00", "no such time");
        row("\uff12026-09-21T14:13:20Z", "form");
    }

    void times()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto parsed = parseRfc3339(text);
        if (parsed)
            QCOMPARE(toRfc3339(*parsed), expected);
        else
            QVERIFY2(parsed.error().message.contains(expected), qPrintable(parsed.error().message));
    }

    void timesAreWrittenWhole()
    {
        QCOMPARE(toRfc3339(WallTime(1'790'000'000'123ms)), QStringLiteral("2026-09-21T14:13:20.123Z"));
        QCOMPARE(toRfc3339(WallTime(-1ms)), QStringLiteral("1969-12-31T23:59:59.999Z"));
        QCOMPARE(toRfc3339(WallTime(300'000'000'000'000ms)), QStringLiteral("11476-08-15T05:20:00.000Z"));
    }

    void wordsHaveTwoUnits()
    {
        QCOMPARE(durationWords(41s), QStringLiteral("41 s"));
        QCOMPARE(durationWords(716s), QStringLiteral("11 min 56 s"));
        QCOMPARE(durationWords(2h + 5min), QStringLiteral("2 h 5 min"));
        QCOMPARE(durationWords(std::chrono::hours(151)), QStringLiteral("6 d 7 h"));
        QCOMPARE(durationWords(60s), QStringLiteral("1 min"));
        QCOMPARE(durationWords(999ms), QStringLiteral("0 s"));
        QCOMPARE(durationWords(-999ms), QStringLiteral("0 s"));
        QCOMPARE(durationWords(-61s), QStringLiteral("\u22121 min 1 s"));
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
