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
    }

    void timesRoundTrip()
    {
        QCOMPARE(toRfc3339(WallTime(1'790'000'000'123ms)), QStringLiteral("2026-09-21T14:13:20.123Z"));
        QCOMPARE(parseRfc3339(QStringLiteral("2026-09-21T16:13:20.123+02:00"))->time_since_epoch(), 1'790'000'000'123ms);
        QCOMPARE(parseRfc3339(QStringLiteral("2026-09-21T14:13:20Z"))->time_since_epoch(), 1'790'000'000'000ms);
        QVERIFY(!parseRfc3339(QStringLiteral("2026-09-21T14:13:20")));
        QVERIFY(!parseRfc3339(QStringLiteral("2026-09-21")));
        QVERIFY(!parseRfc3339(QStringLiteral("yesterday")));
        QVERIFY(!parseRfc3339(QStringLiteral("2026-13-45T99:00:00Z")));
    }

    void wordsHaveTwoUnits()
    {
        QCOMPARE(durationWords(41s), QStringLiteral("41 s"));
        QCOMPARE(durationWords(716s), QStringLiteral("11 min 56 s"));
        QCOMPARE(durationWords(2h + 5min), QStringLiteral("2 h 5 min"));
        QCOMPARE(durationWords(std::chrono::hours(151)), QStringLiteral("6 d 7 h"));
        QCOMPARE(durationWords(60s), QStringLiteral("1 min"));
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
