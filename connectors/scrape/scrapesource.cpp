// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/scrape/scrapesource.h"

#include "connectors/base/httpaddress.h"
#include "models/domain/ruleevaluator.h"

#include <algorithm>
#include <iterator>

namespace surgedeck {

namespace {

constexpr Milliseconds longestSpread{2'000}; ///< of the moments of targets: a poll has 4 s
constexpr Milliseconds longestTimeout{10'000};
constexpr Milliseconds rulesUntil{3'700}; ///< of a poll
constexpr Milliseconds rest{100};         ///< at the end of an interval, for everything that is not waiting
constexpr int frozenAfter = 15;           ///< pages in a row, byte for byte the same
constexpr std::size_t mostNotices = 5;

/// Spread evenly, and the same after a restart.
Milliseconds offsetFor(const QString &url, Milliseconds interval)
{
    const auto spread = std::min(interval / 2, longestSpread).count();
    const auto hash = static_cast<long long>(std::hash<std::string>{}(url.toStdString()) >> 16);
    return Milliseconds(spread > 0 ? hash % spread : 0);
}

Milliseconds timeoutFor(Milliseconds interval)
{
    return std::min(interval - interval / 10, longestTimeout);
}

/// A page may take parameters ("/metrics?collect[]=cpu"): they are part of the question, not of the peer.
QString parametersOf(const QString &url)
{
    const qsizetype at = url.indexOf(QLatin1Char('?'));
    return at < 0 ? QString() : url.mid(at);
}

HttpRequest pageRequest(const QString &url)
{
    HttpRequest request;
    request.path = parametersOf(url);
    request.largestBody = qsizetype{32} * 1024 * 1024;
    return request;
}

HttpPeer peerFor(const SourceSettings &settings, const QString &url)
{
    HttpPeer peer = HttpPeer::of(settings);
    peer.url = url.chopped(parametersOf(url).size());
    peer.accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    return peer;
}

} // namespace

Result<SourcePtr> ScrapeSource::create(const SourceSettings &settings, const Clock &clock)
{
    if (!settings.samples)
        return Error{Error::Kind::Config, QStringLiteral("there is no store for the samples of %1").arg(settings.id)};
    for (const QString &url : settings.endpoints)
        SURGEDECK_CHECK([&]() -> Status {
            SURGEDECK_TRY(address, fitAddress(peerFor(settings, url)));
            static_cast<void>(address);
            return ok();
        }());
    return SourcePtr(std::make_unique<ScrapeSource>(settings, clock));
}

ScrapeSource::ScrapeSource(SourceSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_samples(m_settings.samples)
    , m_list(m_settings)
    , m_expressions(m_settings, m_samples)
{
}

void ScrapeSource::updateTargets(WallTime now)
{
    std::vector<ScrapeAddress> wanted = m_list.current();
    if (wanted == m_addresses)
        return;
    std::erase_if(m_members, [&](const std::unique_ptr<Member> &member) {
        if (std::ranges::find(wanted, member->target->address()) != wanted.end())
            return false;
        if (member->peer)
            m_fleet.remove(*member->peer);
        member->target->end(now);
        return true;
    });
    for (const ScrapeAddress &address : wanted)
        if (std::ranges::none_of(m_members, [&](const auto &member) { return member->target->address() == address; }))
            add(address);
    m_addresses = std::move(wanted);
}

void ScrapeSource::add(const ScrapeAddress &address)
{
    auto member = std::make_unique<Member>();
    const auto conflict = m_settings.honorLabels ? LabelConflict::PageWins : LabelConflict::TargetWins;
    member->target.emplace(address, ScrapeTarget::Rules{conflict, m_settings.sampleLimit}, *m_samples, m_scratch);
    member->offset = offsetFor(address.url, m_settings.interval);
    if (const auto peer = m_fleet.add(peerFor(m_settings, address.url)))
        member->peer = *peer;
    else
        member->problem = peer.error();
    m_members.push_back(std::move(member));
}

void ScrapeSource::startDue(WallTime now, WallTime grid)
{
    for (const auto &member : m_members) {
        const WallTime moment = grid + member->offset;
        if (!member->peer || moment > now || member->started >= moment || m_fleet.isBusy(*member->peer))
            continue;
        member->started = now;
        m_fleet.start(*member->peer, pageRequest(member->target->address().url), timeoutFor(m_settings.interval));
        ++m_requests;
    }
}

void ScrapeSource::take(HttpFleet::Done done)
{
    const auto found = std::ranges::find_if(m_members, [&](const auto &member) { return member->peer == done.peer; });
    if (found == m_members.end())
        return;
    Member &member = **found;
    const ScrapeTarget::Report report = member.target->take(done.outcome, member.started);
    member.problem = report.error;
    member.samePages = report.same ? member.samePages + 1 : 0;
    m_transferMs += done.outcome.totalMs;
    if (!report.error)
        m_newest = std::max(m_newest.value_or(report.at), report.at);
}

Result<PollResult> ScrapeSource::poll(std::stop_token stop)
{
    const WallTime grid = m_clock.now();
    const MonoTime began = m_clock.monotonic();
    m_transferMs = 0;
    m_requests = 0;
    m_expressions.loadEarlier();
    updateTargets(grid);
    // Waits for the pages of this interval, and never so long that the next poll would be late.
    const Milliseconds most =
        std::min(m_settings.interval - m_settings.interval / 4, longestSpread + Milliseconds{1'500}) - rest;
    while (!stop.stop_requested()) {
        const auto passed = std::chrono::duration_cast<Milliseconds>(m_clock.monotonic() - began);
        startDue(m_clock.now(), grid);
        const bool waiting = std::ranges::any_of(m_members, [&](const auto &member) {
            return member->peer && (m_fleet.isBusy(*member->peer) || member->started < grid + member->offset);
        });
        if (!waiting || passed >= most)
            break;
        for (HttpFleet::Done &done : m_fleet.work(std::min(most - passed, Milliseconds{20}), stop))
            take(std::move(done));
    }
    if (stop.stop_requested())
        return Error{Error::Kind::Cancelled, QStringLiteral("stopped")};
    if (const auto error = commonError())
        return *error;
    PollResult result;
    evaluateRules(result, began, stop);
    result.observations.push_back(m_expressions.evaluate(m_clock.now(), stop));
    std::ranges::move(m_expressions.earlier(grid, stop), std::back_inserter(result.observations));
    result.observations.push_back(notices());
    result.statements = m_requests;
    // Each target is asked once an interval whatever it takes: what counts as our load is the share of one of them.
    result.inFlight = std::chrono::nanoseconds(
        static_cast<long long>(m_transferMs * 1e6 / std::max<double>(1, static_cast<double>(m_members.size()))));
    result.newestSample = m_newest;
    return result;
}

/// Before the expressions, which may read what rules record.
void ScrapeSource::evaluateRules(PollResult &result, MonoTime began, const std::stop_token &stop)
{
    if (!m_settings.rules)
        return;
    RuleTurn turn{m_clock.now(), {}, {}, {}};
    turn.enough = [&] { return stop.stop_requested() || m_clock.monotonic() - began > rulesUntil; };
    if (auto alerts = m_settings.rules->evaluate(turn))
        result.observations.push_back(*std::move(alerts));
}

std::optional<Error> ScrapeSource::commonError() const
{
    if (m_members.empty())
        return Error{Error::Kind::Config,
                     m_list.problems().isEmpty() ? QStringLiteral("there is no target") : m_list.problems().first()};
    const bool allFail = std::ranges::all_of(m_members, [](const auto &member) { return member->problem.has_value(); });
    if (!allFail)
        return std::nullopt;
    const auto worst =
        std::ranges::find_if(m_members, [](const auto &member) { return member->started != WallTime{}; });
    const Error error = *(worst == m_members.end() ? m_members.front() : *worst)->problem;
    return m_members.size() == 1
               ? error
               : Error{error.kind,
                       QStringLiteral("none of %1 targets answers: %2").arg(m_members.size()).arg(error.message)};
}

SourceNotices ScrapeSource::notices() const
{
    SourceNotices notices;
    const auto tell = [&](const QString &text) {
        if (notices.attention.size() < mostNotices)
            notices.attention.push_back(text);
    };
    for (const QString &problem : m_list.problems())
        tell(problem);
    for (const QString &problem : m_expressions.problems())
        tell(problem);
    for (const auto &member : m_members) {
        const QString instance = QString::fromStdString(std::string(member->target->address().labels.get("instance")));
        if (member->problem)
            tell(QStringLiteral("%1: %2").arg(instance, member->problem->message));
        else if (member->samePages >= frozenAfter)
            tell(QStringLiteral("%1: the page has not changed for %2 readings: is it frozen?")
                     .arg(instance)
                     .arg(member->samePages));
    }
    return notices;
}

std::vector<DiagnosisStage> ScrapeSource::diagnose(std::stop_token stop)
{
    std::vector<DiagnosisStage> stages;
    updateTargets(m_clock.now());
    const auto started = m_clock.now();
    for (const auto &member : m_members)
        if (member->peer && !m_fleet.isBusy(*member->peer)) {
            member->started = started;
            m_fleet.start(*member->peer, pageRequest(member->target->address().url), Milliseconds{2'500});
        }
    const MonoTime began = m_clock.monotonic();
    const auto isBusy = [&] {
        return std::ranges::any_of(m_members, [&](const auto &m) { return m->peer && m_fleet.isBusy(*m->peer); });
    };
    while (isBusy() && !stop.stop_requested() && m_clock.monotonic() - began < Milliseconds{3'500})
        for (HttpFleet::Done &done : m_fleet.work(Milliseconds{100}, stop))
            take(std::move(done));
    const auto answering = std::ranges::count_if(m_members, [](const auto &member) { return !member->problem; });
    const bool all = answering == std::ranges::ssize(m_members) && !m_members.empty();
    stages.push_back({QStringLiteral("name"),
                      !m_members.empty(),
                      QStringLiteral("%1 targets").arg(m_members.size()),
                      {},
                      m_members.empty()
                          ? QStringLiteral("list pages in `targets`, or a readable file in `target_files`")
                          : QString()});
    QString first;
    for (const auto &member : m_members)
        if (member->problem && first.isEmpty())
            first = QStringLiteral("%1: %2").arg(member->target->address().url.section(QLatin1Char('@'), -1),
                                                 member->problem->message);
    stages.push_back({QStringLiteral("connect"), answering > 0,
                      QStringLiteral("%1 of %2 answer").arg(answering).arg(m_members.size()),
                      m_transferMs > 0
                          ? std::optional(m_transferMs / std::max<double>(1, static_cast<double>(m_members.size())))
                          : std::nullopt,
                      first});
    stages.push_back({QStringLiteral("read"),
                      answering > 0 ? std::optional(all) : std::nullopt,
                      m_newest ? QStringLiteral("%1 series").arg(m_samples->reading().size().series) : QString(),
                      {},
                      all ? QString() : first});
    stages.push_back({QStringLiteral("newest"),
                      m_newest ? std::optional(true) : std::nullopt,
                      m_newest ? QStringLiteral("now") : QString(),
                      {},
                      {}});
    return stages;
}

} // namespace surgedeck
