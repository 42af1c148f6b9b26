// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/prometheussource.h"

#include "connectors/base/socketdeadline.h"
#include "connectors/prometheus/prometheusdiagnosis.h"
#include "connectors/prometheus/prometheusrequest.h"
#include "models/domain/ruleevaluator.h"

#include <algorithm>
#include <numeric>

namespace surgedeck {

namespace {

constexpr Milliseconds margin{100};         ///< for reading the answers, within the deadline of a call
constexpr Milliseconds furtherLimit{1'000}; ///< of one question that comes with the answers
constexpr std::size_t lifeSign = 1;         ///< requests in front of a round: the server's time

/// Polls come a little early or late: an expression is due when most of its interval has passed.
Milliseconds cadenceFor(const SourceSettings &settings)
{
    return settings.interval / 2;
}

/// What a rule or a template takes: a scalar is one sample without labels.
Result<Matrix> vectorIn(const Result<PrometheusAnswer> &answer)
{
    if (!answer)
        return answer.error();
    const bool isVector =
        answer->shape == PrometheusAnswer::Shape::Vector || answer->shape == PrometheusAnswer::Shape::Scalar;
    if (!isVector)
        return Error{Error::Kind::Config, QStringLiteral("the rule gives no vector")};
    return answer->series;
}

std::vector<WatchedExpression> withHistory(std::vector<WatchedExpression> expressions)
{
    std::erase_if(expressions, [](const WatchedExpression &expression) { return expression.every > Milliseconds{0}; });
    return expressions;
}

} // namespace

Result<SourcePtr> PrometheusSource::create(const SourceSettings &settings, const Clock &clock)
{
    SURGEDECK_TRY(client, HttpClient::create(HttpPeer::of(settings)));
    return SourcePtr(std::make_unique<PrometheusSource>(settings, std::move(client), clock));
}

PrometheusSource::PrometheusSource(SourceSettings settings, std::unique_ptr<HttpClient> client, const Clock &clock)
    : m_settings(std::move(settings))
    , m_client(std::move(client))
    , m_clock(clock)
    , m_ages(clock, cadenceFor(m_settings))
    , m_history(withHistory(m_settings.expressions))
{
    for (const WatchedExpression &expression : m_settings.expressions)
        m_watched.push_back(
            {expression, m_ages.add(expression.expression),
             ProbeTimer(clock, std::max(cadenceFor(m_settings), expression.every), prometheusInverseShare)});
}

Result<PollResult> PrometheusSource::poll(std::stop_token stop)
{
    const MonoTime deadline = m_clock.monotonic() + callDeadline - margin;
    const auto left = [&] { return std::chrono::duration_cast<Milliseconds>(deadline - m_clock.monotonic()); };
    if (!m_serverClock)
        SURGEDECK_CHECK(readClock(left(), stop));
    auto round = ask(left(), stop);
    if (!round) {
        m_serverClock.reset();
        return round.error();
    }
    round->deadline = deadline;
    round->stop = stop;
    return fold(std::move(round).value());
}

Status PrometheusSource::signOfLife(std::stop_token stop)
{
    auto alive = readClock(callDeadline - margin, std::move(stop));
    if (!alive)
        m_serverClock.reset();
    return alive;
}

Status PrometheusSource::readClock(Milliseconds limit, std::stop_token stop)
{
    const WallTime sent = m_clock.now();
    SURGEDECK_TRY(clock, readServerClock(m_client->perform(clockQuery(), limit, std::move(stop)), sent));
    m_serverClock = clock;
    return ok();
}

Result<PrometheusSource::Round> PrometheusSource::ask(Milliseconds limit, std::stop_token stop)
{
    Round round;
    round.evaluatedAt = m_clock.now();
    const WallTime moment = m_serverClock->theirs(round.evaluatedAt);
    round.requests.push_back(clockQuery());
    const auto append = [&](std::vector<HttpRequest> requests) {
        std::move(requests.begin(), requests.end(), std::back_inserter(round.requests));
        return requests.size();
    };
    round.ages = append(m_ages.requests(moment));
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        if (!m_watched[i].timer.due())
            continue;
        round.watched.push_back(i);
        round.requests.push_back(instantQuery(m_watched[i].expression.expression, moment));
    }
    if (m_settings.rules)
        for (const QString &question : m_settings.rules->questions(round.evaluatedAt)) {
            round.requests.push_back(instantQuery(question, moment));
            ++round.rules;
        }
    if (m_newestSample)
        round.histories = append(m_history.requests(moment));

