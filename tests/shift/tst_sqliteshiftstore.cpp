// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/sqlitedatabase.h"
#include "connectors/journal/sqliteshiftstore.h"
#include "tests/support/testclock.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

const QString route = QStringLiteral("checkout");

ShiftLogEntry line(const TestClock &clock, const char *event)
{
    return {clock.now(),
            QStringLiteral("Bob"),
            QLatin1String(event),
            QStringLiteral("idle"),
            QStringLiteral("planned"),
            QStringLiteral("to 10 %")};
}

} // namespace

class TestSqliteShiftStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void whatIsSavedIsThere()
    {
        auto store = open("Bob");
        QVERIFY(!*store->load(route));
        QVERIFY(store->claim(route));
        const QJsonObject body{{QStringLiteral("a"), 1}};
        QVERIFY(store->save({route, body}, {line(m_clock, "plan"), line(m_clock, "start")}));
        store.reset();
        store = open("Ann");
        QCOMPARE(**store->load(route), body);
        const auto log = store->log(route, 10);
        QCOMPARE(int(log->size()), 2);
        QCOMPARE(log->at(0), line(m_clock, "plan"));
        QCOMPARE(int(store->log(route, 1)->size()), 1);
        QCOMPARE(store->log(route, 1)->at(0).event, QStringLiteral("start"));
        QVERIFY(store->verify());
    }

    void oneRunnerARoute()
    {
        auto bob = open("Bob"), ann = open("Ann");
        QVERIFY(bob->claim(route));
        QCOMPARE(*bob->nextEpoch(route), 1);
        const auto refused = ann->claim(route);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Refused);
        QVERIFY(refused.error().message.contains(QLatin1String("Bob")));
        QVERIFY(!ann->save({route, {}}, {}));
        QVERIFY(ann->claim(QStringLiteral("other")));
        bob->release(route);
        QVERIFY(ann->claim(route));
        QCOMPARE(*ann->nextEpoch(route), 2);
    }

    void whoDoesNotRenewLosesTheRouteAndCanNotSave()
    {
        auto bob = open("Bob"), ann = open("Ann");
        QVERIFY(bob->claim(route));
        m_clock.advance(14s);
        QVERIFY(bob->renew(route));
        m_clock.advance(14s);
        QVERIFY(!ann->claim(route));
        m_clock.advance(2s);
        QVERIFY(ann->claim(route));
        QCOMPARE(bob->renew(route).error().kind, Error::Kind::Refused);
        QCOMPARE(bob->save({route, {}}, {}).error().kind, Error::Kind::Refused);
        QVERIFY(!bob->nextEpoch(route));
    }

    void aKilledProcessLosesItAtOnce()
    {
        QVERIFY(open("Bob"));
        int told[2];
        QCOMPARE(::pipe(told), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto *store = open("Child").release();
            const char claimed = store->claim(route) ? 'y' : 'n';
            if (::write(told[1], &claimed, 1) == 1)
                ::pause();
            ::_exit(1);
        }
        char claimed = 0;
        QCOMPARE(::read(told[0], &claimed, 1), ssize_t(1));
        QCOMPARE(claimed, 'y');
        auto ann = open("Ann");
        QVERIFY(!ann->claim(route));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(!*ann->runner(route));
        QVERIFY(ann->claim(route));
        ::close(told[0]);
        ::close(told[1]);
    }

    void aSecondStoreInOneProcessDoesNotLoseTheFirstOnesLock()
    {
        auto first = open("Bob");
        QVERIFY(first->claim(route));
        open("Bob").reset();
        const pid_t child = ::fork(); // another process, whose connection is the last one that it knows of
        if (child == 0) {
            auto store = open("Ann");
            const bool asked = bool(store->ask({0, route, QStringLiteral("hold"), QStringLiteral("Ann"), {}, {}, {}}));
            store.reset();
            ::_exit(asked ? 0 : 1);
        }
        int status = 1;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        QCOMPARE(int(first->openRequests(route)->size()), 1);
    }

    void requestsReachTheRunnerOnce()
    {
        auto bob = open("Bob"), ann = open("Ann");
        const auto id = ann->ask({0, route, QStringLiteral("hold"), QStringLiteral("Ann"), {}, {}, {}});
        QVERIFY(id);
        const auto requests = bob->openRequests(route);
        QCOMPARE(int(requests->size()), 1);
        QCOMPARE(requests->at(0).kind, QStringLiteral("hold"));
        QCOMPARE(requests->at(0).at, m_clock.now());
        QVERIFY(!(*ann->request(*id))->answer);
        QVERIFY(bob->answer(*id, QStringLiteral("no")));
        QCOMPARE((*ann->request(*id))->answer, std::optional(QStringLiteral("no")));
        QVERIFY(bob->openRequests(route)->empty());
    }

    void aChangedHistoryIsFound()
    {
        auto store = open("Bob");
        QVERIFY(store->claim(route));
        for (int i = 0; i < 5; ++i)
            QVERIFY(store->save({route, {}}, {line(m_clock, "step")}));
        QVERIFY(store->verify());
        auto file = SqliteDatabase::open(m_dir->filePath(QStringLiteral("state/traffic.sqlite")),
                                         SqliteDatabase::Access::ReadWrite);
        QVERIFY(file);
        QVERIFY((*file)->run("UPDATE history SET actor = 'Mallory' WHERE sequence = 3"));
        const Status found = store->verify();
        QVERIFY(!found);
        QVERIFY2(found.error().message.contains(QLatin1String("line 3")), qPrintable(found.error().message));
    }

private:
    std::unique_ptr<SqliteShiftStore> open(const char *person)
    {
        auto store = SqliteShiftStore::open(m_dir->filePath(QStringLiteral("state")), QLatin1String(person), m_clock);
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        return std::move(store).value();
    }

    TestClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestSqliteShiftStore)
#include "tst_sqliteshiftstore.moc"
