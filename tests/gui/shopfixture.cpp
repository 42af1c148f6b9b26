// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/shopfixture.h"

#include "models/base/sqldigest.h"
#include "models/store/watched.h"

namespace surgedeck {

using namespace std::chrono_literals;

namespace {

constexpr const char *sourceNames[][2] = {{"legacy-db", "mysql"}, {"orders-db", "postgresql"}, {"cache", "redis"},
                                          {"edge", "haproxy"},    {"prom", "prometheus"}};
constexpr const char *serviceNames[] = {"catalog", "search", "cart", "checkout", "auth", "payment"};

IndicatorConfig indicator(const char *id, const char *name, const char *unit, const char *objective, const char *critical)
{
    IndicatorConfig config;
    config.id = QLatin1String(id);
    config.name = QLatin1String(name);
    config.unit = QLatin1String(unit);
    config.expr.text = config.id;
    config.objective = parseComparison(QLatin1String(objective));
    config.critical = parseComparison(QLatin1String(critical));
    return config;
}

Record record(const char *source, WallTime time, MonoTime monotonic, Observation body)
{
    return {time, monotonic, QLatin1String(source), std::move(body)};
}

Session session(int id, const char *sql, Milliseconds age, bool waits)
{
    const SqlDigest digest = digestOf(QString::fromLatin1(sql), SqlDialect::MySql);
    Session s;
    s.id = QString::number(id);
    s.user = QStringLiteral("shop");
    s.application = QStringLiteral("checkout");
    s.active = true;
    s.age = age;
    s.state = QStringLiteral("Query");
    s.digest = digest.id;
    s.text = digest.text;
    s.waitClass = waits ? WaitClass::Lock : WaitClass::Running;
    return s;
}

LockParticipant participant(int id, const char *sql, const char *state, Milliseconds age)
{
    LockParticipant p;
    p.id = QString::number(id);
    p.application = QStringLiteral("checkout");
    p.object = QStringLiteral("shop.stock");
    p.state = QLatin1String(state);
    p.age = age;
    p.text = digestOf(QString::fromLatin1(sql), SqlDialect::MySql).text;
    return p;
}

struct Figures
{
    double success, orders, p95, pool, errors, users;
    double checkoutErrorRatio, checkoutP99, threads;
};

MetricSample metrics(WallTime time, const Figures &figures)
{
    MetricSample sample{time, {}};
    const auto add = [&](const QString &key, double value) { sample.values.push_back({key, value, time, {}, {}}); };
    add(watched::indicator(QStringLiteral("success")), figures.success);
    add(watched::indicator(QStringLiteral("orders")), figures.orders);
    add(watched::indicator(QStringLiteral("p95")), figures.p95);
    add(watched::indicator(QStringLiteral("pool")), figures.pool);
    add(watched::indicator(QStringLiteral("errors")), figures.errors);
    add(watched::indicator(QStringLiteral("users")), figures.users);
    for (const char *name : serviceNames) {
        const QString id = QLatin1String(name);
        const bool checkout = id == QLatin1String("checkout");
        add(watched::serviceRate(id), 912);
        add(watched::serviceErrors(id), checkout ? figures.checkoutErrorRatio : 0.0004);
        add(watched::serviceP99(id), checkout ? figures.checkoutP99 : 0.121);
        add(watched::serviceSaturation(id), checkout ? figures.threads : 0.41);
    }
    add(watched::routeStable(QStringLiteral("checkout")), 90);
    add(watched::routeCanary(QStringLiteral("checkout")), 10);
    return sample;
}

std::vector<Record> healths(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records;
    for (const auto &name : sourceNames) {
        SourceHealth health;
        health.state = SourceState::Ok;
        health.interval = 1s;
        health.newestSample = time;
        health.statementsPerSecond = 2;
        health.timeShare = 0.003;
        records.push_back(record(name[0], time, monotonic, health));
    }
    return records;
}

RouterSample router()
{
    RouterSample sample;
    for (const auto &[name, weight] : {std::pair{"legacy1", 90}, std::pair{"modern1", 10}}) {
        RouterServer server;
        server.instance = QStringLiteral("lb1");
        server.backend = QStringLiteral("checkout");
        server.server = QLatin1String(name);
        server.weight = weight;
        sample.servers.push_back(server);
    }
    return sample;
}

constexpr const char *hotUpdate = "UPDATE stock SET qty = qty - 1 WHERE sku = 1";

} // namespace

std::shared_ptr<const Workspace> fixtureShop()
{
    auto workspace = std::make_shared<Workspace>();
    workspace->name = QStringLiteral("ShopFlow");
    workspace->environment = QStringLiteral("production");
    workspace->timezone = QStringLiteral("Europe/Vienna");
    for (const auto &name : sourceNames) {
        SourceConfig source;
        source.id = QLatin1String(name[0]);
        source.type = QLatin1String(name[1]);
        workspace->sources.push_back(source);
    }
    workspace->indicators = {indicator("success", "Checkout success", "percent", ">= 99.95", "< 99.5"),
                             indicator("orders", "Orders", "per_minute", ">= 300", "< 100"),
                             indicator("p95", "Checkout latency p95", "seconds", "<= 5", "> 15"),
                             indicator("pool", "Database pool", "percent", "<= 70", "> 90"),
                             indicator("errors", "Checkout errors", "percent", "<= 0.5", "> 2"),
                             indicator("users", "Concurrent users", "users", "<= 35000", "> 50000")};
    for (const char *name : serviceNames) {
        ServiceConfig service;
        service.id = QLatin1String(name);
        service.name = service.id;
        service.ratePerMinute.text = service.errorRatio.text = service.p99Seconds.text = QStringLiteral("x");
        service.objectives.errorRatio = 0.005;
        service.objectives.p99Seconds = 2;
        service.saturation = Saturation{{}, QStringLiteral("threads"), {}, 0.7};
        workspace->services.push_back(service);
    }
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.name = QStringLiteral("/checkout/*");
    route.control.source.id = QStringLiteral("edge");
    route.control.backend = QStringLiteral("checkout");
    route.control.stable = QStringList{QStringLiteral("legacy1")};
    route.control.canary = QStringList{QStringLiteral("modern1")};
    route.steps = {1, 5, 10, 25, 50, 75, 100};
    workspace->traffic.routes = {route};
    return workspace;
}

std::vector<Record> calmRecords(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records = healths(time, monotonic);
    records.push_back(record("prom", time, monotonic, metrics(time, {99.97, 318, 1.92, 48, 0.05, 21180, 0.0005, 1.42, 0.47})));
    records.push_back(record("edge", time, monotonic, router()));
    SessionSample sample;
    sample.connections = 40;
    sample.connectionLimit = 200;
    sample.sessions = {session(7, "SELECT id, name FROM product WHERE category = 4", 20ms, false)};
    sample.active.running = 1;
    for (const char *database : {"legacy-db", "orders-db"}) {
        records.push_back(record(database, time, monotonic, sample));
        records.push_back(record(database, time, monotonic, LockGraph{}));
    }
    return records;
}

std::vector<Record> convoyRecords(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records = healths(time, monotonic);
    records.push_back(record("prom", time, monotonic, metrics(time, {97.81, 142, 7.84, 97, 2.19, 27940, 0.0219, 9.6, 0.92})));
    records.push_back(record("edge", time, monotonic, router()));
    SessionSample sample;
    sample.connections = 180;
    sample.connectionLimit = 200;
    LockGraph locks;
    locks.waiters = 63;
    LockParticipant root = participant(48211, hotUpdate, "idle in transaction", 727s);
    root.application = QStringLiteral("stock-sync");
    locks.participants = {root};
    for (int i = 0; i < 63; ++i) {
        sample.sessions.push_back(session(50117 + i, hotUpdate, std::chrono::seconds(41 - i / 2), true));
        LockParticipant waiter = participant(50117 + i, hotUpdate, "waiting", std::chrono::seconds(41 - i / 2));
        waiter.blockedBy = {root.id};
        locks.participants.push_back(waiter);
    }
    sample.active.lock = 63;
    records.push_back(record("legacy-db", time, monotonic, sample));
    records.push_back(record("legacy-db", time, monotonic, locks));
    return records;
}

} // namespace surgedeck
