// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/incident/incidentbook.h"
#include "models/incident/incidentevents.h"
#include "models/report/incidentdocument.h"
#include "tests/support/testrules.h"

#include <QJsonArray>
#include <QTest>

using namespace surgedeck;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const WallTime start(1'790'000'000s);
const IncidentAct kim{u"INC-1"_s, u"Kim"_s};
const IncidentAct lee{u"INC-1"_s, u"Lee"_s};

/// A book that is told events one after the other.
struct Told
{
    IncidentBook book;
    WallTime now = start;
    qint64 sequence = 0;

    void tell(const Result<JournalEvent> &event, Milliseconds later = 10s)
    {
        QVERIFY2(event, event ? "" : qPrintable(event.error().message));
        now += later;
        JournalEntry entry = entryOf(*event, now, {});
        entry.sequence = ++sequence;
        book.fold(entry);
    }
    const Incident &incident() const { return *book.find(u"INC-1"_s); }
};

Told declared()
{
    Told told;
    told.tell(declareEvent(kim, {u"Checkout fails"_s, 2, start - 60s, start - 20s}));
    return told;
}

QString refusal(const Result<JournalEvent> &event)
{
    return event ? QString() : event.error().message;
}

} // namespace

class TestIncidentBook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void declaringSaysWhatIsKnown()
    {
        const Told told = declared();
        const Incident &incident = told.incident();
        QCOMPARE(incident.title, u"Checkout fails"_s);
        QCOMPARE(incident.severity, 2);
        QCOMPARE(incident.state, IncidentState::Declared);
        QCOMPARE(incident.when(Milestone::Started), start - 60s);
        QCOMPARE(incident.when(Milestone::Declared), start + 10s);
        QCOMPARE(incident.began(), start - 60s);
        QCOMPARE(told.book.current(), &incident);
    }

    void statesReachMilestonesOnce()
    {
        Told told = declared();
        for (const char *state :
             {"investigating", "identified", "mitigating", "watching", "mitigating", "watching", "resolved"})
            told.tell(stateEvent(kim, QLatin1String(state), std::nullopt));
        QCOMPARE(told.incident().state, IncidentState::Resolved);
        QCOMPARE(told.incident().when(Milestone::Acknowledged), start + 20s);
        QCOMPARE(told.incident().when(Milestone::Mitigated), start + 50s);
        QCOMPARE(told.incident().when(Milestone::Resolved), start + 80s);
    }

    void aRoleChangesHandsWhenItIsAccepted()
    {
        Told told = declared();
        told.tell(roleEvent(kim, u"commander"_s, u"Kim"_s));
        QCOMPARE(told.incident().roles.at(u"commander"_s).person, u"Kim"_s);
        told.tell(roleEvent(kim, u"commander"_s, u"Lee"_s));
        QCOMPARE(told.incident().roles.at(u"commander"_s).person, u"Kim"_s);
        QCOMPARE(told.incident().roles.at(u"commander"_s).handedTo, u"Lee"_s);
        told.tell(roleAcceptedEvent(lee, u"commander"_s));
        QCOMPARE(told.incident().roles.at(u"commander"_s).person, u"Lee"_s);
        QVERIFY(told.incident().roles.at(u"commander"_s).handedTo.isEmpty());
    }

    void aLateLineStandsWhereItHappenedWithBothTimes()
    {
        Told told = declared();
        told.tell(noteEvent(kim, {u"note"_s, u"second"_s}));
        told.tell(noteEvent(lee, {u"decision"_s, u"first"_s, start - 30s + 2s, 2s}), 5min);
        const auto &lines = told.incident().timeline;
        QCOMPARE(lines.front().text, u"first"_s);
        QCOMPARE(lines.front().at, start - 30s);
        QVERIFY(lines.front().isLate());
        QCOMPARE(lines.front().entered, told.now);
        QCOMPARE(lines.front().clockAhead, Milliseconds(2s));
        QVERIFY(!lines.back().isLate());
    }

    void updatesAndActionItemsAreKept()
    {
        Told told = declared();
        told.tell(noteEvent(kim, {u"update"_s, u"We know the cause"_s, {}, {}, start + 30min}));
        told.tell(noteEvent(kim, {u"action_item"_s,
                                  u"Limit the job"_s,
                                  {},
                                  {},
                                  {},
                                  {{}, u"prevent"_s, u"Lee"_s, u"2026-12-01"_s, u"SHOP-1"_s}}));
        QCOMPARE(told.incident().nextUpdate, start + 30min);
        QCOMPARE(told.incident().actionItems.at(0).owner, u"Lee"_s);
        const QJsonObject document = incidentDocument(told.incident())[u"incident"].toObject();
        QCOMPARE(document[u"action_items"][0][u"ticket"].toString(), u"SHOP-1"_s);
        QCOMPARE(document[u"severity"].toString(), u"sev2"_s);
    }

    void wrongWordsAreRefusedWithTheRightOnes()
    {
        QVERIFY(refusal(declareEvent(kim, {u"  "_s, 2, {}, {}})).contains(u"empty"));
        QVERIFY(refusal(noteEvent(kim, {u"remark"_s, u"x"_s})).contains(u"hypothesis"));
        QVERIFY(refusal(roleEvent(kim, u"boss"_s, u"Lee"_s)).contains(u"commander"));
        QVERIFY(refusal(stateEvent(kim, u"fixed"_s, {})).contains(u"resolved"));
        QVERIFY(refusal(stateEvent(kim, u"closed"_s, {})).contains(u"incident close"));
        QVERIFY(!incidentSeverity(u"sev6"_s));
        QCOMPARE(incidentSeverity(u"SEV-1"_s).value(), 1);
    }

    void idsCountByDay()
    {
        std::vector<JournalEntry> soFar;
        QCOMPARE(nextIncidentId(soFar, start), u"INC-20260921-1"_s);
        soFar.push_back({1, start, {}, {}, u"INC-20260921-1"_s, u"incident.declared"_s, "{}"});
        QCOMPARE(nextIncidentId(soFar, start), u"INC-20260921-2"_s);
    }
};

QTEST_GUILESS_MAIN(TestIncidentBook)
#include "tst_incidentbook.moc"
