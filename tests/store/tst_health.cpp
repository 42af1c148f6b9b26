// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/alarmbook.h"
#include "models/health/healthhold.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

Health healthOf(QChar letter)
{
    switch (letter.toLatin1()) {
    case 'n': return Health::Normal;
    case 'a': return Health::Attention;
    case 'd': return Health::Degraded;
    case 'c': return Health::Critical;
    default: return Health::Unknown;
    }
}

QString letterOf(Health health)
{
    return health == Health::Unknown ? QStringLiteral("?") : toWord(health).left(1);
}

QString letterOf(const std::vector<Alarm> &alarms)
{
    return alarms.empty() ? QStringLiteral("-") : toWord(alarms[0].state).left(1);
}

} // namespace

class TestHealth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// One letter a 5 s step; hold 15 s, clear 20 s.
    void holdAndClear_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("expected");
        QTest::newRow("first seen counts at once") << "dddd" << "dddd";
        QTest::newRow("worse counts after the hold") << "ndddd" << "nnnnd";
        QTest::newRow("a spike is not a state") << "nddnddn" << "nnnnnnn";
        QTest::newRow("better counts after the clear") << "dnnnnnn" << "dddddnn";
        QTest::newRow("worse on the way up takes the worst now") << "nddcc" << "nnnnc";
        QTest::newRow("unknown counts at once, both ways") << "n?n?d" << "n?n?d";
        QTest::newRow("critical to degraded waits too") << "cddddd" << "cccccd";
    }

    void holdAndClear()
    {
        QFETCH(QString, raw);
        QFETCH(QString, expected);
        HealthHold hold(15s, 20s);
        QString seen;
        WallTime now{};
        for (const QChar letter : raw) {
            seen += letterOf(hold.update(healthOf(letter), now));
            now += 5s;
        }
        QCOMPARE(seen, expected);
    }

    void alarmLife_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("expected"); // first letter of the state, - without an alarm
        QTest::newRow("pending, then firing") << "dddd" << "pppf";
        QTest::newRow("a spike leaves no trace") << "ddnd" << "pp-p";
        QTest::newRow("fires until it has been gone for the clear time") << "ddddnnnnnn" << "pppfffffrr";
        QTest::newRow("resolved ones leave after a minute") << QStringLiteral("dddd") + QString(18, QLatin1Char('n'))
                                                            << QStringLiteral("pppfffffrrrrrrrrrrrr--");
        QTest::newRow("losing the data does not resolve") << "dddd???n" << "pppfsss" "s";
        QTest::newRow("the data comes back bad") << "dddd?d" << "pppfsf";
        QTest::newRow("back after resolved starts anew") << "ddddnnnnnd" << "pppfffffrp";
        QTest::newRow("unknown is no alarm of its own") << "???" << "---";
    }

    void alarmLife()
    {
        QFETCH(QString, raw);
        QFETCH(QString, expected);
        AlarmBook book;
        QString seen;
        WallTime now{};
        for (const QChar letter : raw) {
            book.update({QStringLiteral("id"), QStringLiteral("name"), healthOf(letter), 1.0, {}, {}, 15s, 20s}, now);
            seen += letterOf(book.alarms());
            now += 5s;
        }
        QCOMPARE(seen, expected);
    }

    void theWorstComesFirst()
    {
        AlarmBook book;
        const auto tell = [&](const char *id, Health health, int second) {
            book.update({QString::fromLatin1(id), {}, health, {}, {}, {}, 0s, 60s}, WallTime(std::chrono::seconds(second)));
        };
        tell("attention", Health::Attention, 30);
        tell("old critical", Health::Critical, 10);
        tell("new critical", Health::Critical, 20);
        tell("degraded", Health::Degraded, 40);
        QStringList ids;
        for (const Alarm &alarm : book.alarms())
            ids << alarm.id;
        QCOMPARE(ids.join(QLatin1Char(',')), QStringLiteral("new critical,old critical,degraded,attention"));
        QCOMPARE(book.worst(), Health::Critical);
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
