// SPDX-License-Identifier: GPL-3.0-or-later
// `surgedeck guard`: watches a shift whose console is gone. Started beside the platform, on purpose.
#include "app/sourcesettings.h"
#include "app/traffic/shiftparts.h"
#include "app/traffic/shiftrun.h"
#include "app/verbs/loading.h"
#include "app/verbs/traffic.h"
#include "models/base/timetext.h"
#include "models/report/trafficdocument.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <csignal>
#include <memory>

namespace surgedeck {

namespace {

using traffic::Phase;
using Wish = ShiftEngine::Wish;

constexpr Milliseconds eachLook{500};
const QString guardName = QStringLiteral("guard");

volatile std::sig_atomic_t wantsToEnd = 0;

void end(int)
{
    wantsToEnd = 1;
}

bool needsWatch(const std::optional<ShiftRecord> &record)
{
    return record && isUnderWay(record->state) && record->state.phase != Phase::Conflict &&
           record->state.phase != Phase::Drifted;
}

/// Takes a route when its runner is gone, brings what was in hand to a verified split, sends nothing new, and rolls
/// back when the guards say that the canary is worse and the stable side can carry all.
class UnattendedGuard final : public QObject
{
public:
    UnattendedGuard(const TrafficCall &traffic, std::shared_ptr<ShiftStore> store)
        : m_traffic(traffic)
        , m_store(std::move(store))
        , m_session(traffic.workspace, prepareSources(*traffic.workspace), {std::chrono::minutes(1)}, traffic.clock)
    {
        m_look.setInterval(eachLook);
        connect(&m_look, &QTimer::timeout, this, [this] { look(); });
    }

    int run()
    {
        std::signal(SIGINT, end);
        std::signal(SIGTERM, end);
        m_session.start();
        m_look.start();
        return QCoreApplication::exec();
    }

private:
    void look()
    {
        if (wantsToEnd)
            return QCoreApplication::exit(ExitInterrupted);
        if (m_run)
            return watch();
        const auto runner = m_store->runner(m_traffic.route.id);
        if (runner && !*runner && needsWatch(storedShift(*m_store, m_traffic.route.id)))
            take();
    }

    void take()
    {
        auto parts = shiftPartsOf(*m_traffic.workspace, m_traffic.route, m_traffic.clock);
        if (!parts)
            return QCoreApplication::exit(refuseTraffic(m_traffic, parts.error()));
        parts->person = guardName;
        m_run = std::make_unique<ShiftRun>(m_session, std::move(*parts));
        connect(m_run.get(), &ShiftRun::happened, this,
                [this](const std::vector<ShiftLogEntry> &entries) { print(entries); });
        m_opened = m_busy = false;
        m_run->open([this](const Status &status) {
            m_opened = bool(status);
            m_lost = !status;
        });
    }

    void watch()
    {
        const ShiftSnapshot &now = m_run->snapshot();
        const traffic::State &state = now.record.state;
        if (m_lost || now.lost || (m_opened && !m_busy && !needsWatch(now.record))) {
            m_run.reset(); // somebody has it, or there is nothing left to watch
            m_lost = false;
            return;
        }
        if (!m_opened || m_busy)
            return;
        const bool worse =
            state.phase == Phase::Held && state.step >= 0 && state.guards == traffic::GuardVerdict::Worse;
        if (state.phase == Phase::Recovering && state.seen)
            ask(Wish::RecoverHold);
        else if (worse)
            ask(Wish::Abort);
    }

    void ask(Wish wish)
    {
        m_busy = true;
        m_run->ask(
            [wish](ShiftEngine &engine, std::stop_token stop) { return engine.wish(wish, guardName, std::move(stop)); },
            [this](const Status &status) {
                m_busy = false;
                if (!status)
                    m_traffic.call.err << "surgedeck: " << status.error().message << '\n';
            });
    }

    void print(const std::vector<ShiftLogEntry> &entries)
    {
        for (const ShiftLogEntry &entry : entries) {
            QJsonObject line = toJson(entry);
            line[QStringLiteral("schema")] = QStringLiteral("surgedeck/v1");
            line[QStringLiteral("route")] = m_traffic.route.id;
            if (m_traffic.isJson())
                m_traffic.call.out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
            else
                m_traffic.call.out << toRfc3339(entry.time) << "  " << entry.actor << "  " << entry.event << "  "
                                   << entry.to << "  " << entry.detail << '\n';
        }
        m_traffic.call.out.flush();
    }

    const TrafficCall &m_traffic;
    std::shared_ptr<ShiftStore> m_store;
    WatchSession m_session;
    std::unique_ptr<ShiftRun> m_run;
    QTimer m_look;
    bool m_opened = false, m_busy = false, m_lost = false;
};

} // namespace

int runGuard(VerbCall &call)
{
    const auto arguments = Arguments::read(call, "guard",
                                           {{QStringLiteral("WORKSPACE"), QStringLiteral("ROUTE")},
                                            2,
                                            {{QStringLiteral("yes-i-mean"), {}, QStringLiteral("ROUTE")}}});
    const auto workspace = arguments ? loadWorkspaceForVerb(call, arguments->positional(0)) : nullptr;
    if (!workspace)
        return ExitUsage;
    const RouteConfig *route = routeOf(*workspace, arguments->positional(1));
    if (!route)
        return usageError(call, "guard",
                          QStringLiteral("there is no route '%1'").arg(arguments->positional(1).left(64)));
    SystemClock clock;
    const TrafficCall traffic{call, *arguments, workspace, *route, guardName, {}, Milliseconds(0), clock};
    if (arguments->value(QStringLiteral("yes-i-mean")) != route->id)
        return refuseTraffic(
            traffic, {Error::Kind::Refused,
                      QStringLiteral("it may roll back by itself: confirm with --yes-i-mean %1").arg(route->id)});
    const auto store = openShiftStore(*workspace, clock);
    if (!store)
        return refuseTraffic(traffic, store.error());
    if (const auto parts = shiftPartsOf(*workspace, *route, clock); !parts)
        return refuseTraffic(traffic, parts.error());
    UnattendedGuard guard(traffic, *store);
    return guard.run();
}

} // namespace surgedeck
