// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/crowd.h"

namespace surgedeck {

namespace {

constexpr int sessions = 10'000;
constexpr int digests = 5'000;
const QString update = QStringLiteral("update stock set quantity = ? where sku = ?");

} // namespace

Session crowdSession(int number, Milliseconds age)
{
    Session session;
    session.id = QString::number(number);
    session.user = number % 7 == 0 ? QStringLiteral("report") : QStringLiteral("shop");
    session.application = QStringLiteral("checkout-%1").arg(number % 40);
    session.client = QStringLiteral("10.0.%1.%2").arg(number / 250).arg(number % 250);
    session.active = true;
    session.age = age + Milliseconds(number);
    session.transactionAge = session.age;
    session.text = update;
    session.digest = QString::number(number % 3);
    session.waitClass = WaitClass::Lock;
    session.wait = QStringLiteral("row lock");
    return session;
}

LockGraph crowdLocks(int count, Milliseconds age)
{
    LockGraph graph;
    graph.waiters = count - 1;
    graph.participants.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        LockParticipant participant;
        participant.id = QString::number(i);
        participant.age = age + Milliseconds(i);
        participant.text = update;
        if (i > 0)
            participant.blockedBy.push_back(QString::number(i < count / 2 ? 0 : i - count / 2));
        graph.participants.push_back(std::move(participant));
    }
    return graph;
}

std::vector<Record> crowdRecords(WallTime time, MonoTime mono)
{
    const Milliseconds age = std::chrono::duration_cast<Milliseconds>(mono.time_since_epoch()) % 100'000;
    SessionSample sample;
    sample.connections = sessions;
    sample.active.lock = sessions;
    for (int i = 0; i < sessions; ++i)
        sample.sessions.push_back(crowdSession(i, age));
    DigestDeltas deltas;
    deltas.window = std::chrono::seconds(5);
    for (int i = 0; i < digests; ++i)
        deltas.digests.push_back({QStringLiteral("d%1").arg(i),
                                  QStringLiteral("select a from t%1 where b = ?").arg(i),
                                  1,
                                  1.0 + i,
                                  {},
                                  {},
                                  {},
                                  {},
                                  {}});
    std::vector<Record> records;
    for (Observation body : {Observation(sample), Observation(crowdLocks(sessions, age)), Observation(deltas)})
        records.push_back({time, mono, QStringLiteral("legacy-db"), std::move(body)});
    return records;
}

} // namespace surgedeck