    round.outcomes = m_client->perform(round.requests, limit, std::move(stop));
    SURGEDECK_TRY(clock, readServerClock(round.outcomes.front(), round.evaluatedAt));
    m_serverClock = clock;
    for (const HttpOutcome &outcome : round.outcomes)
        round.answers.push_back(parsePrometheusAnswer(outcome));
    return round;
}

std::vector<Result<PrometheusAnswer>> PrometheusSource::Round::part(std::size_t first, std::size_t count) const
{
    const auto begin = answers.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

PollResult PrometheusSource::fold(Round round)
{
    std::vector<std::chrono::nanoseconds> costs;
    for (std::size_t i = 0; i < round.outcomes.size(); ++i) {
        m_quickestMs = round.outcomes[i].answer ? std::min(m_quickestMs, round.outcomes[i].totalMs) : m_quickestMs;
        costs.push_back(costOf(round.outcomes[i], round.answers[i]));
    }
    const auto firstValue = costs.begin() + static_cast<std::ptrdiff_t>(lifeSign + round.ages);
    m_ages.take(round.part(lifeSign, round.ages),
                std::accumulate(costs.begin() + lifeSign, firstValue, std::chrono::nanoseconds{0}));

    PollResult result;
    MetricSample sample{round.evaluatedAt, {}};
    for (std::size_t i = 0; i < round.watched.size(); ++i) {
        Watched &watched = m_watched[round.watched[i]];
        watched.timer.ran(*(firstValue + static_cast<std::ptrdiff_t>(i)));
        sample.values.push_back(valueOf(watched, round.answers[lifeSign + round.ages + i]));
        m_newestSample = std::max(m_newestSample, sample.values.back().newestSample);
    }
    if (!sample.values.empty())
        result.observations.push_back(std::move(sample));
    result.statements = static_cast<int>(round.requests.size());
    result.inFlight = std::accumulate(costs.begin(), costs.end(), std::chrono::nanoseconds{0});
    evaluateRules(result, round);
    const auto histories = round.part(round.answers.size() - round.histories, round.histories);
    for (MetricHistory &history : m_history.take(histories, *m_serverClock))
        result.observations.push_back(std::move(history));
    result.newestSample = m_newestSample;
    return result;
}

void PrometheusSource::evaluateRules(PollResult &result, const Round &round)
{
    if (!m_settings.rules)
        return;
    RuleTurn turn{round.evaluatedAt, {}, {}, {}};
    for (const auto &answer : round.part(round.answers.size() - round.histories - round.rules, round.rules))
        turn.answers.push_back(vectorIn(answer));
    turn.ask = [&](const QString &expression) { return askFurther(expression, round, result); };
    turn.enough = [&] { return round.stop.stop_requested() || m_clock.monotonic() + margin >= round.deadline; };
    if (auto alerts = m_settings.rules->evaluate(turn))
        result.observations.push_back(*std::move(alerts));
}

Result<Matrix> PrometheusSource::askFurther(const QString &expression, const Round &round, PollResult &result)
{
    const auto left = std::chrono::duration_cast<Milliseconds>(round.deadline - m_clock.monotonic());
    const HttpRequest request = instantQuery(expression, m_serverClock->theirs(round.evaluatedAt));
    const HttpOutcome outcome = m_client->perform(request, std::min(left, furtherLimit), round.stop);
    const auto answer = parsePrometheusAnswer(outcome);
    ++result.statements;
    result.inFlight += costOf(outcome, answer);
    return vectorIn(answer);
}

WatchedValue PrometheusSource::valueOf(const Watched &watched, const Result<PrometheusAnswer> &answer) const
{
    WatchedValue value;
    value.key = watched.expression.key;
    const SampleAges::Age age = m_ages.age(watched.selectors);
    if (age.newest)
        value.newestSample = m_serverClock->ours(*age.newest);
    const auto number = answer ? singleValue(*answer) : Result<std::optional<double>>(answer.error());
    if (!number) {
        value.error = number.error().message;
        return value;
    }
    value.remark = answer->remark;
    // rate() over a target that has vanished still gives a number for a while, and `or vector(0)` for ever.
    const bool allGone = !watched.selectors.empty() && age.known && !age.newest;
    value.value = allGone ? std::nullopt : *number;
    return value;
}

/// The server's own figure; else the time that it took beyond what the network takes.
std::chrono::nanoseconds PrometheusSource::costOf(const HttpOutcome &outcome,
                                                  const Result<PrometheusAnswer> &answer) const
{
    if (answer && answer->serverTime)
        return *answer->serverTime;
    const double beyond = std::max(0.0, outcome.totalMs - m_quickestMs);
    return std::chrono::nanoseconds(static_cast<long long>(beyond * 1e6));
}

std::vector<DiagnosisStage> PrometheusSource::diagnose(std::stop_token stop)
{
    return diagnosePrometheus(HttpPeer::of(m_settings), m_clock, std::move(stop));
}

} // namespace surgedeck
