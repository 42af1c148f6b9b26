// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/recordedshop.h"

#include "models/replay/shownstate.h"
#include "models/store/watched.h"
#include "models/workspace/workspacereader.h"

#include <QDir>

#include <unistd.h>

namespace surgedeck {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const QByteArray shop = R"(version: 1
name: Recorded
environment: test
timezone: UTC
currency: USD
sources:
  - {id: db, type: mysql, dsn: "mysql://ops:secret@db.example/shop"}
  - {id: cache, type: redis, url: "rediss://ops:secret@cache.example/0"}
  - {id: prom, type: prometheus, url: "https://prom.example", token: "${env:TOKEN}"}
  - {id: scraped, type: metrics, targets: ["http://127.0.0.1:9/metrics"]}
  - {id: edge, type: haproxy, address: "unix:/run/lb.sock"}
indicators:
  - {id: success, name: Checkout success, expr: 'x', unit: percent, objective: ">= 99.9", critical: "< 99", hold: 5s, clear: 5s}
  - {id: orders, name: Orders, expr: 'y', unit: per_minute, objective: ">= 400", order_value: 36, hold: 2s, clear: 3s}
services:
  - {id: checkout, name: Checkout, rate: 'a', errors: 'b', p99: 'c', objectives: {errors: 0.005, p99: 2s}, hold: 3s, clear: 4s}
slos:
  - {id: checkout, objective: 99.5, window: 2h, errors: 'e[$window]', total: 'r[$window]', source: scraped}
traffic:
  routes:
    - {id: checkout, name: /checkout/*, control: {source: edge, backend: shop, stable: [old], canary: [new]},
       observed: {stable: 's', canary: 't'}, plan: {steps: [5, 50, 100]}}
)";

Session waiting(int number)
{
    Session session;
    session.id = QString::number(1000 + number);
    session.user = u"shop"_s;
    session.state = u"Query"_s;
    session.wait = u"row lock"_s;
    session.waitClass = WaitClass::Lock;
    session.active = true;
    session.age = Milliseconds(500 * (number + 1));
    session.digest = u"d1"_s;
    session.text = u"UPDATE inventory SET quantity = ? WHERE sku = ?"_s;
    return session;
}

LockParticipant participant(const QString &id, const std::vector<QString> &blockedBy)
{
    LockParticipant made;
    made.id = id;
    made.blockedBy = blockedBy;
    made.object = u"inventory"_s;
    made.mode = u"X"_s;
    made.state = blockedBy.empty() ? u"idle in transaction"_s : u"waiting"_s;
    made.age = 4s;
    return made;
}

} // namespace

std::shared_ptr<const Workspace> RecordedShop::workspace()
{
    static const auto read = std::make_shared<const Workspace>(
        readWorkspace(shop, {u"shop.yaml"_s, u"/shop.yaml"_s, {}, nullptr}).workspace);
    return read;
}

std::shared_ptr<const SigningKey> RecordedShop::key()
{
    static const auto made = SigningKey::at(QDir::tempPath() + u"/surgedeck-test-%1.key"_s.arg(::getpid())).value();
    return made;
}

RecordedShop::RecordedShop(const QString &file, unsigned seed)
    : m_file(file)
    , m_random(seed)
    , m_platform(workspace())
{
    open();
}

void RecordedShop::open()
{
    JournalRecorder::Parts parts;
    parts.limits.ballastBytes = 0;
    parts.limits.leastFreeBytes = 0;
    parts.file = m_file;
    parts.signer = key();
    parts.opened = {{u"shown_with"_s, workspace()->withoutSecrets}};
    m_recorder = std::make_unique<JournalRecorder>(std::move(parts), m_clock);
    m_recorder->start();
    showBudgets();
}

/// What is no record, and is shown all the same: into the platform and the journal, as a console does.
void RecordedShop::show(const QJsonObject &body)
{
    applyShown(m_platform, body);
    static_cast<void>(m_recorder->note({{}, {}, shownType, body}));
}

/// Of two hours before, as a console finds them where it keeps them.
void RecordedShop::showBudgets()
{
    std::vector<std::pair<QString, SloRollup>> rollups;
    for (int i = 1; i <= 24; ++i)
        rollups.push_back({u"checkout"_s, {m_clock.now() - i * 5min, double(random(20)), 4'000.0}});
    show(shownBudgets(rollups));
}

void RecordedShop::setConvoy(int waiters)
{
    if ((waiters > 0) != (m_waiters > 0))
        show(shownShift(u"checkout"_s,
                        {waiters > 0 ? RouteState::Held : RouteState::Baking, waiters > 0 ? u"success fails"_s : QString(),
                         {5, 50, 100}}));
    m_waiters = waiters;
}

void RecordedShop::restart()
{
    m_recorder.reset();
    m_platform = Platform(workspace());
    open();
}

void RecordedShop::finish()
{
    static_cast<void>(m_recorder->finish());
    m_recorder.reset();
}

void RecordedShop::tell(const QString &source, Observation body)
{
    const Record record{m_clock.now(), m_clock.monotonic(), source, std::move(body)};
    m_platform.fold(record);
    m_recorder->take({record});
}

void RecordedShop::tellMetrics()
{
    SourceHealth health;
    health.state = random(30) == 0 ? SourceState::Down : SourceState::Ok;
    health.error = health.state == SourceState::Down ? u"connection refused"_s : QString();
    health.interval = 1s;
    health.newestSample = m_clock.now();
    tell(u"prom"_s, health);
    if (health.state == SourceState::Down)
        return;
    const bool bad = m_waiters > 0;
    const auto value = [&](const QString &key, double figure) {
        return WatchedValue{key, random(40) == 0 ? std::nullopt : std::optional(figure), m_clock.now(), {}, {}};
    };
    tell(u"prom"_s, MetricSample{m_clock.now(),
                                 {value(watched::indicator(u"success"_s), bad ? 97.5 : 99.95 + random(5) * 0.01),
                                  value(watched::indicator(u"orders"_s), bad ? 250 : 480 + random(40)),
                                  value(watched::serviceRate(u"checkout"_s), 900 + random(50)),
                                  value(watched::serviceErrors(u"checkout"_s), bad ? 0.024 : 0.001),
                                  value(watched::serviceP99(u"checkout"_s), bad ? 9.5 : 0.4),
                                  value(watched::routeStable(u"checkout"_s), 75.0 + random(3)),
                                  value(watched::routeCanary(u"checkout"_s), 25.0)}});
}

void RecordedShop::tellDatabase()
{
    SourceHealth health;
    health.state = SourceState::Ok;
    health.interval = 1s;
    health.newestSample = m_clock.now();
    SessionSample sample;
    LockGraph locks;
    locks.waiters = m_waiters;
    locks.participants.push_back(participant(u"77"_s, {}));
    for (int i = 0; i < m_waiters; ++i) {
        sample.sessions.push_back(waiting(i));
        locks.participants.push_back(participant(QString::number(1000 + i), {u"77"_s}));
    }
    if (m_waiters == 0)
        locks.participants.clear();
    sample.active.lock = m_waiters;
    sample.active.running = 1 + random(3);
    sample.connections = 20 + m_waiters;
    sample.connectionLimit = 150;
    tell(u"db"_s, health);
    tell(u"db"_s, sample);
    tell(u"db"_s, locks);
    if (random(5) == 0)
        tell(u"db"_s, DigestDeltas{5s,
                                   {{u"d1"_s, u"UPDATE inventory SET quantity = ? WHERE sku = ?"_s, 100.0 + random(9),
                                     950, 8.5, 100, std::nullopt, std::nullopt, 4.5}},
                                   {}});
}

void RecordedShop::evaluate()
{
    m_platform.evaluate(m_clock.now());
    m_recorder->take({{m_clock.now(), m_clock.monotonic(), {}, EvaluationMark{}}});
}

void RecordedShop::live()
{
    tellMetrics();
    m_clock.advance(Milliseconds(100 + random(200)));
    tellDatabase();
    if (random(3) == 0)
        evaluate();
    m_clock.advance(Milliseconds(100 + random(200)));
    tell(u"cache"_s, CacheStats{0.9 + random(9) * 0.01, 1e6, 2e6, 0, 1000.0 + random(100), 10, 0, {}, {}, {}, {}});
    RouterServer old, fresh;
    old.instance = fresh.instance = u"lb"_s;
    old.backend = fresh.backend = u"shop"_s;
    old.server = u"old"_s;
    fresh.server = u"new"_s;
    old.weight = m_waiters > 5 ? 100 : 75;
    fresh.weight = 100 - old.weight;
    old.up = fresh.up = true;
    old.status = fresh.status = u"UP"_s;
    SourceHealth health;
    health.state = SourceState::Ok;
    health.interval = 1s;
    health.newestSample = m_clock.now();
    tell(u"edge"_s, health);
    tell(u"edge"_s, RouterSample{{old, fresh}, {}});
    m_clock.advance(Milliseconds(300));
    evaluate();
}

} // namespace surgedeck
