// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/actions/actionactuator.h"

#include "connectors/base/http.h"
#include "models/domain/metricreader.h"

#include <cmath>

namespace surgedeck {

namespace {

constexpr Milliseconds limit{3'800};
constexpr qsizetype largestBody = 64 * 1024;
constexpr Milliseconds step{1'000};

Error refused(const QString &why)
{
    return {Error::Kind::Refused, why};
}

HttpRequest requestOf(const HttpAction &action, const QString &key)
{
    using Method = HttpRequest::Method;
    HttpRequest request;
    request.method = action.method == QLatin1String("POST")     ? Method::Post
                     : action.method == QLatin1String("PUT")    ? Method::Put
                     : action.method == QLatin1String("PATCH")  ? Method::Patch
                     : action.method == QLatin1String("DELETE") ? Method::Delete
                                                                : Method::Get;
    if (const qsizetype query = action.url.indexOf(QLatin1Char('?')); query >= 0)
        request.path = action.url.mid(query);
    request.form = action.body;
    request.contentType = "application/json";
    request.headers = {{"Idempotency-Key", key.toLatin1()}};
    request.largestBody = largestBody;
    return request;
}

Receipt receiptOf(const HttpAnswer &answer, const HttpAction &action)
{
    const QString words = QStringLiteral("%1 answered %2").arg(action.what).arg(answer.status);
    if (answer.status >= 200 && answer.status < 300)
        return {Receipt::State::Accepted, words, {}, {{QStringLiteral("undo"), action.undo}}};
    if (answer.status >= 400 && answer.status < 500)
        return {Receipt::State::Refused, words, {}, {}};
    return {Receipt::State::Unanswered, words, {}, {}};
}

} // namespace

ActionActuator::ActionActuator(HttpActionParts parts, const Clock &clock)
    : m_parts(std::move(parts))
    , m_clock(clock)
{
}

Result<HttpAction> ActionActuator::prepared(const Command &command) const
{
    const auto *call = std::get_if<CallAction>(&command.action);
    if (!call)
        return refused(QStringLiteral("this is no action of the workspace"));
    return m_parts.prepare(*call);
}

Result<Inspection> ActionActuator::inspect(const Command &command, std::stop_token)
{
    SURGEDECK_TRY(action, prepared(command));
    Inspection inspection;
    inspection.preconditions = {{QStringLiteral("what is sent"), action.what, true}};
    if (!action.verify.isEmpty())
        inspection.preconditions.push_back({QStringLiteral("its effect can be read back"), action.verify,
                                            m_parts.reader ? std::optional(true) : std::nullopt});
    return inspection;
}

Result<Receipt> ActionActuator::execute(const Command &command, const Grant &, std::stop_token stop)
{
    SURGEDECK_TRY(action, prepared(command));
    if (command.rehearsal)
        return Receipt{Receipt::State::Accepted, QStringLiteral("rehearsal: %1 is not sent").arg(action.what), {}, {}};
    HttpPeer peer;
    peer.url = action.url.section(QLatin1Char('?'), 0, 0);
    peer.bearerToken = action.bearer;
    peer.headers = action.headers;
    peer.allowPlainHttp = action.allowPlainHttp;
    peer.userAgent = QStringLiteral("surgedeck");
    SURGEDECK_TRY(client, HttpClient::create(peer));
    const HttpOutcome outcome = client->perform(requestOf(action, command.id), limit, std::move(stop));
    if (outcome.answer)
        return receiptOf(*outcome.answer, action);
    if (!outcome.sent)
        return refused(QStringLiteral("nothing was sent: %1").arg(outcome.answer.error().message));
    return Receipt{Receipt::State::Unanswered, outcome.answer.error().message, {}, {}};
}

Result<Verdict> ActionActuator::verify(const Command &command, std::stop_token stop)
{
    SURGEDECK_TRY(action, prepared(command));
    if (action.verify.isEmpty())
        return Verdict{Verdict::State::Done, QStringLiteral("the call was accepted; nothing was named to read back")};
    if (!m_parts.reader)
        return Verdict{Verdict::State::Unknown, QStringLiteral("no source can evaluate what it is verified by")};
    const WallTime now = m_clock.now();
    SURGEDECK_TRY(matrix, m_parts.reader->range({action.verify, now, now, step}, std::move(stop)));
    for (const MetricSeries &series : matrix)
        for (const MetricPoint &point : series.points)
            if (std::isfinite(point.value) && point.value != 0)
                return Verdict{Verdict::State::Done, QStringLiteral("%1 holds").arg(action.verify)};
    return Verdict{Verdict::State::NotYet, QStringLiteral("%1 does not hold (yet)").arg(action.verify)};
}

} // namespace surgedeck
