// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/changerows.h"
#include "tests/support/testrules.h"

#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const WallTime start(1'790'000'000s);

Record record(const char *source, WallTime time, Observation body)
{
    return {time, MonoTime(time.time_since_epoch()), QLatin1String(source), std::move(body)};
}

RouterSample weights(int legacy, int modern, const char *status = "UP")
{
    RouterSample sample;
    for (const auto &[name, weight] : {std::pair{"legacy1", legacy}, std::pair{"modern1", modern}}) {
        RouterServer server;
        server.instance = QStringLiteral("lb1");
        server.backend = QStringLiteral("checkout");
        server.server = QLatin1String(name);
        server.weight = weight;
        server.status = QLatin1String(status);
        sample.servers.push_back(server);
    }
    return sample;
}

QStringList titles(const ChangeLog &log, WallTime now)
{
    QStringList titles;
    for (const Change &change : log.changes(now))
        titles << change.title;
    return titles;
}

} // namespace

class TestWhatChanged : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void whatWasSoAtTheFirstLookIsNoChange()
    {
        ChangeLog log;
        log.fold(record("edge", start, weights(90, 10)));
        log.fold(record("edge", start + 1s, weights(90, 10)));
        QCOMPARE(titles(log, start + 2s), QStringList());
    }

    void weightsThatMoveAreOneChange()
    {
        ChangeLog log;
        log.fold(record("edge", start, weights(90, 10)));
        log.fold(record("edge", start + 1s, weights(75, 25)));
        QCOMPARE(titles(log, start + 2s), QStringList{QStringLiteral("weights of checkout: legacy1 90 \u2192 75, modern1 10 \u2192 25")});
        QCOMPARE(log.changes(start + 2s)[0].kind, QStringLiteral("weight"));
    }

    void aServerThatComesUpStepByStepIsUp()
    {
        ChangeLog log;
        log.fold(record("edge", start, weights(90, 10, "UP")));
        log.fold(record("edge", start + 1s, weights(90, 10, "UP 1/3")));
        QCOMPARE(titles(log, start + 2s), QStringList());
        log.fold(record("edge", start + 2s, weights(90, 10, "DOWN")));
        QCOMPARE(titles(log, start + 3s), QStringList{QStringLiteral("servers of checkout: legacy1 UP \u2192 DOWN, modern1 UP \u2192 DOWN")});
    }

    void settingsOfServersThatDiffer()
    {
        ChangeLog log;
        ServerFacts facts;
        facts.version = QStringLiteral("10.11.6");
        facts.readOnly = false;
        log.fold(record("db", start, facts));
        facts.version.clear(); // not known is no change
        facts.readOnly = true;
        log.fold(record("db", start + 1s, facts));
        SessionSample sample;
        sample.connectionLimit = 200;
        log.fold(record("db", start + 1s, sample));
        sample.connectionLimit = 500;
        log.fold(record("db", start + 2s, sample));
        QCOMPARE(titles(log, start + 3s), (QStringList{QStringLiteral("db: limit of connections 200 \u2192 500"),
                                                       QStringLiteral("db: read-only no \u2192 yes")}));
    }

    void toldTwiceIsThereOnce()
    {
        ChangeLog log;
        const Changes told{{{QStringLiteral("c1"), start, QStringLiteral("deploy"), QStringLiteral("checkout 4.2"), QStringLiteral("kim")}}};
        log.fold(record("changes", start + 1s, told));
        log.fold(record("changes", start + 2s, told));
        QCOMPARE(titles(log, start + 3s), QStringList{QStringLiteral("checkout 4.2")});
        QCOMPARE(titles(log, start + 25h), QStringList());
    }

    void memoryIsBounded()
    {
        ChangeLog log;
        for (int i = 0; i < 1200; ++i)
            log.fold(record("changes", start, Changes{{{QString::number(i), start + 1s * i, {}, QStringLiteral("x"), {}}}}));
        QCOMPARE(log.changes(start + 1h).size(), std::size_t(500));
        QCOMPARE(log.changes(start + 1h).back().id, QStringLiteral("700"));
    }

    void theFirstDeviationStandsAmongThem()
    {
        const std::vector<Change> changes{{QStringLiteral("b"), start + 20min, QStringLiteral("weight"), QStringLiteral("after"), {}},
                                          {QStringLiteral("a"), start + 8min, QStringLiteral("deploy"), QStringLiteral("before"), QStringLiteral("kim")}};
        const auto rows = changeRows(changes, start + 10min, start + 30min);
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].cells[1].text, QStringLiteral("10 min after"));
        QCOMPARE(rows[1].id, QStringLiteral("deviation"));
        QCOMPARE(rows[2].cells[1].text, QStringLiteral("2 min before"));
        QCOMPARE(rows[2].cells[1].emphasis, Emphasis::Strong);
        QCOMPARE(rows[0].cells[4].text, QStringLiteral("seen")); // nobody told it
        QCOMPARE(changeRows(changes, {}, start).size(), std::size_t(2));
    }

    void campaignsBeginAndEnd()
    {
        auto workspace = std::make_shared<Workspace>();
        EventConfig event;
        event.name = QStringLiteral("Flash Friday");
        event.start = start;
        event.end = start + 2h;
        workspace->events = {event};
        Platform platform(workspace);
        platform.evaluate(start - 1s);
        QCOMPARE(whatChanged(platform).size(), std::size_t(0));
        platform.evaluate(start + 1s);
        QCOMPARE(whatChanged(platform).at(0).title, QStringLiteral("Flash Friday begins"));
        platform.evaluate(start + 3h);
        QCOMPARE(whatChanged(platform).at(0).title, QStringLiteral("Flash Friday ends"));
    }
};

QTEST_GUILESS_MAIN(TestWhatChanged)
#include "tst_whatchanged.moc"
