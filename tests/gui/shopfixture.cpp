// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/shopfixture.h"

#include "models/base/sqldigest.h"
#include "models/store/watched.h"

#include <cmath>
#include <map>

namespace surgedeck {

using namespace std::chrono_literals;

namespace {

constexpr const char *sourceNames[][2] = {{"legacy-db", "mysql"}, {"orders-db", "postgresql"}, {"cache", "redis"},
                                          {"edge", "haproxy"},    {"prom", "prometheus"}};
struct ServiceSketch
{
    const char *id, *name, *saturation;
    double rate, errors, p99, used; ///< a minute, ratio, seconds, 0..1
    double p99Limit, usedLimit;
};

constexpr ServiceSketch calmServices[] = {
    {"storefront", "Storefront + CDN", "origin", 64'100, 0.0003, 0.212, 0.38, 0.4, 0.7},
    {"catalog", "Catalog", "cpu", 9'420, 0.0006, 0.168, 0.58, 0.2, 0.75},
    {"search", "Search", "cpu", 3'180, 0.0004, 0.118, 0.41, 0.2, 0.75},
    {"auth", "Auth", "cpu", 12'880, 0.0004, 0.121, 0.49, 0.15, 0.75},
    {"cart", "Cart", "pods", 3'020, 0.0005, 0.184, 0.44, 0.3, 0.8},
    {"checkout", "Checkout", "threads", 640, 0.0005, 1.42, 0.47, 2, 0.8},
    {"payment", "Payments (external)", "queue", 480, 0.0008, 0.94, 0.31, 2, 0.8},
    {"mysql", "MySQL primary", "pool", 12'900, 0, 0.088, 0.48, 0.25, 0.7},
    {"replicas", "MySQL replicas (2)", "lag", 31'700, 0, 0.064, 0.3, 0.25, 0.7},
    {"redis", "Redis cache", "memory", 88'200, 0, 0.002, 0.61, 0.01, 0.8},
};

constexpr ServiceSketch convoyServices[] = {
    {"cart", "", "", 4'610, 0.0031, 0.412, 0.66, 0, 0},
    {"checkout", "", "", 912, 0.0219, 9.6, 0.92, 0, 0},
    {"mysql", "", "", 18'400, 0.0002, 0.87, 0.97, 0, 0},
};

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

/// Twelve minutes of a convoy name the same two statements a hundred thousand times.
const SqlDigest &knownDigest(const char *sql)
{
    static std::map<QString, SqlDigest> known;
    const QString text = QString::fromLatin1(sql);
    const auto found = known.find(text);
    return found != known.end() ? found->second : known.emplace(text, digestOf(text, SqlDialect::MySql)).first->second;
}

Session session(int id, const char *sql, Milliseconds age, bool waits)
{
    const SqlDigest &digest = knownDigest(sql);
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
    p.object = QStringLiteral("shop.inventory");
    p.state = QLatin1String(state);
    p.age = age;
    p.text = knownDigest(sql).text;
    return p;
}

struct Figures
{
    double success, orders, expected, p95, pool, errors, users;
};

constexpr Figures calmFigures{99.97, 318, 310, 1.92, 48, 0.05, 21'180};
constexpr Figures convoyFigures{97.81, 342, 500, 7.84, 97, 2.19, 27'940};

using Sketches = std::vector<ServiceSketch>;

Sketches sketchesOf(bool convoy)
{
    Sketches sketches(std::begin(calmServices), std::end(calmServices));
    if (!convoy)
        return sketches;
    for (ServiceSketch &sketch : sketches)
        for (const ServiceSketch &bad : convoyServices)
            if (QLatin1String(sketch.id) == QLatin1String(bad.id)) {
                sketch.rate = bad.rate;
                sketch.errors = bad.errors;
                sketch.p99 = bad.p99;
                sketch.used = bad.used;
            }
    return sketches;
}

std::vector<std::pair<QString, double>> indicatorsOf(const Figures &figures)
{
    return {{watched::indicator(QStringLiteral("success")), figures.success},
            {watched::indicator(QStringLiteral("orders")), figures.orders},
            {watched::expected(QStringLiteral("orders")), figures.expected},
            {watched::indicator(QStringLiteral("p95")), figures.p95},
            {watched::indicator(QStringLiteral("pool")), figures.pool},
            {watched::indicator(QStringLiteral("errors")), figures.errors},
            {watched::indicator(QStringLiteral("users")), figures.users}};
}

void addGuards(MetricSample &sample, WallTime time, const Figures &figures)
{
    const QString route = QStringLiteral("checkout");
    const auto add = [&](const char *id, const char *side, double value) {
        sample.values.push_back({watched::guard(route, QLatin1String(id), side), value, time, {}, {}});
    };
    add("success", "stable", figures.success - 0.02);
    add("success", "canary", figures.success);
    add("p95", "stable", figures.p95 + 0.1);
    add("p95", "canary", figures.p95);
    add("errors", "stable", figures.errors);
    add("errors", "canary", figures.errors * 0.97);
    add("pool", "both", figures.pool);
}

MetricSample metricsOf(WallTime time, const Figures &figures, const Sketches &services)
{
    MetricSample sample{time, {}};
    const auto add = [&](const QString &key, double value) { sample.values.push_back({key, value, time, {}, {}}); };
    for (const auto &[key, value] : indicatorsOf(figures))
        add(key, value);
    for (const ServiceSketch &service : services) {
        const QString id = QLatin1String(service.id);
        add(watched::serviceRate(id), service.rate);
        add(watched::serviceErrors(id), service.errors);
        add(watched::serviceP99(id), service.p99);
        add(watched::serviceSaturation(id), service.used);
    }
    add(watched::routeStable(QStringLiteral("checkout")), 74.8);
    add(watched::routeCanary(QStringLiteral("checkout")), 25.2);
    addGuards(sample, time, figures);
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
    for (const auto &[name, weight] : {std::pair{"legacy1", 75}, std::pair{"modern1", 25}}) {
        RouterServer server;
        server.instance = QStringLiteral("lb1");
        server.backend = QStringLiteral("checkout");
        server.server = QLatin1String(name);
        server.weight = weight;
        sample.servers.push_back(server);
    }
    return sample;
}

constexpr const char *hotUpdate = "UPDATE inventory SET qty = qty - 1 WHERE sku = 1";
constexpr const char *hotRead = "SELECT qty FROM inventory WHERE sku = 1 FOR UPDATE";

struct DigestSketch
{
    const char *sql;
    double calls, meanMs, usualMs;
};

constexpr DigestSketch calmDigests[] = {
    {"SELECT p.id FROM product p JOIN price r ON r.product = p.id WHERE p.category = 4", 1'180, 4.1, 4.1},
    {hotRead, 168, 19, 21},
    {hotUpdate, 166, 17, 17},
    {"UPDATE cart SET n = 1 WHERE cart_id = 5", 410, 5.2, 5.2},
    {"SELECT * FROM order_item WHERE order_id IN (1, 2, 3)", 88, 17.4, 15.8},
    {"SELECT * FROM session WHERE token = 'x'", 2'110, 0.6, 0.6},
    {"INSERT INTO order_item (order_id, sku) VALUES (1, 2)", 96, 2.1, 2.1},
};

DigestDeltas digests()
{
    DigestDeltas deltas;
    deltas.window = 1s;
    for (const DigestSketch &sketch : calmDigests) {
        const SqlDigest digest = digestOf(QString::fromLatin1(sketch.sql), SqlDialect::MySql);
        DigestDelta delta;
        delta.digest = digest.id;
        delta.text = digest.text;
        delta.calls = sketch.calls;
        delta.totalMs = sketch.calls * sketch.meanMs;
        delta.usualMeanMs = sketch.usualMs;
        deltas.digests.push_back(delta);
    }
    return deltas;
}

GuardConfig guard(const char *id, const char *unit, const char *pass, const char *expr)
{
    GuardConfig config;
    config.id = QLatin1String(id);
    config.unit = QLatin1String(unit);
    config.pass = parseComparison(QLatin1String(pass));
    config.expr.text = QLatin1String(expr);
    return config;
}

RouteConfig route()
{
    RouteConfig route;
    route.id = QStringLiteral("checkout");
    route.name = QStringLiteral("/checkout/*");
    route.control.source.id = QStringLiteral("edge");
    route.control.backend = QStringLiteral("checkout");
    route.control.stable = QStringList{QStringLiteral("legacy1")};
    route.control.canary = QStringList{QStringLiteral("modern1")};
    route.steps = {1, 5, 10, 25, 50, 75, 100};
    route.guards = {guard("success", "percent", ">= 99.9", "x{server=~\"$side\"}"),
                    guard("p95", "seconds", "<= 5", "y{server=~\"$side\"}"),
                    guard("errors", "percent", "<= 0.5", "z{server=~\"$side\"}"),
                    guard("pool", "percent", "<= 70", "p")};
    return route;
}

void addServices(Workspace &workspace)
{
    for (const ServiceSketch &sketch : calmServices) {
        ServiceConfig service;
        service.id = QLatin1String(sketch.id);
        service.name = QLatin1String(sketch.name);
        service.ratePerMinute.text = service.errorRatio.text = service.p99Seconds.text = QStringLiteral("x");
        service.objectives.errorRatio = 0.002;
        service.objectives.p99Seconds = sketch.p99Limit;
        service.saturation = Saturation{{}, QLatin1String(sketch.saturation), {}, sketch.usedLimit};
        service.runbook.id = QStringLiteral("R12");
        workspace.services.push_back(service);
    }
}

void addIndicators(Workspace &workspace)
{
    workspace.indicators = {indicator("success", "Checkout success", "percent", ">= 99.95", "< 99.5"),
                            indicator("orders", "Orders", "per_minute", ">= 300", "< 100"),
                            indicator("p95", "Checkout latency p95", "seconds", "<= 5", "> 7"),
                            indicator("pool", "Database pool", "percent", "<= 70", "> 90"),
                            indicator("errors", "Checkout errors", "percent", "<= 0.5", "> 2"),
                            indicator("users", "Concurrent users", "users", "<= 35000", "> 50000")};
    workspace.indicators[1].expected.text = QStringLiteral("e");
    workspace.indicators[1].orderValue = 36;
    for (std::size_t i : {0U, 2U, 3U, 4U})
        workspace.indicators[i].runbook.id = i == 3 ? QStringLiteral("R01") : QStringLiteral("R12");
}

} // namespace

std::shared_ptr<const Workspace> fixtureShop()
{
    auto workspace = std::make_shared<Workspace>();
    workspace->name = QStringLiteral("ShopFlow");
    workspace->environment = QStringLiteral("production");
    workspace->timezone = QStringLiteral("Europe/Vienna");
    workspace->currency = QStringLiteral("USD");
    workspace->dimensions = {QStringLiteral("store"), QStringLiteral("provider")};
    for (const auto &name : sourceNames) {
        SourceConfig source;
        source.id = QLatin1String(name[0]);
        source.type = QLatin1String(name[1]);
        workspace->sources.push_back(source);
    }
    addIndicators(*workspace);
    addServices(*workspace);
    workspace->traffic.routes = {route()};
    return workspace;
}

std::vector<Record> calmRecords(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records = healths(time, monotonic);
    records.push_back(record("prom", time, monotonic, metricsOf(time, calmFigures, sketchesOf(false))));
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
    records.push_back(record("legacy-db", time, monotonic, digests()));
    return records;
}

std::vector<Record> convoyRecords(WallTime time, MonoTime monotonic)
{
    std::vector<Record> records = healths(time, monotonic);
    records.push_back(record("prom", time, monotonic, metricsOf(time, convoyFigures, sketchesOf(true))));
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
        const char *sql = i % 3 == 2 ? hotRead : hotUpdate;
        sample.sessions.push_back(session(50117 + i, sql, std::chrono::seconds(41 - i / 2), true));
        LockParticipant waiter = participant(50117 + i, sql, "waiting", std::chrono::seconds(41 - i / 2));
        // Two of them hold what others want.
        waiter.blockedBy = {i < 2 ? root.id : QString::number(50117 + i % 2)};
        if (i % 5 == 4)
            waiter.application = QStringLiteral("cart");
        locks.participants.push_back(waiter);
    }
    sample.active.lock = 63;
    records.push_back(record("legacy-db", time, monotonic, sample));
    records.push_back(record("legacy-db", time, monotonic, locks));
    return records;
}

std::vector<Record> hourBefore(WallTime time, MonoTime monotonic)
{
    std::map<QString, MetricHistory> histories;
    for (Milliseconds ago = 60min; ago > 0ms; ago -= 10s) {
        const double wave = std::sin(toSeconds(ago) / 97) + 0.6 * std::sin(toSeconds(ago) / 31);
        for (const auto &[key, value] : indicatorsOf(calmFigures)) {
            const double swing = key.contains(QLatin1String("success")) ? 0.004 : value * 0.008;
            histories[key].key = key;
            histories[key].points.push_back({time - ago, value + wave * swing});
        }
    }
    std::vector<Record> records;
    for (const auto &[key, history] : histories)
        records.push_back(record("prom", time, monotonic, history));
    return records;
}

} // namespace surgedeck
