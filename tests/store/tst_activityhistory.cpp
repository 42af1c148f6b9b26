// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/activityhistory.h"
#include "tests/support/testrules.h"

#include <QTest>

#include <algorithm>

using namespace surgedeck;
using namespace std::chrono_literals;

namespace {

constexpr WallTime start{1'790'000'000s};

SessionSample sampleOf(int sessions, const char *digest, const char *user)
{
    SessionSample sample;
    for (int i = 0; i < sessions; ++i) {
        Session session;
        session.id = QString::number(i);
        session.active = true;
        session.digest = QString::fromLatin1(digest);
        session.user = QString::fromLatin1(user);
        session.client = QStringLiteral("10.0.0.1:%1").arg(5000 + i);
        sample.sessions.push_back(session);
    }
    sample.active.lock = sessions;
    return sample;
}

} // namespace

class TestActivityHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void bucketsHoldAverages()
    {
        ActivityHistory history;
        history.fold(start, sampleOf(2, "a", "shop"));
        history.fold(start + 1s, sampleOf(4, "a", "shop"));
        history.fold(start + 5s, sampleOf(1, "b", "shop"));
        QCOMPARE(history.buckets().size(), std::size_t(2));
        QCOMPARE(history.buckets().front().average().lock, 3.0);
        QCOMPARE(history.activeIn(QStringLiteral("a")), (std::vector<double>{3, 0}));
        QCOMPARE(history.activeIn(QStringLiteral("nobody")), (std::vector<double>{0, 0}));
    }

    void whatIsDifferentComesFirst()
    {
        ActivityHistory history;
        for (int i = 0; i < 20; ++i)
            history.fold(start + i * 5s, sampleOf(3, "usual", "shop"));
        for (int i = 20; i < 24; ++i)
            history.fold(start + i * 5s, sampleOf(30, "stuck", "shop"));
        const auto differences = history.difference(start + 100s, start + 120s);
        QVERIFY(differences.size() >= 2);
        const QStringList first{differences[0].value, differences[1].value};
        QVERIFY(first.contains(QStringLiteral("stuck")) && first.contains(QStringLiteral("usual")));
        const auto user = std::find_if(differences.begin(), differences.end(),
                                       [](const FieldDifference &d) { return d.field == QLatin1String("user"); });
        QVERIFY(user != differences.end());
        QCOMPARE(user->inside, 1.0);
        QCOMPARE(user->outside, 1.0);
        QCOMPARE(history.sampledIn(start + 100s, start + 120s), 120);
        QVERIFY(history.difference(start - 10s, start - 5s).empty());
        QVERIFY(history.difference(start - 10s, start + 1h).empty());
    }

    void anHourIsKeptAndBucketsAreBounded()
    {
        ActivityHistory history;
        for (int i = 0; i < 1000; ++i)
            history.fold(start + i * 5s, sampleOf(1, "a", "shop"));
        QCOMPARE(history.buckets().size(), std::size_t(720));
        for (int i = 0; i < 2000; ++i)
            history.fold(start + 6000s, sampleOf(1, qPrintable(QString::number(i)), "shop"));
        QVERIFY(history.buckets().back().counts.size() <= 256);
    }
};

QTEST_GUILESS_MAIN(TestActivityHistory)
#include "tst_activityhistory.moc"
