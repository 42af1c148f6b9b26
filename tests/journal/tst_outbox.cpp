// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/journal/outbox.h"
#include "tests/support/testrules.h"

#include <QTemporaryDir>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using State = OutboxNotice::State;
const WallTime start{std::chrono::seconds(1'790'000'000)};
const std::vector<QString> repeatable{u"pagerduty"_s};

OutboxNotice notice(const QString &target, const QString &key, WallTime at = start)
{
    return {0, target, key, "{}", at};
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;

    /// Anew each time, as another process would.
    std::unique_ptr<Outbox> outbox() const { return Outbox::open(m_dir->filePath(u"state"_s)).value(); }

    QString take(WallTime now) const
    {
        const auto due = outbox()->takeDue(now, repeatable).value();
        return due ? due->target + u'/' + due->key : QString();
    }

    State stateOf(const QString &key) const
    {
        const auto all = outbox()->all(100).value();
        for (const OutboxNotice &known : all)
            if (known.key == key)
                return known.state;
        return State::Failed;
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void oneKeyIsKeptOnceForATarget()
    {
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bool(outbox()->add(notice(u"slack"_s, u"a"_s))));
            QVERIFY(bool(outbox()->add(notice(u"webhook"_s, u"a"_s))));
        }
        QCOMPARE(outbox()->all(100)->size(), std::size_t{2});
        auto taken = outbox()->takeDue(start, repeatable).value().value();
        taken.state = State::Sent;
        QVERIFY(bool(outbox()->settle(taken)));
        QVERIFY(bool(outbox()->add(notice(taken.target, u"a"_s))));
        QVERIFY(take(start) != taken.target + u"/a"_s);
        QCOMPARE(take(start), QString());
    }

    void aTargetIsToldInOrder()
    {
        QVERIFY(bool(outbox()->add(notice(u"slack"_s, u"first"_s))));
        QVERIFY(bool(outbox()->add(notice(u"slack"_s, u"second"_s))));
        auto first = outbox()->takeDue(start, repeatable).value().value();
        QCOMPARE(first.key, u"first"_s);
        QCOMPARE(take(start), QString()); // it is being sent
        first.state = State::Waiting;
        first.nextTry = start + 60s;
        QVERIFY(bool(outbox()->settle(first)));
        QCOMPARE(take(start + 1s), QString()); // and what comes after it waits, too
        QCOMPARE(take(start + 61s), u"slack/first"_s);
    }

    void whatWasBeingSentWhenItsSenderDiedIsNotToldTwice()
    {
        QVERIFY(bool(outbox()->add(notice(u"slack"_s, u"a"_s))));
        QVERIFY(bool(outbox()->add(notice(u"pagerduty"_s, u"b"_s))));
        QCOMPARE(take(start), u"slack/a"_s);
        QCOMPARE(take(start), u"pagerduty/b"_s);
        QCOMPARE(take(start + 60s), QString());
        QCOMPARE(take(start + 200s), u"pagerduty/b"_s); // it knows it again by its key
        QCOMPARE(stateOf(u"a"_s), State::Unclear);
    }

    void whatIsOldIsNoNews()
    {
        QVERIFY(bool(outbox()->add(notice(u"slack"_s, u"old"_s))));
        QCOMPARE(take(start + 25h), QString());
        QCOMPARE(stateOf(u"old"_s), State::Failed);
    }

    void itIsBounded()
    {
        const auto box = outbox();
        int added = 0;
        while (added < 2'000 && box->add(notice(u"slack"_s, QString::number(added))))
            ++added;
        QCOMPARE(added, 200);
        QCOMPARE(box->add(notice(u"slack"_s, u"more"_s)).error().kind, Error::Kind::Full);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
